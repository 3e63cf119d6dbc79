"""What a delegation lets its delegate do, counted on the missions that are open now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from organization.enums import Right
from organization.scopes import Scope
from workflows.models import Report
from workflows.queries.lent import COUNTABLE, with_right
from workflows.querysets import MissionQuerySet

# Counted one by one up to here; beyond, a page says "hơn 1.000".
COUNTED: Final = 1000


@dataclass(frozen=True)
class Lending:
    """What a lent seat gives: its rights, how many open missions each concerns now, and
    the open reports of the delegate's own hand among them, which he may not decide."""

    rights: frozenset[Right]
    counts: Mapping[Right, int]
    own_reports: Sequence[Report]


def lending(scope: Scope) -> Lending:
    """``scope`` holds what is lent and nothing else; two statements."""
    rights = frozenset(right for right in Right if _has(scope, right))
    asked = [right for right in COUNTABLE.values() if right in rights]
    counts = _counted([open_with(scope, right) for right in asked])
    reports = _own_reports(scope) if Right.DECIDE_WORK in rights else []
    return Lending(rights, dict(zip(asked, counts, strict=True)), reports)


def _has(scope: Scope, right: Right) -> bool:
    """Whether the scope gives the right on any unit, post or mission."""
    return (
        scope.may_somewhere(right)
        or bool(scope.post_ids(right))
        or bool(scope.limited_post_grants.get(right))
        or any(_has(lent, right) for lent in scope.of_missions.values())
    )


def covered(scopes: Sequence[Scope], *others: QuerySet[Any]) -> list[int]:
    """How many open missions each lent seat shows, and how many rows each of the other
    queries has; one statement for all."""
    return _counted([*others, *(open_with(one, Right.VIEW_WORK) for one in scopes)])


def open_with(scope: Scope, right: Right) -> MissionQuerySet:
    """Open missions on which the scope gives the right."""
    return with_right(scope, right).open()


def _own_reports(scope: Scope) -> list[Report]:
    waiting = Report.objects.filter(
        closed_at__isnull=True,
        handed_in_by=scope.person_id,
        mission__in=open_with(scope, Right.DECIDE_WORK),
    )
    return list(waiting.select_related("mission").defer("mission__text", "text"))


def _counted(queries: Sequence[QuerySet[Any]]) -> list[int]:
    """The number of rows of each query, up to COUNTED and one more; one statement."""
    if not queries:
        return []
    sums: list[str] = []
    values: list[Any] = []
    for query in queries:
        rows = query.order_by().values("pk")[: COUNTED + 1]
        try:
            statement, parameters = rows.query.sql_with_params()
        except EmptyResultSet:
            statement, parameters = "SELECT 1 WHERE FALSE", ()
        sums.append(f"(SELECT count(*) FROM ({statement}) AS part)")  # noqa: S608
        values.extend(parameters)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sums)}", values)
        return list(cursor.fetchone())
