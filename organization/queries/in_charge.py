"""Who of the leadership answers for a piece of work on a day: by its unit, and by what
it is about where the unit alone does not say (rules.md, section 9)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from organization.models import Portfolio, PortfolioHolding, Post
from organization.queries.folding import folded
from organization.queries.seats import LEADER_RANKS

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Charge:
    """A field of work, its units and subjects, and the post that holds it."""

    post: Post
    name: str
    unit_ids: frozenset[int]
    subjects: tuple[str, ...]

    def is_about(self, words: str) -> bool:
        """Whether a subject of the field stands in the words, marks or not."""
        text = _apart(words)
        return any(_apart(subject) in text for subject in self.subjects)


def with_charges(posts: QuerySet[Post], day: date) -> QuerySet[Post]:
    """The posts with the fields that each holds that day, in the same statement."""
    units = Portfolio.units.through.objects.filter(portfolio=OuterRef("portfolio"))
    held = PortfolioHolding.objects.in_force(on=day).filter(post=OuterRef("pk"))
    field = JSONObject(
        name="portfolio__name",
        subjects="portfolio__subjects",
        units=ArraySubquery(units.values("unit")),
    )
    ordered = held.order_by("portfolio__code")
    return posts.annotate(charges=ArraySubquery(ordered.values(field=field)))


def charges_of(posts: Iterable[Post]) -> list[Charge]:
    """What ``with_charges`` read of them, in their order."""
    return [
        Charge(
            post=post,
            name=held["name"],
            unit_ids=frozenset(held["units"]),
            subjects=tuple(held["subjects"]),
        )
        for post in posts
        for held in post.charges  # type: ignore[attr-defined]
    ]


def charges_on(day: date) -> list[Charge]:
    """Every field that a leader's post holds that day; one statement."""
    posts = Post.objects.filter(rank__in=LEADER_RANKS).exclude(closed_on__lte=day)
    return charges_of(with_charges(posts, day))


def in_charge(
    charges: Sequence[Charge], *, unit_id: int | None, words: str
) -> list[Post]:
    """Posts that may answer for the work, in the order of protocol: one is an answer,
    several are a question, none says that no field covers it.

    The unit decides; where it lies in the fields of several leaders, or of none, the
    subject does.
    """
    of_unit = [one for one in charges if unit_id in one.unit_ids]
    posts = _posts(of_unit)
    if len(posts) == 1:
        return posts
    about = _posts([one for one in of_unit or charges if one.is_about(words)])
    return about if len(about) == 1 else posts


def _apart(words: str) -> str:
    """The words one by one, without marks, each between blanks."""
    found = WORD.findall(folded(words))
    return f" {' '.join(found)} "


def _posts(charges: Sequence[Charge]) -> list[Post]:
    return list({one.post.pk: one.post for one in charges}.values())
