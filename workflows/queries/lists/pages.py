"""One page of the list, as it follows another or comes before it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from workflows.models import Mission
from workflows.queries import keyset
from workflows.queries.keyset import Order
from workflows.queries.lists.columns import Column
from workflows.queries.lists.filters import Filters
from workflows.queries.lists.parts import Part, in_part, is_open
from workflows.queries.lists.rows import rows
from workflows.queries.lists.sorts import Sort
from workflows.queries.lists.walk import Walk, newest_supported
from workflows.queries.seen import Seen, Statement, compiled


def usual_sort(part: Part, filters: Filters | None = None) -> tuple[Sort, bool]:
    """Open work by deadline; what is finished, and grows for ever, newest first, or by
    the day for which a period is asked."""
    if not is_finished(part, filters or Filters()):
        return Sort.DEADLINE, False
    if filters is not None and filters.due:
        return Sort.DEADLINE, False
    if filters is not None and filters.given:
        return Sort.GIVEN, True
    return Sort.NUMBER, True


def is_finished(part: Part, filters: Filters) -> bool:
    """Whether it may hold finished missions, which grow for ever."""
    return not is_open(part) and not filters.open_only


@dataclass(frozen=True)
class Leaf:
    """Rows as they follow each other; the cursors of what comes after and before, ""
    where nothing does. `walked` is how many were looked through, where the page ended
    for that and not because it was full; `newest_supported` where not all that a unit
    supports is in the list (`lists.walk`)."""

    rows: list[Any]
    after: str = ""
    before: str = ""
    walked: int = 0
    newest_supported: int | None = None


@dataclass(frozen=True)
class Asked:
    """Which page of what: `size` None is the usual one."""

    part: Part
    order: Order
    filters: Filters = field(default_factory=Filters)
    cursor: str = ""
    backwards: bool = False
    size: int | None = None
    columns: Collection[Column] = ()

    @property
    def count(self) -> int:
        return self.size or keyset.PAGE


def leaf(seen: Seen, asked: Asked, *, on: date) -> Leaf:
    """One page of what is seen; one statement, two where missions are sifted."""
    if is_finished(asked.part, asked.filters):
        return _walked(seen, asked, on=on)
    order, backwards = asked.order, asked.backwards
    of_part = seen.shaped(partial(in_part, part=asked.part, on=on))
    found = asked.filters.applied(of_part.open(), on=on)
    if asked.cursor:
        found = order.after(found, asked.cursor, backwards=backwards)
    found = rows(order.sort(found, backwards=backwards), on=on, columns=asked.columns)
    return _leaf(asked, list(found[: asked.count + 1]))


def _walk_of(seen: Seen, asked: Asked, on: date) -> Walk:
    return Walk(
        seen,
        partial(in_part, part=asked.part, on=on),
        asked.filters,
        asked.order,
        on,
        asked.cursor,
        asked.backwards,
    )


def numbers(seen: Seen, asked: Asked, *, on: date) -> Statement:
    """A statement of the numbers of the first that are asked for, of what may be
    finished; where missions are sifted, one more to walk them."""
    walk = _walk_of(seen, asked, on)
    if not walk.sifts:
        return walk.statement(asked.count)
    walked = [pk for pk, _ in walk.numbers(walk.length(asked.count))]
    found = walk.sifted(Mission.objects.filter(pk__in=walked))
    return compiled(asked.order.sort(found).values("pk")[: asked.count])


def _walked(seen: Seen, asked: Asked, *, on: date) -> Leaf:
    walk = _walk_of(seen, asked, on)
    newest = newest_supported(seen, asked.order) if walk.by_reasons else None
    length = walk.length(asked.count + 1)
    end = ""
    if walk.sifts:
        walked = walk.numbers(length)
        if len(walked) == length:
            end = asked.order.cursor_of(walked[-1][1], walked[-1][0])
        found = walk.sifted(Mission.objects.filter(pk__in=[pk for pk, _ in walked]))
    else:
        found = walk.first(length)
    found = asked.order.sort(found, backwards=asked.backwards)
    page = list(rows(found, on=on, columns=asked.columns)[: asked.count + 1])
    return _leaf(asked, page, end, length if end else 0, newest)


def _leaf(
    asked: Asked,
    found: list[Any],
    end: str = "",
    walked: int = 0,
    newest: int | None = None,
) -> Leaf:
    """`end` is the cursor where a walk stopped that was not at its end."""
    more, shown, order = len(found) > asked.count, found[: asked.count], asked.order
    further = order.cursor(shown[-1]) if more else end
    # Whence one came there is something, or was a moment ago.
    back = (order.cursor(shown[0]) if shown else asked.cursor) if asked.cursor else ""
    if asked.backwards:
        further, back = back, further
        shown.reverse()
    return Leaf(shown, further, back, 0 if more else walked, newest)
