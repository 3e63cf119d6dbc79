"""What the machine of the decision loop knows by itself, and what must always hold."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from history.models import HistoryEntry
from tests.missions.loop_told import (
    ABOVE,
    ALL,
    ASKER,
    CHECK,
    CHECKERS,
    EXCEPTED,
    NAMED,
    SENDER,
    TOLD,
    UNITS_ALONE,
    URGED,
)
from tests.missions.loop_verbs import CENTRE, CHIEF, HEAD, LEADER, LET_IN, UNIT
from workflows.models import Contribution, FollowUp, Mission

OVER: Final = frozenset({"COMPLETED", "WITHDRAWN"})
WAITS_ABOVE: Final = frozenset({"REPORTED", "UNDER_APPROVAL"})
# How many of each are open on a mission, in one statement.
OPEN: Final = """
SELECT (SELECT count(*) FROM workflows_report r
         WHERE r.mission_id = m.id AND r.closed_at IS NULL),
       (SELECT count(*) FROM approvals_approvalrequest r
         WHERE r.mission_id = m.id AND r.closed_at IS NULL),
       (SELECT count(*) FROM workflows_deadlineextension e
         WHERE e.mission_id = m.id AND e.outcome = 'PENDING'),
       (SELECT count(*) FROM workflows_wait w
         WHERE w.mission_id = m.id AND w.ended_at IS NULL),
       (SELECT count(*) FROM workflows_pause p
         WHERE p.mission_id = m.id AND p.ended_at IS NULL),
       (SELECT count(*) FROM workflows_difficulty d
         WHERE d.mission_id = m.id AND d.closed_at IS NULL),
       (SELECT count(*) FROM workflows_followup f
         WHERE f.mission_id = m.id AND f.closed_at IS NULL),
       (SELECT count(*) FROM approvals_opinion o
         WHERE o.mission_id = m.id AND o.answered_at IS NULL AND o.lapsed_at IS NULL),
       (SELECT count(*) FROM workflows_mission part
         WHERE part.parent_id = m.id AND part.state NOT IN ('COMPLETED', 'WITHDRAWN')),
       (SELECT count(*) FROM workflows_contributionrequest c
         WHERE c.mission_id = m.id AND c.answered_at IS NULL)
  FROM workflows_mission m WHERE m.id = %s"""


@dataclass(frozen=True)
class Open:
    """How many of each are open."""

    reports: int
    requests: int
    extensions: int
    waits: int
    pauses: int
    difficulties: int
    urgings: int
    opinions: int
    parts: int
    owed: int


def open_on(pk: int) -> Open:
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [pk])
        return Open(*cursor.fetchone())


@dataclass
class Model:
    """What was done, as far as it says who hears of what comes."""

    role_of: dict[int, str]
    supported: set[int] = field(default_factory=set)  # by the Centre
    by_office: set[int] = field(default_factory=set)  # the next report is checked
    checked: set[int] = field(default_factory=set)  # the report on its way is
    above: set[int] = field(default_factory=set)  # the Trưởng Ban decides
    let_in: list[tuple[int, datetime, datetime]] = field(default_factory=list)
    # Working days that each mission lay with each, counted as they passed.
    lay: dict[int, Counter[str]] = field(default_factory=dict)

    def excepted(self, pk: int, now: datetime) -> set[str]:
        found = any(one == pk and a <= now < b for one, a, b in self.let_in)
        return {LET_IN} if found else set()

    def units(self, pk: int) -> set[str]:
        return {UNIT, CENTRE} if pk in self.supported else {UNIT}

    def learns(self, verb: str, pk: int, now: datetime, entries: list[Any]) -> None:
        """What the deed changes of who hears, before it is looked at who heard."""
        if verb == "except":
            self.let_in.append((pk, now + timedelta(days=1), now + timedelta(days=4)))
        if verb == "through the office":
            self.by_office.add(pk)
        if verb in {"set_route", "usual route"}:
            self.by_office.discard(pk)
        if verb == "report":
            (self.checked.add if pk in self.by_office else self.checked.discard)(pk)
        for entry in entries:
            told = entry.after.get("supporting_units")
            if told is not None and "tt_qlck" in told:
                self.supported.add(entry.subject_id)
            if entry.kind == "MISSION_ASSIGNED":
                self.lay.setdefault(entry.subject_id, Counter())

    def must_hear(
        self, entry: HistoryEntry, before: "Before", now: datetime
    ) -> set[str]:
        pk = entry.subject_id
        states = {entry.before.get("state"), entry.after.get("state")}
        was_with_office = pk in self.checked and "REPORTED" in states
        units = self.units(pk)
        addressed = {CENTRE} if entry.after.get("unit") == before.centre else {UNIT}
        asked = CENTRE if pk in self.supported else CHIEF
        meant = {
            ALL: {*units, LEADER} | self.excepted(pk, now),
            UNITS_ALONE: units,
            ABOVE: {HEAD} if pk in self.above else set(),
            CHECKERS: set(CHECK) if was_with_office else set(),
            EXCEPTED: self.excepted(pk, now),
            ASKER: before.askers,
            SENDER: before.senders,
            NAMED: {LET_IN} if entry.kind == "EXCEPTION_GIVEN" else {asked},
            URGED: addressed if entry.after.get("unit") else set(),
        }
        words = TOLD[entry.kind]
        heard = set().union(*(meant.get(one, {one}) for one in words))
        return heard - {self.role_of.get(entry.actor_id or 0, "")}

    def knows_what_is_above(self, entries: list[Any]) -> None:
        """From each entry: a report that comes in or goes away begins anew."""
        for entry in entries:
            state = entry.after.get("state")
            if entry.kind == "PASSED_UP":
                self.above.add(entry.subject_id)
            elif state is not None and state != "UNDER_APPROVAL":
                self.above.discard(entry.subject_id)

    def holder(self, row: Mission) -> str:
        """With whom it lies, in the word of the clock; "" once it is over."""
        if row.state in OVER:
            return ""
        if row.paused_at is not None:
            return "paused"
        if row.state == "REPORTED":
            return "office"
        if row.state == "UNDER_APPROVAL":
            return "head" if row.pk in self.above else "leader"
        return "outside" if row.wait_began_at is not None else "unit"


@dataclass(frozen=True)
class Before:
    """What stood on a mission before the act, as far as its effect follows from it."""

    row: Mission
    open: Open
    centre: int
    askers: set[str]
    senders: set[str]
    unanswered: int

    @classmethod
    def on(cls, pk: int, verb: str, role_of: dict[int, str], centre: int) -> "Before":
        addressee = {
            "answer_follow_up": "LEAD_UNIT",
            "answer_support_follow_up": "SUPPORTING_UNIT",
        }.get(verb, "")
        urged = FollowUp.objects.filter(
            mission=pk, closed_at=None, addressee=addressee
        ).order_by("pk")
        sent = Contribution.objects.filter(mission=pk, outcome="", agrees=False)
        return cls(
            Mission.objects.get(pk=pk),
            open_on(pk),
            centre,
            {role_of[one.asked_by_id] for one in urged[:1]} if addressee else set(),
            {role_of[one.contributed_by_id] for one in sent.order_by("pk")[:1]}
            if verb == "answer_contribution"
            else set(),
            sent.count() if verb == "approve in bulk" else 0,
        )


def one_of_each_is_open(pk: int) -> None:
    row, now = Mission.objects.get(pk=pk), open_on(pk)
    waits_above = row.state in WAITS_ABOVE
    assert now.reports == now.requests == int(waits_above)
    assert now.extensions == int(row.asked_due_on is not None)
    assert now.waits == int(row.wait_began_at is not None)
    assert now.pauses == int(row.paused_at is not None)
    if row.state in OVER:
        ended = (now.extensions, now.waits, now.pauses, now.difficulties, now.urgings)
        assert ended == (0, 0, 0, 0, 0)
    if waits_above:
        assert (now.waits, now.pauses) == (0, 0), "a report came while it stood still"
    else:
        assert now.opinions == 0, "asked about a report that waits no more"
    if row.internal_due_on is not None and row.due_on is not None:
        assert row.internal_due_on <= row.due_on
    parts_and_whole_agree(row, now)


def parts_and_whole_agree(row: Mission, now: Open) -> None:
    if row.state == "COMPLETED" and now.parts:
        assert row.open_parts_reason, "a whole ended before its part"
    if row.state == "WITHDRAWN":
        assert now.parts == 0, "a part outlived its whole"
    if row.parent_id is not None:
        assert row.due_on is not None
        assert row.state in OVER or may_go_on(row)


def may_go_on(part: Mission) -> bool:
    """The whole is open, or was completed first, and its leader said why."""
    whole = Mission.objects.get(pk=part.parent_id or 0)
    return whole.state not in OVER or whole.open_parts_reason != ""


def it_did_what_it_says(verb: str, before: Before, made: list[int]) -> None:
    """Of the acts whose effect is more than a state."""
    pk = before.row.pk
    row = Mission.objects.get(pk=pk)
    if verb in {"merge", "merge into another"}:
        (twin,) = made
        ended, goes_on = (twin, pk) if verb == "merge" else (pk, twin)
        gone = Mission.objects.get(pk=ended)
        assert (gone.state, gone.merged_into_id) == ("WITHDRAWN", goes_on)
        days = {before.row.due_on, Mission.objects.get(pk=goes_on).due_on}
        assert Mission.objects.get(pk=goes_on).due_on == min(d for d in days if d)
        assert Mission.objects.get(pk=goes_on).state not in OVER
    elif verb == "replace":
        (new,) = Mission.objects.filter(pk__in=made)
        assert (new.replaces_id, new.parent_id) == (pk, before.row.parent_id)
        assert row.state == "WITHDRAWN"
    elif verb == "approve in bulk":
        was = before.open
        assert (before.row.rounds, was.opinions, was.parts, was.owed) == (1, 0, 0, 0)
        assert before.unanswered == 0, "an unclean report was taken"
    elif verb in {"split", "derive"}:
        (part,) = Mission.objects.filter(pk__in=made)
        assert (part.parent_id, part.is_own) == (pk, verb == "derive")
    else:
        assert made == [], f"{verb} made a mission"


def days_between(since: datetime, until: datetime) -> list[Any]:
    """The days after the one, up to the other."""
    first, last = timezone.localdate(since), timezone.localdate(until)
    return [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
