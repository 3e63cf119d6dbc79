"""The list of missions: its parts, its filters, its order, and how many there are.

What is counted and what is listed come from the same conditions, so a number and the
list behind it cannot differ.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, Final

from django.db import connection
from django.db.models.expressions import RawSQL

from workflows.models import Mission
from workflows.queries.keyset import Order
from workflows.queries.lists.filters import Filters
from workflows.queries.lists.pages import Asked, Leaf, is_finished, leaf, usual_sort
from workflows.queries.lists.parts import (
    ALWAYS_SHOWN,
    FINISHED,
    SHOWN_IF_ANY,
    STATES,
    Part,
    in_part,
    is_open,
)
from workflows.queries.lists.rows import rows
from workflows.queries.lists.sorts import Sort, order
from workflows.queries.lists.walk import Walk
from workflows.queries.seen import Seen, Statement, compiled

__all__ = [
    "ALWAYS_SHOWN",
    "FINISHED",
    "SHOWN_IF_ANY",
    "STATES",
    "Asked",
    "Filters",
    "Leaf",
    "Part",
    "Sort",
    "in_part",
    "is_finished",
    "is_open",
    "leaf",
    "order",
    "rows",
    "usual_sort",
]
# Counted one by one up to here; beyond, a page says "hơn 1.000". Open work never
# grows that far, finished work does, and a page must not take longer for it.
COUNTED: Final = 1000
AMONG_OPEN = RawSQL("SELECT id FROM seen_open", ())


def page(
    seen: Seen,
    part: Part,
    order: Order,
    cursor: str,
    *,
    on: date,
    size: int | None = None,
) -> tuple[list[Any], str]:
    """One page of a part of what is seen, and the cursor of the next; one statement."""
    found = leaf(seen, Asked(part, order, cursor=cursor, size=size), on=on)
    return found.rows, found.after


class Counts(dict[Part, int]):
    """How many each part holds; of those `at_least`, not all were looked through."""

    at_least: frozenset[Part] = frozenset()


def counts(
    seen: Seen,
    parts: Iterable[Part],
    *,
    on: date,
    filters: Filters | None = None,
    order: Order | None = None,
) -> Counts:
    """How many each part holds, up to COUNTED and one more; one statement for all.

    Each part is counted on its own index and only so far, which one aggregate over
    all rows could not do. What is open is found once for all parts of it.
    """
    sought, order = filters or Filters(), order or Order(descending=True)
    wanted = list(dict.fromkeys(parts))
    open_ones = sought.applied(seen.open(), on=on)
    opened, parameters = compiled(open_ones.values("pk"))
    values: list[Any] = [*parameters]
    sums: list[str] = []
    for part in wanted:
        if is_finished(part, sought):
            statement, parameters = _count_walked(seen, part, sought, order, on)
        else:
            among = Mission.objects.filter(pk__in=AMONG_OPEN)
            found = in_part(among, part, on=on).values("pk")[: COUNTED + 1]
            statement, parameters = compiled(found)
            statement = f"SELECT count(*), 0 FROM ({statement}) AS found"  # noqa: S608
        sums.append(f"({statement})")
        values.extend(parameters)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH seen_open (id) AS MATERIALIZED ({opened})"  # noqa: S608
            f" SELECT * FROM ({' UNION ALL '.join(_numbered(sums))}) AS sums"
            " (place, found, is_cut) ORDER BY place",
            values,
        )
        lines = cursor.fetchall()
    result = Counts({part: line[1] for part, line in zip(wanted, lines, strict=True)})
    result.at_least = frozenset(wanted[place] for place, _, cut in lines if cut)
    return result


def _numbered(sums: list[str]) -> Iterable[str]:
    return (
        f"SELECT {place} AS place, sum.* FROM {one} AS sum"  # noqa: S608
        for place, one in enumerate(sums)
    )


def _count_walked(
    seen: Seen, part: Part, filters: Filters, order: Order, on: date
) -> Statement:
    """Found, and whether the walk stopped before its end."""
    in_it = partial(in_part, part=part, on=on)
    walk = Walk(seen, in_it, filters, order, on)
    if not walk.sifts and not filters:
        statement, parameters = seen.shaped(in_it).ids(COUNTED + 1)
        bounded = f"SELECT 1 FROM ({statement}) AS seen LIMIT {COUNTED + 1}"  # noqa: S608
        return f"SELECT count(*), 0 FROM ({bounded}) AS part", parameters  # noqa: S608
    length = walk.length(COUNTED + 1)
    walked, parameters = walk.statement(length)
    if not walk.sifts:
        return f"SELECT count(*), 0 FROM ({walked}) AS part", parameters  # noqa: S608
    among = Mission.objects.filter(pk__in=RawSQL("SELECT id FROM walked", ()))
    left, further = compiled(walk.sifted(among).values("pk")[: COUNTED + 1])
    statement = (
        f"WITH walked (id) AS MATERIALIZED ({walked}) SELECT count(*),"  # noqa: S608
        f" ((SELECT count(*) FROM walked) = {length:d})::int FROM ({left}) AS part"
    )
    return statement, (*parameters, *further)
