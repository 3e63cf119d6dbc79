"""Every cell: situation × act × relation, what is expected there, and its world.

What is expected is read from docs/permissions.md; the channels beside this module go
through all of it, and none leaves a cell out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.test import Client
from django.utils import timezone

from history.models import HistoryEntry
from organization.models import Person
from tests.authority import table
from tests.authority.channels.sending import needs
from tests.authority.grounds import stored, taken_back
from tests.authority.table import YES, Situation
from tests.authority.visitors import SIGNED_IN_BY
from tests.missions import matrix
from tests.missions.matrix import World, build_world
from workflows.models import Attachment, Document, Mission, Report

TABLE: Final = table.read()
RELATIONS: Final = tuple(table.RELATIONS.values())
SITUATIONS: Final = tuple(TABLE)
ACTS: Final = tuple(table.ACTS.values())
CONTENT: Final = b"%PDF-1.4 evidence"
LENT: Final = "delegate of this mission"
OF_ANOTHER: Final = "delegate of another"
# Relations to a single mission: whoever has one to each is let into each by itself.
OF_ONE_MISSION: Final = frozenset(
    {
        LENT,
        "excepted to view",
        "excepted to prepare",
        "excepted after the end",
    }
)
TOKEN: Final = "t" * 32
SESSION_OF: Final[dict[int, str]] = {}  # person → the session, once signed in


def expected(situation: Situation, act: str, who: str) -> str:
    """yes, 403, 404, 409, or to sign in."""
    return TABLE[situation][act][who]


def may_see(situation: Situation, who: str) -> bool:
    return expected(situation, "view", who) == YES


@dataclass(frozen=True)
class Ground:
    """The world, and the number of the file that hangs on each mission."""

    world: World
    evidence: dict[Situation, int]

    def number(self, situation: Situation) -> int:
        return self.world.missions[situation]

    @contextmanager
    def seen_by(self, who: str, situation: Situation) -> Iterator[Person | None]:
        """The person who stands in this relation to the mission, None for nobody; all
        that happens in the block is undone."""
        with self.world.seen_by(who, self.number(situation)) as person:
            yield person

    @contextmanager
    def seen_in_all(self, who: str) -> Iterator[tuple[Person | None, set[int]]]:
        """The person who stands in this relation to every mission at once, and the
        numbers of those that the table lets the person see."""
        first, *others = SITUATIONS
        with self.seen_by(who, first) as person:
            if who in OF_ONE_MISSION:
                for situation in others:
                    matrix.ARRANGED[who](self.world, self.number(situation))
            seen = {
                self.number(one)
                for one in SITUATIONS
                if may_see(one, self.relation_in_all(who, one))
            }
            yield person, seen

    def relation_in_all(self, who: str, situation: Situation) -> str:
        """In which relation `seen_in_all` puts this person to that mission: who is the
        delegate of another one is, among all, the delegate of that one."""
        first = self.number(SITUATIONS[0])
        another = next(pk for pk in self.world.missions.values() if pk != first)
        is_lent = who == OF_ANOTHER and self.number(situation) == another
        return LENT if is_lent else who


def prepared() -> Ground:
    world = build_world()
    original = stored("ban-goc.pdf", CONTENT)
    Document.objects.update(file=original, file_name="ban-goc.pdf")
    return Ground(
        world,
        {one: evidence_for(world, pk) for one, pk in world.missions.items()},
    )


def evidence_for(world: World, mission_id: int) -> int:
    """A file of a report that was taken back again: in every state there may be one.

    Before the first round, so that it is never taken for the report that is open."""
    now = timezone.now() - timedelta(minutes=5)
    report = Report.objects.create(
        mission_id=mission_id,
        round=0,
        text="Đã rút.",
        handed_in_by=world.cast.tp_qldn,
        handed_in_title="Trưởng phòng",
        handed_in_at=now,
        closed_at=now,
    )
    kept = stored("minh-chung.pdf", CONTENT)
    return Attachment.objects.create(report=report, file=kept, name="mc.pdf").pk


def signed_in_as(client: Client, person: Person | None) -> Client:
    """The same browser or program in another person's name; nobody's for None.

    Each signs in once, and comes back with that session.
    """
    client.cookies.clear()
    if person is None:
        return client
    cookie = settings.SESSION_COOKIE_NAME
    sessions = import_module(settings.SESSION_ENGINE).SessionStore()
    if not sessions.exists(SESSION_OF.get(person.pk, "")):
        client.force_login(person, backend=SIGNED_IN_BY)
        SESSION_OF[person.pk] = client.cookies[cookie].value
    client.cookies[cookie] = SESSION_OF[person.pk]
    return client


def standing(mission_id: int) -> tuple[Any, ...]:
    """What an act would change: state, version, and how much was written of it."""
    row = Mission.objects.values_list("state", "version").get(pk=mission_id)
    entries = HistoryEntry.objects.filter(
        subject_type="mission", subject_id=mission_id
    ).count()
    return (*row, entries)


@contextmanager
def kept_if_refused(act: str, answer: str) -> Iterator[None]:
    """Takes back what is done, and what was arranged. A refusal writes nothing, which
    its test looks at once for all, so it needs no savepoint of its own."""
    if answer == YES or needs(act, answer):
        with taken_back():
            yield
    else:
        yield
