"""A new version of a document beside the former one, item by item; changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from workflows.enums import ItemState
from workflows.models import Assignment, Document, DraftItem, ItemVersion
from workflows.queries.version_rows import Row, mission_of
from workflows.reading.comparison.versions import Pair, VersionItem, match_versions

__all__ = [
    "Row",
    "VersionComparison",
    "compare_versions",
    "former_versions",
    "mission_of",
]


@dataclass(frozen=True)
class VersionComparison:
    """All pairs of a document and what it supersedes, in the order of the new paper."""

    document: Document
    formers: Sequence[Document]  # the newest first
    rows: list[Row] = field(default_factory=list)

    @property
    def former(self) -> Document:
        return self.formers[0]

    @property
    def seen(self) -> str:
        return " ".join(row.seen for row in self.rows)

    @property
    def asked(self) -> list[Row]:
        return [row for row in self.rows if row.is_asked]

    @property
    def left_to_do(self) -> list[Row]:
        return [row for row in self.rows if row.is_tickable]


def former_versions(document: Document) -> list[Document]:
    """What the document changes, the newest first: the former version, and below it
    those that this one amended in part, since they still count."""
    found: list[Document] = []
    former = document.supersedes
    while former is not None:
        found.append(former)
        former = former.supersedes if former.amends_in_part else None
    return found


def compare_versions(document: Document) -> VersionComparison:
    """The document beside what it supersedes; call it with `supersedes` set."""
    formers = former_versions(document)
    ids = [one.pk for one in formers]
    documents = {one.pk: one for one in [*formers, document]}
    new = list(_with_facts(DraftItem.objects.filter(document=document)))
    old = list(_with_facts(_living(document, ids)))
    old.sort(key=lambda item: (ids.index(item.document_id), item.position, item.part))
    for item in [*old, *new]:
        item.document = documents[item.document_id]
    words = ItemVersion.objects.filter(item__in=new)
    said: dict[int, int | None] = dict(words.values_list("item_id", "former_id"))
    pairs = match_versions([*map(_side, old)], [*map(_side, new)], said=said)
    olds = {item.pk: item for item in old}
    news = {item.pk: item for item in new}
    in_part = document.amends_in_part
    rows = [_row(pair, olds, news, said, in_part=in_part) for pair in pairs]
    return VersionComparison(document, formers, rows)


def _living(document: Document, ids: list[int]) -> QuerySet[DraftItem]:
    """Items of the former versions that the new one may be about."""
    moved_here = Q(next_version__item__document=document)
    is_former = Q(document=ids[0])
    # Of what was amended in part: only what did not go over to the amendment.
    stayed = Q(document__in=ids[1:]) & ~Q(
        state__in=[ItemState.CARRIED, ItemState.SKIPPED]
    )
    elsewhere = Q(state=ItemState.CARRIED) & ~moved_here
    living = DraftItem.objects.filter(is_former | stayed | moved_here)
    return living.exclude(elsewhere)


def _with_facts(items: QuerySet[DraftItem]) -> QuerySet[DraftItem]:
    supports = Assignment.objects.select_related("unit").order_by("pk")
    return (
        items.exclude(state=ItemState.MERGED)
        .select_related(
            "lead_unit",
            "directing_leader",
            "mission__lead_unit",
            "mission__directing_leader",
        )
        .prefetch_related(
            "supporting_units", Prefetch("mission__assignments", queryset=supports)
        )
    )


def _side(item: DraftItem) -> VersionItem:
    read = item.reading
    return VersionItem(
        key=item.pk,
        text=f"{item.section_title} {item.text}" if len(item.text) < 40 else item.text,  # noqa: PLR2004
        address=f"{item.address}/{item.part}",
        deadline=str((item.deadline or {}).get("raw") or ""),
        units=frozenset(
            [*(read.get("lead_units") or ()), *(read.get("supporting_units") or ())]
        ),
    )


def _row(
    pair: Pair,
    olds: dict[int, DraftItem],
    news: dict[int, DraftItem],
    said: dict[int, int | None],
    *,
    in_part: bool,
) -> Row:
    return Row(
        old=olds[pair.old] if pair.old is not None else None,
        new=news[pair.new] if pair.new is not None else None,
        is_sure=pair.is_sure,
        score=pair.score,
        said=pair.new in said and said[pair.new] == pair.old,
        in_part=in_part,
    )
