"""How many acts a second one process does, beside what the database alone would do.

The floor replays the very INSERTs, UPDATEs and row locks of the acts through psycopg,
with the same commits, on a copy of the database as it was before: the copy's
sequences give the same numbers, so that the statements fit.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from tests.benchmarks import databases
from tests.cast import Cast
from tests.missions import builders
from workflows.services import missions
from workflows.services.reports import HandIn

COUNT = 200
WARM_UP = 20
BATCH = 25
TURN = 20  # acts before the other side has its turn

Statement = tuple[str, Any]
WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Act:
    """One kind of act: how its missions are made, and how it is done to some."""

    name: str
    prepare: Callable[[Cast], int]
    do: Callable[[Cast, Sequence[int]], object]
    batch: int = 1


def _start(cast: Cast, ids: Sequence[int]) -> object:
    return missions.start(mission_id=ids[0], by=cast.tp_qldn)


def _hand_in(cast: Cast, ids: Sequence[int]) -> object:
    report = HandIn("Đã tổng hợp đủ số liệu xuất nhập khẩu trong tháng.")
    return approvals.hand_in(mission_id=ids[0], report=report, by=cast.tp_qldn)


def _decide(cast: Cast, ids: Sequence[int]) -> object:
    return approvals.decide(
        mission_id=ids[0], outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )


def _bulk_decide(cast: Cast, ids: Sequence[int]) -> object:
    results = approvals.decide_many(versions=dict.fromkeys(ids), by=cast.ptb_hai)
    assert all(result.done for result in results)
    return results


ACTS = (
    Act("transition.start", lambda cast: builders.given(cast).pk, _start),
    Act("transition.hand_in", lambda cast: builders.started(cast).pk, _hand_in),
    Act("transition.decide", lambda cast: builders.handed_in(cast).pk, _decide),
    Act(
        "transition.bulk_decide",
        lambda cast: builders.handed_in(cast).pk,
        _bulk_decide,
        batch=BATCH,
    ),
)


def measure(only: str) -> Iterator[dict[str, object]]:
    for act in ACTS:
        if act.name.startswith(only) or only == "transition":
            yield _measure(act)


def _measure(act: Act) -> dict[str, object]:
    with databases.fresh(act.name.replace(".", "_")) as name:
        ids = [act.prepare(Cast()) for _ in range(COUNT + WARM_UP)]
        groups = [ids[i : i + act.batch] for i in range(0, len(ids), act.batch)]
        connection.close()
        with databases.copy_of(name, "recorded"):
            recorded = [_recorded(act, group) for group in groups]
        with databases.copy_of(name, "floor") as copy:
            databases.use(name)
            ours, floor = _in_turn(act, groups, copy, recorded)
    return {
        "name": act.name,
        "value": round(statistics.median(ours), 1),
        "unit": "per second",
        "floor": round(statistics.median(floor), 1),
        "ratio": round(statistics.median(a / b for a, b in zip(ours, floor)), 3),  # noqa: B905
        "n": COUNT,
    }


def _in_turn(
    act: Act,
    groups: Sequence[Sequence[int]],
    copy: str,
    recorded: list[list[Statement]],
) -> tuple[list[float], list[float]]:
    """Acts a second, ours and the floor's in turn: both meet the same machine."""
    cast = Cast()
    ours, floor = [], []
    per_turn = max(1, TURN // act.batch)
    warm = WARM_UP // act.batch + 1
    with psycopg.connect(
        databases.url(copy), cursor_factory=psycopg.ClientCursor
    ) as raw:
        for group, statements in zip(groups[:warm], recorded, strict=False):
            act.do(cast, group)
            _replay(raw, statements)
        for first in range(warm, len(groups), per_turn):
            turn = slice(first, first + per_turn)
            count = sum(map(len, groups[turn]))
            began = time.perf_counter()
            for group in groups[turn]:
                act.do(cast, group)
            middle = time.perf_counter()
            for statements in recorded[turn]:
                _replay(raw, statements)
            ours.append(count / (middle - began))
            floor.append(count / (time.perf_counter() - middle))
    return ours, floor


def _replay(raw: psycopg.Connection[Any], statements: list[Statement]) -> None:
    cursor = raw.cursor()
    for sql, params in statements:
        cursor.execute(sql, params)  # type: ignore[arg-type]
    raw.commit()


def _recorded(act: Act, group: Sequence[int]) -> list[Statement]:
    """The writes and row locks of one act, in their order, with their values."""
    found: list[Statement] = []
    with _recording(found):
        act.do(Cast(), group)
    return found


@contextmanager
def _recording(found: list[Statement]) -> Iterator[None]:
    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(WRITES) or "FOR UPDATE" in sql:
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield
