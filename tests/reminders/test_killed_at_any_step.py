"""kill -9 at any step of any job, again and again: no notice and no reminder is lost
or doubled, and a mail comes twice only where the process died between the server's 250
and our commit, then under the same Message-ID."""

import json
import os
import random
import smtplib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from procrastinate.exceptions import AlreadyEnqueued

from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.enums import MailState
from notifications.jobs import gather_mail, remind
from notifications.models import Notification, OutgoingMail, Reminder
from notifications.policies.reminding import Plan, due_step
from tests.benchmarks import databases
from tests.cast import Cast
from tests.missions import builders
from tests.reminders.clock import DUE, at, given_in_may
from tests.reminders.mortal import NEVER
from tests.reminders.smtp import Server
from workflows.calendars import VIETNAM, next_working_day
from workflows.jobs import retry_stalled_jobs
from workflows.models import Mission

pytestmark = pytest.mark.django_db(transaction=True)
KILLED = "killed 9"
DEATHS = 50  # of workers; web processes die besides
FIRST_DAY = date(2027, 6, 9)  # two working days before the deadline
FIRST_MORNING = at(9, 7)


@dataclass
class Mortals:
    """The process that divides, and what came of each child."""

    process: "subprocess.Popen[str]"

    def run(self, task: str, now: datetime, point: int = NEVER) -> str:
        """How the child ended: `killed 9`, or how many points it passed."""
        order = {"task": task, "now": now.isoformat(), "point": point}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        assert answer
        assert answer != "failed"
        until_nobody_else_is_connected()
        return answer


@contextmanager
def mortals(server: Server) -> Iterator[Mortals]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DATABASE_URL": databases.url(connection.settings_dict["NAME"]),
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "LOG_LEVEL": "CRITICAL",
    }
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.reminders.mortal"],
        env=environment,
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Mortals(process)
    finally:
        process.kill()
        process.communicate()


def until_nobody_else_is_connected() -> None:
    """The database has seen that the process is dead, and undone what it had begun."""
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with connection.cursor() as cursor:
        for _ in range(10_000):
            cursor.execute(others)
            (count,) = cursor.fetchone()
            if count == 0:
                return
            cursor.execute("SELECT pg_sleep(0.005)")
    raise AssertionError("somebody stays connected")


