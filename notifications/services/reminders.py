"""The machine reminds of deadlines, as the working calendar in force counts days.

A reminder is no change of the mission and has no entry in its history: a page that is
open stays good, and a form on it. Whether it is still needed is asked with the row
locked: a report that came in a moment ago ends it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from notifications import push
from notifications.enums import REMINDED, Group
from notifications.models import Notification, Reminder
from notifications.policies.in_force import plan_in_force, quiet_in_force
from notifications.policies.quiet import QuietHours
from notifications.policies.reminding import Plan, day_of, due_step, left
from notifications.policies.ways import mailing_of
from notifications.recipients import Directory, who_is_reminded
from notifications.services.inbox import write
from workflows.calendars import WorkingCalendar, add_working_days
from workflows.concerns import Concern
from workflows.enums import WITH_THE_UNIT, ExceptionRight
from workflows.models import Mission
from workflows.models.exception import IN_FORCE
from workflows.queries.calendar import calendar_in_force
from workflows.services.held import LOCK

AT_ONCE: Final = 50  # missions a transaction
# Whoever has the mission in hand just now is not made to wait: the next run comes soon.
LOCK_FREE: Final = f"{LOCK} SKIP LOCKED"
# An officer in charge may see the mission by exception alone.
EXCEPTED: Final = f"""
SELECT mission_id, person_id FROM ({IN_FORCE}) AS excepted
 WHERE mission_id = ANY(%(missions)s) AND codename = '{ExceptionRight.VIEW.value}'
"""  # noqa: S608  put together from constants
Day = tuple[date, bool]  # the deadline, and whether it is the internal one


@dataclass(frozen=True, slots=True)
class Clock:
    """One moment, and by what it is measured."""

    at: datetime
    calendar: WorkingCalendar
    plan: Plan
    quiet: QuietHours

    @classmethod
    def now(cls, at: datetime) -> "Clock":
        return cls(at, calendar_in_force(), plan_in_force(), quiet_in_force())

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def horizon(self) -> date:
        """Deadlines after this day are reminded of later. Days off may lie between."""
        days = self.plan.horizon + 1
        return add_working_days(self.today, days, self.calendar)


def reminder_day(mission: Mission, on: date) -> Day | None:
    """The deadline that is reminded of on this day: the internal one until it is over,
    then the one of the paper; None where there is none."""
    internal = mission.internal_due_on
    if internal is not None and on <= internal:
        return internal, True
    return (mission.due_on, False) if mission.due_on is not None else None


def runs(mission: Mission) -> bool:
    """Whether the lead unit has it and work on it does not rest. Waiting for others
    stops nothing: the deadline stands, and whoever needs a later one must ask."""
    return mission.state in WITH_THE_UNIT and mission.paused_at is None


def remind(*, at: datetime) -> int:
    """Write every reminder that is due at this moment, once; says how many."""
    clock = Clock.now(at)
    candidates = iter(_candidates(clock))
    written = 0
    while batch := list(islice(candidates, AT_ONCE)):
        written += _remind(batch, clock)
    return written


def _candidates(clock: Clock) -> list[int]:
    """Missions that may be due for a reminder, in order of their numbers."""
    near = Q(due_on__lte=clock.horizon) | Q(internal_due_on__lte=clock.horizon)
    running = Mission.objects.filter(
        near, state__in=WITH_THE_UNIT, paused_at__isnull=True
    )
    missions = list(running.defer("text", "deadline"))
    known = _last_steps(mission.pk for mission in missions)
    return sorted(
        mission.pk for mission in missions if _due(mission, known, clock) is not None
    )


def _last_steps(mission_ids: Iterable[int]) -> dict[tuple[int, date], int]:
    """(mission, deadline) → the last step that was reminded of."""
    rows = Reminder.objects.filter(mission__in=list(mission_ids))
    steps = rows.values_list("mission", "due_on").annotate(last=Max("step"))
    return {(mission_id, due_on): last for mission_id, due_on, last in steps}


def _due(
    mission: Mission, known: dict[tuple[int, date], int], clock: Clock
) -> Reminder | None:
    """The reminder that this mission needs now, if any."""
    found = reminder_day(mission, clock.today)
    if found is None or not runs(mission):
        return None
    due_on, is_internal = found
    step = due_step(clock.today, due_on, clock.calendar, clock.plan)
    if step is None or step <= known.get((mission.pk, due_on), step - 1):
        return None
    if not _may_speak_today(due_on, clock):
        return None
    # Who was given it on the day of the step, or after it, has just read the deadline.
    if day_of(step, due_on, clock.calendar) <= timezone.localdate(mission.assigned_at):
        return None
    return Reminder(
        mission=mission,
        due_on=due_on,
        is_internal=is_internal,
        step=step,
        left=left(clock.today, due_on, clock.calendar),
        written_at=clock.at,
    )


def _may_speak_today(due_on: date, clock: Clock) -> bool:
    """On a day off one is reminded only of what would be over when work begins."""
    if clock.calendar.is_working_day(clock.today):
        return True
    local = timezone.localtime(clock.at)
    return clock.quiet.may_speak(local, clock.calendar, due_on=due_on)


@transaction.atomic
def _remind(mission_ids: Sequence[int], clock: Clock) -> int:
    """One batch, with the rows locked and everything asked again."""
    missions = list(Mission.objects.raw(LOCK_FREE, [list(mission_ids)]))
    known = _last_steps(mission.pk for mission in missions)
    due = [one for mission in missions if (one := _due(mission, known, clock))]
    if not due:
        return 0
    concerns = _concerns([reminder.mission for reminder in due], clock.at)
    directory = Directory(concerns, clock.at)
    reminders = Reminder.objects.bulk_create(due)
    rows = [
        Notification(
            recipient_id=person_id,
            reminder=reminder,
            mission=concern.mission,
            kind=REMINDED,
            group=Group.REMINDER,
            created_at=clock.at,
            mailing=mailing_of(Group.REMINDER),
        )
        for reminder, concern in zip(reminders, concerns, strict=True)
        for person_id in who_is_reminded(concern, directory, is_over=reminder.left < 0)
    ]
    write(rows)
    reader = push.Reader(sees=True, must_act=False)
    written = [(row, reader) for row in rows]
    transaction.on_commit(lambda: push.rows_written(written), robust=True)
    return len(reminders)


def _concerns(missions: Sequence[Mission], at: datetime) -> list[Concern]:
    """Around each mission who has it in hand: a reminder goes to nobody else."""
    excepted: dict[int, set[int]] = {}
    values: dict[str, Any] = {"missions": [one.pk for one in missions], "at": at}
    with connection.cursor() as cursor:
        cursor.execute(EXCEPTED, values)
        for mission_id, person_id in cursor.fetchall():
            excepted.setdefault(mission_id, set()).add(person_id)
    return [
        Concern(
            mission=mission,
            lead_unit_id=mission.lead_unit_id,
            supporting_unit_ids=frozenset(),
            former_unit_ids=frozenset(),
            leader_post_ids=frozenset({mission.directing_leader_id}),
            excepted_people_ids=frozenset(excepted.get(mission.pk, ())),
        )
        for mission in missions
    ]
