"""A superuser with the triggers off, two hundred times at random places: always found,
by the application, by the stand-alone checker, and where the owner of database and key
put everything right again, by a seal that somebody kept."""

import contextlib
import io
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import transaction

from history.hashing import GENESIS, digest, moment
from history.models import HistoryEntry
from history.services.seals import seal_day
from history.verification import register_completeness
from tests.history.cast import MONDAY, tell_a_mission
from tests.history.conftest import as_superuser
from tests.history.test_stand_alone_checker import stand_alone

pytestmark = pytest.mark.django_db

TIMES: Final = 200
SUBJECTS: Final = (("document", 9), ("mission", 18), ("mission", 19), ("unit", 3))
LENGTH: Final = 5
# What the rows of missions say: number, version, state.
MISSIONS: Final = [(18, LENGTH, "REPORTED"), (19, LENGTH, "REPORTED")]
EDITS: Final = (
    "note = note || '.'",
    "actor_id = 99",
    "actor_title = 'Giám đốc'",
    "at = at + interval '1 day'",
    """after = after || '{"state": "COMPLETED"}'""",
    "capacity = 'TUQ.'",
    "kind = 'WITHDRAWN'",
)
Found = Callable[..., list[str]]


def test_two_hundred_tamperings_are_found_every_time(
    found: Found, exported: Callable[..., Path]
) -> None:
    register_completeness("mission", lambda: list(MISSIONS))
    seed = random.randrange(2**32)
    draw = random.Random(seed)
    for subject in SUBJECTS:
        tell_a_mission(subject)
    kept = seal_day(at=MONDAY)
    paper = f"{kept.number}:{kept.hash}"
    assert found() == []
    assert checked(exported("whole.jsonl"), paper) == []
    unseen = []

    for turn in range(TIMES):
        how = draw.choice(("edit", "delete", "reorder", "truncate", "state"))
        with undone():
            subject = draw.choice(SUBJECTS)
            did = TAMPER[how](draw, *subject)
            if not found():
                unseen.append((turn, did, "the application"))
            if not checked(exported(f"{turn}.jsonl")):
                unseen.append((turn, did, "the stand-alone checker"))
            if how == "state":  # of history itself nothing was touched
                continue
            put_right(*subject)
            if not checked(exported(f"{turn}-right.jsonl"), paper):
                unseen.append((turn, did, "the seal that was kept"))

    assert unseen == [], f"seed {seed}"


@contextmanager
def undone() -> Iterator[None]:
    savepoint = transaction.savepoint()
    before = list(MISSIONS)
    try:
        yield
    finally:
        MISSIONS[:] = before
        transaction.savepoint_rollback(savepoint)


def checked(export: Path, *seals: str) -> list[str]:
    """What docs/verify_history.py finds; its words on paper are not looked at."""
    with contextlib.redirect_stdout(io.StringIO()):
        problems: list[str] = CHECKER.compare(str(export), None, list(seals))
    export.unlink()
    return problems


CHECKER: Final = stand_alone()


def edit(draw: random.Random, kind: str, number: int) -> str:
    what, where = draw.choice(EDITS), draw.randint(1, LENGTH)
    return run(f"UPDATE history_historyentry SET {what} WHERE {at(kind, number)}"
               f" AND sequence = {where}")  # fmt: skip


def delete(draw: random.Random, kind: str, number: int) -> str:
    where = draw.randint(1, LENGTH - 1)
    return run(f"DELETE FROM history_historyentry WHERE {at(kind, number)}"
               f" AND sequence = {where}")  # fmt: skip


def reorder(draw: random.Random, kind: str, number: int) -> str:
    one, other = draw.sample(range(1, LENGTH + 1), 2)
    place = at(kind, number)
    for old, new in ((one, 99), (other, one), (99, other)):
        run(f"UPDATE history_historyentry SET sequence = {new} WHERE {place}"
            f" AND sequence = {old}")  # fmt: skip
    return f"{kind}:{number}: {one} and {other} change places"


def truncate(draw: random.Random, kind: str, number: int) -> str:
    left = draw.randint(0, LENGTH - 1)
    return run(f"DELETE FROM history_historyentry WHERE {at(kind, number)}"
               f" AND sequence > {left}")  # fmt: skip


def state(draw: random.Random, _kind: str, _number: int) -> str:
    """A row is given a state, or a version, or is there, and no entry tells it."""
    place = draw.randrange(len(MISSIONS))
    number, version, _ = MISSIONS[place]
    MISSIONS[place : place + 1] = draw.choice(
        (
            [(number, version, "COMPLETED")],
            [(number, version + 1, "REPORTED")],
            [(number, version, "REPORTED"), (number + 1000, 1, "ASSIGNED")],
        )
    )
    MISSIONS.sort()
    return f"the missions say {MISSIONS}"


TAMPER: Final[dict[str, Callable[[random.Random, str, int], str]]] = {
    "edit": edit,
    "delete": delete,
    "reorder": reorder,
    "truncate": truncate,
    "state": state,
}


def at(kind: str, number: int) -> str:
    return f"subject_type = '{kind}' AND subject_id = {number}"


def run(statement: str) -> str:
    as_superuser(statement)
    return statement


def put_right(kind: str, number: int) -> None:
    """As the owner would: numbers, links and hashes anew, and a fresh seal."""
    chain = HistoryEntry.objects.filter(subject_type=kind, subject_id=number)
    rows, previous = [], GENESIS
    for place, entry in enumerate(chain.order_by("sequence"), start=1):
        fields: dict[str, Any] = {
            **vars(entry),
            "sequence": place,
            "at": moment(entry.at),
            "previous_hash": previous,
        }
        rows.append(f"({entry.pk}, {place}, '{previous}', '{digest(fields)}')")
        previous = digest(fields)
    if rows:
        as_superuser(
            "UPDATE history_historyentry AS entry SET sequence = new.place,"
            " previous_hash = new.previous, hash = new.hash FROM (VALUES"
            f" {', '.join(rows)}) AS new (id, place, previous, hash)"
            " WHERE entry.id = new.id"
        )
    as_superuser("DELETE FROM history_seal")
    seal_day(at=MONDAY + timedelta(hours=1))