@dataclass
class Story:
    """Days go by; on each a mission is given, and the jobs run until all is done."""

    mortals: Mortals
    server: Server
    chance: random.Random
    day: date = FIRST_DAY
    now: datetime = FIRST_MORNING
    days: list[date] = field(default_factory=lambda: [FIRST_DAY])
    deaths: Counter[str] = field(default_factory=Counter)
    points: dict[str, int] = field(default_factory=dict)  # of the last that lived
    in_a_row: int = 0  # deaths
    told: int = 0  # letters that were looked at
    seen: set[str] = field(default_factory=set)
    died_in_between: set[str] = field(default_factory=set)

    def attempt(self, task: str) -> bool:
        """One process, which may die; whether it came to its end."""
        self.now += timedelta(minutes=1)
        answer = self.mortals.run(task, self.now, self.point_of(task))
        self.look_at_letters()
        if answer == KILLED:
            self.deaths[task] += 1
            self.in_a_row += 1
            return False
        self.points[task] = int(answer)
        self.in_a_row = 0
        return True

    def point_of(self, task: str) -> int:
        """Somewhere on the way, or beyond its end. The way grows longer by what was
        left undone, so the more died in a row, the likelier is it that one lives."""
        most = self.points.get(task)
        if most is None or self.deaths["work"] >= DEATHS:
            return NEVER
        return self.chance.randint(1, most + most * (1 + self.in_a_row) // 4)

    def look_at_letters(self) -> None:
        # Who is answered here knows that all that was said before has been heard.
        smtplib.SMTP("127.0.0.1", self.server.port).quit()
        ids = self.server.ids
        new, self.told = ids[self.told :], len(ids)
        for message_id in new:
            assert message_id not in self.seen or message_id in self.died_in_between
            self.seen.add(message_id)
        sent = OutgoingMail.objects.filter(state=MailState.SENT)
        known = set(sent.values_list("message_id", flat=True))
        self.died_in_between |= set(new) - known

    def everything_done(self) -> bool:
        """Put what is due into the queue, as the clock of the worker does; and let a
        process work that may die."""
        a_minute_passes()
        for job in (retry_stalled_jobs, remind, gather_mail):
            try:
                with transaction.atomic():
                    job.defer(timestamp=0)
            except AlreadyEnqueued:
                continue
        return self.attempt("work")

    def live_through_a_day(self) -> None:
        given = Mission.objects.count() + 1
        while Mission.objects.count() < given:
            self.attempt("give")
        while not self.everything_done() or something_waits():
            pass

    def next_day(self) -> None:
        self.day = next_working_day(self.day)
        self.now = at(self.day.day, 7, month=self.day.month)
        self.days.append(self.day)


def something_waits() -> bool:
    """Beside the news, which wait for the next morning."""
    letters = OutgoingMail.objects.filter(state=MailState.WAITING)
    return letters.exists() or Notification.objects.filter(mailing="AT_ONCE").exists()


def a_minute_passes() -> None:
    """Dead workers are missed, and what was put off is due."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'"
        )
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")


def expected_steps(days: list[date], given_on: date) -> set[int]:
    """The reminders of a mission that a machine which never fails would have made."""
    steps = (due_step(day, DUE, VIETNAM, Plan()) for day in days if day > given_on)
    found = {step for step in steps if step is not None}
    # Of the day on which it was given, and of days before, nobody is reminded.
    return {step for step in found if step > (first_step(given_on))}


def first_step(given_on: date) -> int:
    step = due_step(given_on, DUE, VIETNAM, Plan())
    return -NEVER if step is None else step


def test_nothing_is_lost_and_nothing_doubled(cast: Cast, server: Server) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  shown where the test fails
    for _ in range(3):
        given_in_may(builders.given(cast, due_on=DUE))
    Notification.objects.update(mailing="")
    server.to_letter = ["451 4.3.0 later"]
    with mortals(server) as processes:
        story = Story(processes, server, random.Random(seed))
        while story.deaths["work"] < DEATHS:
            story.live_through_a_day()
            story.next_day()
    days = story.days[:-1]

    for mission in Mission.objects.all():
        given_on = mission.assigned_at.date()
        rows = Reminder.objects.filter(mission=mission)
        steps = [row.step for row in rows]
        assert sorted(steps) == sorted(expected_steps(days, given_on)), (seed, days)
        for row in rows:
            assert told_of(reminder=row) == reminded(row)
        entry = HistoryEntry.objects.get(
            subject_type="mission",
            subject_id=mission.pk,
            kind=HistoryKind.MISSION_ASSIGNED,
        )
        assert told_of(entry=entry) == ["gd.ttqlck", "tp.qldn"]
    check_mails(server, story)


def test_a_mail_that_was_taken_and_not_committed_comes_again_as_the_same(
    cast: Cast, server: Server
) -> None:
    builders.given(cast, due_on=DUE)
    Notification.objects.filter(mailing="AT_ONCE").update(created_at=FIRST_MORNING)
    with mortals(server) as processes:
        story = Story(processes, server, random.Random())
        story.now += timedelta(minutes=1)
        gather_mail.defer(timestamp=0)
        # The first process puts the mail together, the second sends it.
        while processes.run("work until 250", story.now) != KILLED:
            pass
        story.look_at_letters()
        (letter,) = OutgoingMail.objects.all()
        assert letter.state == MailState.WAITING

        while not story.everything_done() or something_waits():
            pass

    letter.refresh_from_db()
    assert letter.state == MailState.SENT
    came = Counter(server.ids)
    assert came.pop(letter.message_id) == 2
    assert set(came.values()) == {1}  # the reminder of that day


def reminded(row: Reminder) -> list[str]:
    return ["ptb.hai", "tp.qldn"] if row.left < 0 else ["tp.qldn"]


def told_of(**what: Any) -> list[str]:
    rows = Notification.objects.filter(**what)
    return sorted(rows.values_list("recipient__username", flat=True))


def check_mails(server: Server, story: Story) -> None:
    """Each notice that was to be mailed is in one mail; each mail came, and came twice
    only where that cannot be helped."""
    came = Counter(server.ids)
    sent = OutgoingMail.objects.exclude(state=MailState.DROPPED)
    assert set(sent.values_list("state", flat=True)) == {MailState.SENT}
    assert set(came) == set(sent.values_list("message_id", flat=True))
    twice = {message_id for message_id, count in came.items() if count > 1}
    assert twice <= story.died_in_between
    # What comes after the last morning waits for the next digest.
    waiting = Notification.objects.exclude(mailing="")
    assert not waiting.filter(
        created_at__lt=at(story.days[-2].day, 7, month=story.days[-2].month)
    ).exists()
