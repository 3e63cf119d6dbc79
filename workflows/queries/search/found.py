"""What is found: the newest thousand that match and may be seen, best first.

The index is walked from the newest missions back, a stretch at a time, and the walk
ends with the thousandth match: so a word that stands in every row costs as little as
one that stands in none. Who may see what is asked twice. The marks in the rows let the
index pass over other people's missions; then the one place of rights says which of
what was found may be seen at this moment, and only those are ranked.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from django.db.models.expressions import RawSQL

from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import ExceptionRight, SearchKind
from workflows.models import Mission
from workflows.queries.search.asked import Asked, longer_words
from workflows.queries.search.words import (
    STRETCH_BITS,
    kind_mark,
    mission_mark,
    post_mark,
    unit_mark,
)
from workflows.queries.seen import Seen

MOST: Final = 1000
# Rows are opened to see whether words stand together; beyond so many, older ones are
# not, and the page says so.
MOST_OPENED: Final = 2000
# Who sees more units and posts than these sees so much that their marks are looked at
# in the rows with the words; in the index each of them would cost at every stretch.
FEW_MARKS: Final = 12
# A loop over the stretches in the order in which they are made, newest first; it stops
# when there is enough. Of each size there are two of the next size's worth; so a
# stretch is never much longer than all that was walked before it.
NEWEST: Final = "SELECT COALESCE(max(id), 0) AS last FROM workflows_mission"
SERIES: Final = """
SELECT ':{bits}n' || n AS mark
  FROM ({newest}) AS newest
 CROSS JOIN LATERAL generate_series({first}, {last}, -1) AS n"""


def stretches(newest: str = NEWEST) -> str:
    """The statement that makes them."""
    series = []
    first = f"last >> {STRETCH_BITS[0]}"
    for bits, larger in zip(STRETCH_BITS, (*STRETCH_BITS[1:], None), strict=True):
        until = "0"
        if larger is not None:
            until = f"GREATEST((last >> {larger}) - 1, 0) << {larger - bits}"
        series.append(SERIES.format(bits=bits, newest=newest, first=first, last=until))
        first = f"(last >> {larger}) - 2"
    return " UNION ALL".join(series)


# One thing found a hundred times weighs little more than once; the heading weighs most.
RANK: Final = "ts_rank('{{0.1, 0.1, 0.1, 1}}', words, %({0})s::tsquery, 1)"
# Each word and each mark is a condition of its own: the index then leaps from one to
# where the next goes on. As one tsquery it would go through all places of the rarest
# word again at every stretch.
WALK: Final = f"""
SELECT kind, subject_id, mission_id, place, {{rank}}, number
  FROM (SELECT hit.*, row_number() OVER () AS number
          FROM ({stretches()}) AS stretch
         CROSS JOIN LATERAL (
               SELECT kind, subject_id, mission_id, place, words
                 FROM workflows_searchrow
                WHERE {{bears}} AND words @@ quote_literal(mark)::tsquery
                ORDER BY place DESC, kind, subject_id DESC
                LIMIT {{most}} + 1) AS hit
         LIMIT {{most}} + 1) AS opened
 WHERE number > {{most}} OR {{together}}
 LIMIT {MOST + 1}"""  # noqa: S608


@dataclass(frozen=True)
class Hit:
    """A row that was found; `mission_id` is None for a document."""

    kind: SearchKind
    subject_id: int
    mission_id: int | None
    place: int
    rank: float


@dataclass(frozen=True)
class Found:
    """Best first. `is_more`: there are older matches, which were not ranked.
    `is_cut`: of so many rows that hold the words older ones were not opened."""

    hits: list[Hit] = field(default_factory=list)
    is_more: bool = False
    is_cut: bool = False
    longer: tuple[str, ...] = ()

    @property
    def counts(self) -> Counter[SearchKind]:
        return Counter(hit.kind for hit in self.hits)


def find(scope: Scope, asked: Asked, kind: SearchKind | None = None) -> Found:
    """The newest thousand matches that the person may see, best first; three
    statements at most."""
    marks = _may_find(scope, kind)
    if not asked.terms or marks is None:
        return Found()
    longer = longer_words(asked.beginning)
    newest, most = _newest(asked, longer, marks)
    # One more than wanted is only the sign that there are older ones.
    found = [hit for hit, number in newest if number <= most][:MOST]
    is_cut = most > MOST and bool(newest) and newest[-1][1] > most
    is_more = not is_cut and len(newest) > MOST
    seen = _seen(scope, found)
    ranked = sorted(seen, key=lambda hit: (-hit.rank, -hit.place, hit.kind))
    return Found(ranked, is_more, is_cut, tuple(longer))


def _newest(
    asked: Asked, longer: Sequence[str], marks: Sequence[str]
) -> tuple[list[tuple[Hit, int]], int]:
    """Matches, newest first, each with the number of the row that was opened for it;
    and how many rows are opened at most."""
    phrases = asked.phrases(longer)
    most = MOST_OPENED if phrases else MOST
    conditions: dict[str, str] = {}
    values: dict[str, str] = {}
    for name, queries in (
        ("bears", [*asked.words(longer), *marks]),
        ("together", phrases),
    ):
        given = {f"{name}_{number}": one for number, one in enumerate(queries)}
        conditions[name] = " AND ".join(_condition(*one) for one in given.items())
        values |= given
    ranked = ("whole", "completed") if longer else ("whole",)
    statement = WALK.format(
        bears=conditions["bears"],
        together=conditions["together"] or "TRUE",
        rank=" + 0.1 * ".join(map(RANK.format, ranked)),
        most=most,
    )
    values["whole"] = asked.whole
    if longer:
        values["completed"] = asked.completed(longer)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return [(Hit(SearchKind(row[0]), *row[1:5]), row[5]) for row in rows], most


def _condition(key: str, query: str) -> str:
    """That a row matches the query: answered by the index, or in the row."""
    if query.count("':u") + query.count("':p") > FEW_MARKS:
        return f"ts_match_vq(words, %({key})s::tsquery)"
    return f"words @@ %({key})s::tsquery"


def reads_documents(scope: Scope) -> bool:
    """Whether documents have pages for the person: Văn phòng, as `require_office`."""
    return Right.ISSUE_WORK in scope.everywhere


def _may_find(scope: Scope, kind: SearchKind | None) -> list[str] | None:
    """The marks that a row must bear to be the person's to find, as parts of a tsquery;
    None where there can be none."""
    documents = reads_documents(scope)
    if kind == SearchKind.DOCUMENT:
        return [f"'{kind_mark(kind)}'"] if documents else None
    marks = [f"'{kind_mark(kind)}'"] if kind else []
    if not documents and kind is None:
        # By the index: whole documents are long, and would be opened for nothing.
        marks.append(f"!'{kind_mark(SearchKind.DOCUMENT)}'")
    if scope.sees_everything:
        return marks
    reasons = _reasons(scope)
    if documents and kind is None:
        reasons.add(f"'{kind_mark(SearchKind.DOCUMENT)}'")
    return [*marks, f"({' | '.join(sorted(reasons))})"] if reasons else None


def _reasons(scope: Scope) -> set[str]:
    """For each reason of `missions_in` a mark, or one that lets too much through."""
    units = scope.unit_ids(Right.VIEW_WORK)
    posts = scope.post_ids(Right.VIEW_WORK)
    limited = scope.limited_post_grants.get(Right.VIEW_WORK, {})
    missions = scope.excepted(ExceptionRight.VIEW) | scope.of_missions.keys()
    return {
        *(f"'{unit_mark(pk)}'" for pk in units),
        *(f"'{post_mark(pk)}'" for pk in (*posts, *limited)),
        *(f"'{mission_mark(pk)}'" for pk in missions),
    }


def _seen(scope: Scope, hits: list[Hit]) -> list[Hit]:
    """Those that the person may see at this moment."""
    documents = reads_documents(scope)
    missions: Any = {hit.mission_id for hit in hits if hit.mission_id is not None}
    if missions and not scope.sees_everything:
        # One value for all numbers, and each is looked at: `missions_in` would first
        # read all that the units of a deputy ever supported.
        found = RawSQL("SELECT unnest(%s::bigint[])", [sorted(missions)])
        rows = Seen(scope).among(Mission.objects.filter(pk__in=found))
        missions = set(rows.values_list("pk", flat=True))
    return [
        hit
        for hit in hits
        if (documents if hit.mission_id is None else hit.mission_id in missions)
    ]
