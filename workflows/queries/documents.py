"""Documents with what became of the items read from them; who may direct one."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet

from organization.models import Person, Post
from organization.queries import LEADER_RANKS
from organization.queries.in_charge import with_charges
from workflows.enums import ItemKind, ItemState
from workflows.models import Document, ItemAct
from workflows.queries.leaders import holder_of

_CHASED = ~Q(items__kind=ItemKind.DIRECTIVE)
_OPEN = Q(items__state=ItemState.DRAFT) & _CHASED
# The same as DraftItem.is_settled, asked of the database.
_SETTLED = (
    _OPEN
    & Q(items__lead_unit__isnull=False, items__directing_leader__isnull=False)
    & ~Q(items__title="")
    & (Q(items__due_on__isnull=False) | ~Q(items__no_deadline_reason=""))
)


def with_counts() -> QuerySet[Document]:
    """Newest first; `read` items, `settled` and `given` ones of them, `remaining` those
    that a person still has to settle: the document's page counts the same."""
    return (
        Document.objects.defer("text")
        .annotate(
            read=Count("items"),
            settled=Count("items", filter=_SETTLED),
            given=Count("items", filter=Q(items__state=ItemState.GIVEN)),
            remaining=Count("items", filter=_OPEN & ~_SETTLED),
        )
        .order_by("-registered_at", "-pk")
    )


def leaders_on(day: date, *, charges_on: date | None = None) -> list[tuple[Post, str]]:
    """The posts that may direct work and who holds each that day; one statement, with
    the fields of work that each holds on another day, where that is asked for."""
    posts = Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True)
    if charges_on is not None:
        posts = with_charges(posts, charges_on)
    named = posts.annotate(holder=holder_of("pk", on=day))
    return [(post, post.holder or "") for post in named]


def acts_to_undo(document_id: int | OuterRef, person: Person) -> QuerySet[ItemAct]:
    """What this person did on that document and could take back, last first."""
    return ItemAct.objects.filter(
        document=document_id, person=person, is_undone=False
    ).order_by("-pk")
