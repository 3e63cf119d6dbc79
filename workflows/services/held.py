"""A mission whose row this transaction holds, and what is being done to it.

Every service works the same way: hold the row, check person and state, change it in
memory, finish. Finishing saves, writes the history entries and tells who is entitled,
all in the transaction that holds the row. A bulk act holds many rows and finishes
them together, so that it costs no statement more per mission than it must.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django_fsm import can_proceed
from psycopg.errors import DeadlockDetected, LockNotAvailable

from history import services as history
from history.enums import HistoryKind
from history.queries import Head, kinds_since
from organization import scopes
from organization.enums import Right
from organization.models import Person
from organization.scopes import Scope, Seat
from organization.services.actors import actor_in
from workflows import permissions, policies
from workflows.concerns import Concern
from workflows.enums import FINISHED_STATES, ExceptionRight
from workflows.exceptions import InvalidTransition, MissionNotFound, StaleMission
from workflows.models import Mission, Report
from workflows.models.exception import IN_FORCE
from workflows.services.beside import Beside
from workflows.services.closing import close_what_ended

# Every act begins with these two; written out, they cost half of what the ORM takes to
# put them together. The supporting units are read after the lock, never with it: a
# statement that waited for the row would still see them as they were before. With them
# come the people who see the mission by exception, for the notices, and the head of its
# chain of history. What an act asks of its mission is planned once a connection, until
# the transaction ends; pages are planned for what they ask (ADR 0006).
FINISHED = ", ".join(f"'{state.value}'" for state in FINISHED_STATES)
LOCK = """
SELECT mission.*, document.monitoring_officer_id AS document_monitor_id,
       document.checked_by_office AS document_checks
  FROM (SELECT set_config('plan_cache_mode', 'auto', true)) AS planned
 CROSS JOIN workflows_mission mission
  LEFT JOIN workflows_document document ON document.id = mission.document_id
 WHERE mission.id = ANY(%s)
 ORDER BY mission.id
   FOR UPDATE OF mission"""
SUPPORTING = f"""
SELECT mission_id, unit_id, NULL::bigint, NULL::bigint, NULL::bigint, NULL::text,
       NULL::jsonb
  FROM workflows_assignment
 WHERE mission_id = ANY(%(missions)s)
UNION ALL
SELECT mission_id, NULL, person_id, NULL, NULL, NULL, NULL FROM ({IN_FORCE}) AS excepted
 WHERE mission_id = ANY(%(missions)s) AND codename = '{ExceptionRight.VIEW.value}'
UNION ALL
SELECT parent_id, NULL, NULL, id, NULL, NULL, NULL FROM workflows_mission
 WHERE parent_id = ANY(%(missions)s) AND state NOT IN ({FINISHED})
UNION ALL
SELECT mission.id, NULL, NULL, NULL, head.sequence, head.hash, NULL
  FROM unnest(%(missions)s::bigint[]) AS mission (id)
 CROSS JOIN LATERAL (
       SELECT sequence, hash FROM history_historyentry
        WHERE subject_type = 'mission' AND subject_id = mission.id
        ORDER BY sequence DESC LIMIT 1) AS head
"""  # noqa: S608  put together from constants
BESIDE = """UNION ALL
SELECT mission_id, NULL, NULL, NULL, NULL, NULL, told
  FROM (@ROWS@) AS beside (mission_id, told)"""

# Entries that change nothing about a mission but what is said of it.
WORDS_ALONE = frozenset(
    {
        HistoryKind.PROGRESS_NOTED,
        HistoryKind.COMMENTED,
        HistoryKind.COMMENT_WITHDRAWN,
    }
)
CLOSED = ["closed_at", "return_kind"]


@dataclass
class Around:
    """Supporting units, people who see it by exception, open parts, the head of its
    history, and what the act asked for besides."""

    supporting: set[int] = field(default_factory=set)
    excepted: set[int] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)
    head: Head | None = None
    beside: list[dict[str, Any]] = field(default_factory=list)

    def take(
        self,
        mission_id: int,
        unit_id: int | None,
        person_id: int | None,
        part_id: int | None,
        sequence: int | None,
        chain: str | None,
        told: str | None,
    ) -> None:
        if told is not None:
            self.beside.append(json.loads(told))
        elif sequence is not None and chain is not None:
            self.head = Head("mission", mission_id, sequence, chain)
        elif unit_id is not None:
            self.supporting.add(unit_id)
        elif part_id is not None:
            self.parts.add(part_id)
        elif person_id is not None:
            self.excepted.add(person_id)


@dataclass
class Held:
    """One locked mission in the hands of one person at one moment."""

    mission: Mission
    by: Person
    at: datetime
    scope: Scope
    supporting: frozenset[int]
    excepted: frozenset[int] = frozenset()
    open_parts: frozenset[int] = frozenset()
    # Why the leader lets it be completed before its parts; "" refuses that.
    open_parts_reason: str = ""
    drafts: list[history.EntryDraft] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    closed_reports: list[Report] = field(default_factory=list)
    concerned_units: set[int] = field(default_factory=set)
    concerned_posts: set[int] = field(default_factory=set)
    concerned_people: set[int] = field(default_factory=set)
    named_people: set[int] = field(default_factory=set)
    addressed_units: set[int] = field(default_factory=set)
    head: Head | None = None
    # What the act asked for besides, and who sits where, as far as it was read.
    beside: list[dict[str, Any]] = field(default_factory=list)
    seats: scopes.Directory | None = None

    def check(self, act: str, expected_version: int | None) -> None:
        """Person, then the page's version, then state; raises the refusal."""
        permissions.check_may(act, self.mission, self.by)
        if not self._only_words_since(expected_version):
            policies.check_version(self.mission, expected_version)
        policies.check_can(act, self.mission)

    def _only_words_since(self, seen: int | None) -> bool:
        """Whether nothing but words came to what the person saw: a comment changes
        nothing that is decided on. Asked only where the page is an older one."""
        if seen is None or seen >= self.mission.version:
            return False
        kinds = kinds_since("mission", self.mission.pk, seen)
        return kinds <= WORDS_ALONE

    def seat(self, *rights: Right) -> Seat | None:
        """The seat that gives the first of these rights on the lead unit."""
        for right in rights:
            found = self.scope.on_unit(right, self.mission.lead_unit_id)
            if found is not None:
                return found
        return None

    def move(
        self,
        verb: str,
        kind: HistoryKind,
        *,
        seat: Seat | None,
        note: str = "",
        after: dict[str, Any] | None = None,
    ) -> None:
        """Carry the mission over one transition and draft its history entry."""
        transition_method = getattr(self.mission, verb)
        if not can_proceed(transition_method):
            raise InvalidTransition(
                f"{self.mission.code} không còn ở trạng thái cho phép thao tác này."
            )
        before = self.mission.state
        transition_method()
        self.mission.state_since = self.at
        self.fields |= {"state", "state_since"}
        self.enter(
            kind,
            seat=seat,
            note=note,
            before={"state": before},
            after={"state": self.mission.state, **(after or {})},
        )

    def enter(
        self,
        kind: HistoryKind,
        *,
        seat: Seat | None,
        before: dict[str, Any],
        after: dict[str, Any],
        note: str = "",
        authority: str = "",
    ) -> None:
        """Draft one entry; each raises the version by one, so versions = entries.

        `authority` is the paper that the act rests on, where it is another than that
        by which the mission was given.
        """
        self.mission.version += 1
        self.mission.changed_at = self.at
        self.fields |= {"version", "changed_at"}
        self.drafts.append(
            history.EntryDraft(
                subject_type="mission",
                subject_id=self.mission.pk,
                kind=kind,
                actor=actor(self.by, seat, self.scope),
                at=self.at,
                before=before,
                after={"state": self.mission.state, **after},
                note=note,
                authority=authority or self.mission.authority,
            )
        )

    def set(self, **values: Any) -> None:
        """Change plain fields of the mission; saved when the act is finished."""
        for name, value in values.items():
            setattr(self.mission, name, value)
            self.fields.add(name)

    @property
    def concern(self) -> Concern:
        """Whom the entries of this act may concern, as the mission stands now."""
        mission = self.mission
        return Concern(
            mission=mission,
            lead_unit_id=mission.lead_unit_id,
            supporting_unit_ids=self.supporting,
            former_unit_ids=frozenset(self.concerned_units),
            leader_post_ids=frozenset(
                {mission.directing_leader_id, *self.concerned_posts}
            ),
            passed_up=mission.approval_facts is not None and mission.approval_facts[1],
            former_people_ids=frozenset(self.concerned_people),
            excepted_people_ids=self.excepted,
            named_people_ids=frozenset(self.named_people),
            addressed_unit_ids=frozenset(self.addressed_units),
            seats=self.seats,
        )


def actor(by: Person, seat: Seat | None, scope: Scope) -> history.Actor:
    """Who acts, under which title and in which capacity, for the history."""
    return actor_in(by, scope, seat)


@contextmanager
def hold(
    mission_id: int,
    *,
    by: Person,
    at: datetime | None = None,
    beside: Beside | None = None,
) -> Iterator[Held]:
    """Hold one mission in a transaction; finish it when the block ends well.

    Raises MissionNotFound when there is none that the person may see, and
    StaleMission when somebody else holds it longer than the lock time-out.
    """
    with transaction.atomic():
        held = hold_many([mission_id], by=by, at=at, beside=beside)
        if not held:
            raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
        yield held[0]
        finish(held)


def hold_many(
    mission_ids: Iterable[int],
    *,
    by: Person,
    at: datetime | None = None,
    beside: Beside | None = None,
) -> list[Held]:
    """Lock the missions in order of their numbers; the caller finishes them.

    The act happens when the rows are held, not when the wait for them began: a
    delegation that ended meanwhile gives nothing, and times do not go back.
    """
    ids = sorted(set(mission_ids))
    try:
        missions = list(Mission.objects.raw(LOCK, [ids]))
    except OperationalError as error:
        # Parts are held after their mission: two acts may wait for each other.
        if isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
            raise StaleMission(
                "Nhiệm vụ đang được người khác xử lý. Thao tác vừa bấm chưa được ghi. "
                "Chờ vài giây rồi tải lại trang."
            ) from error
        raise
    at = at or timezone.now()
    around = _around([one.pk for one in missions], at, beside)
    scope = scopes.renew(by, at)
    held = []
    for mission in missions:
        found = around.get(mission.pk) or Around()
        units, people = frozenset(found.supporting), frozenset(found.excepted)
        mission.supporting_unit_ids = units
        of_mission = scope.on_mission(mission.pk)
        one = Held(mission, by, at, of_mission, units, people, frozenset(found.parts))
        one.head, one.beside = found.head, found.beside
        held.append(one)
    return held


def _around(ids: list[int], at: datetime, beside: Beside | None) -> "dict[int, Around]":
    """What stands around each mission; one statement."""
    statement = SUPPORTING
    values: dict[str, Any] = {"missions": ids, "at": at}
    if beside is not None:
        statement += BESIDE.replace("@ROWS@", beside.rows)
        values |= beside.values
    found: dict[int, Around] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for mission_id, *row in cursor.fetchall():
            found.setdefault(mission_id, Around()).take(mission_id, *row)
    return found


def finish(held: Sequence[Held]) -> None:
    """Save, write the history and tell who is entitled: one statement each."""
    changed = [one for one in held if one.drafts]
    if not changed:
        return
    fields = sorted(set().union(*(one.fields for one in changed)))
    _save([one.mission for one in changed], fields)
    _save([report for one in changed for report in one.closed_reports], CLOSED)
    drafts = [draft for one in changed for draft in one.drafts]
    close_what_ended(drafts, at=changed[0].at)
    heads = {one.head.subject: one.head for one in changed if one.head is not None}
    entries = history.append(*drafts, heads=heads)
    history.announce(
        entries, about={("mission", one.mission.pk): one.concern for one in changed}
    )


def _save(rows: Sequence[Mission] | Sequence[Report], fields: list[str]) -> None:
    """One statement: what many rows share in a bulk act is written for all at once."""
    if len(rows) == 1:
        rows[0].save(update_fields=fields)
        return
    groups: dict[tuple[Any, ...], list[int]] = {}
    names = [name for name in fields if name != "version"]
    for row in rows:
        groups.setdefault(tuple(getattr(row, name) for name in names), []).append(
            row.pk
        )
    step = {"version": F("version") + 1} if "version" in fields else {}
    for values, ids in groups.items():
        same = dict(zip(names, values, strict=True))
        type(rows[0])._default_manager.filter(pk__in=ids).update(**same, **step)  # noqa: SLF001
