"""Two people act on one mission at the same time, on two connections: one does it,
the other is told; whoever dies in the middle leaves nothing half done."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.models import ApprovalRequest, Decision
from history.models import HistoryEntry
from history.signals import history_recorded
from history.verification import verify_database
from notifications.models import Notification
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders, matrix
from tests.missions.addresses import SIGNED_IN_BY, address, form
from workflows.enums import MissionState
from workflows.exceptions import Refusal, StaleMission
from workflows.models import Mission
from workflows.services import missions

pytestmark = pytest.mark.django_db(transaction=True)

LONG = 20.0
ROOT = Path(__file__).resolve().parents[2]
# What waits, who does what first, who does what meanwhile.
PAIRS = {
    "approve, approve": (
        "handed_in",
        ("approve", "ptb_hai"),
        ("approve", "truong_ban"),
    ),
    "approve, return": ("handed_in", ("approve", "ptb_hai"), ("return", "truong_ban")),
    "return, approve": ("handed_in", ("return", "ptb_hai"), ("approve", "truong_ban")),
    "approve, recall": (
        "handed_in",
        ("approve", "ptb_hai"),
        ("recall_report", "tp_qldn"),
    ),
    "recall, approve": (
        "handed_in",
        ("recall_report", "tp_qldn"),
        ("approve", "ptb_hai"),
    ),
    "pass up, approve": (
        "handed_in",
        ("pass_up", "ptb_hai"),
        ("approve", "truong_ban"),
    ),
    "start, withdraw": ("given", ("start", "tp_qldn"), ("withdraw", "ptb_hai")),
    "withdraw, start": ("given", ("withdraw", "ptb_hai"), ("start", "tp_qldn")),
    "correct, start": ("given", ("correct", "ptb_hai"), ("start", "tp_qldn")),
    "start, correct": ("given", ("start", "tp_qldn"), ("correct", "ptb_hai")),
    "two hand-ins": ("started", ("report", "tp_qldn"), ("report", "tp_qldn")),
}


class Contest:
    """Two threads, each with a connection of its own."""

    def __init__(self, cast: Cast, mission: Mission) -> None:
        self.cast, self.mission = cast, mission
        self.done: list[str] = []
        self.refused: list[Refusal] = []
        self.broken: list[BaseException] = []

    def act(self, name: str, who: str) -> None:
        by = Person.objects.get(pk=getattr(self.cast, who).pk)
        seen = self.mission.version
        try:
            matrix.through_the_services(
                self.cast, name, self.mission.pk, by, expected_version=seen
            )
            self.done.append(threading.current_thread().name)
        except Refusal as refusal:
            self.refused.append(refusal)
        except BaseException as error:  # noqa: BLE001  shown by the assertion below
            self.broken.append(error)
        finally:
            connection.close()

    def thread(self, name: str, act: tuple[str, str]) -> threading.Thread:
        return threading.Thread(target=self.act, args=act, name=name)

    def check(self, before: int) -> None:
        """Exactly one did it; chain, version, notices and flow are whole."""
        assert self.broken == []
        assert [refusal.status for refusal in self.refused] == [409]
        assert len(self.done) == 1
        chain = HistoryEntry.objects.filter(
            subject_type="mission", subject_id=self.mission.pk
        ).order_by("sequence")
        mission = Mission.objects.get(pk=self.mission.pk)
        assert mission.version == chain.count() > before
        moments = [entry.at for entry in chain]
        assert moments == sorted(moments)
        assert list(verify_database()) == []
        told = list(Notification.objects.values_list("recipient", "entry"))
        assert len(told) == len(set(told))
        opened = ApprovalRequest.objects.filter(mission=mission, closed_at=None).count()
        assert opened == int(mission.state == MissionState.UNDER_APPROVAL)


@contextmanager
def first_pauses_before_commit() -> Iterator[tuple[threading.Event, threading.Event]]:
    """The thread "first" stops when its history is written, until it is let go."""
    reached, go = threading.Event(), threading.Event()

    def pause(**_: Any) -> None:
        if threading.current_thread().name == "first":
            reached.set()
            assert go.wait(LONG)

    history_recorded.connect(pause, weak=False)
    try:
        yield reached, go
    finally:
        go.set()
        history_recorded.disconnect(pause)


def wait_until_somebody_waits_for_a_lock() -> None:
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    pytest.fail("nobody waited for the row")


@pytest.fixture(autouse=True)
def patient_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the second may wait for long; here it must not give up."""
    options = connection.settings_dict["OPTIONS"]
    longer = f"{options.get('options', '')} -c lock_timeout=20000"
    monkeypatch.setitem(options, "options", longer)


@pytest.mark.parametrize("pair", PAIRS)
def test_who_comes_second_is_told_that_the_page_is_old(cast: Cast, pair: str) -> None:
    waits, first, second = PAIRS[pair]
    mission = getattr(builders, waits)(cast)
    contest = Contest(cast, mission)
    one, other = contest.thread("first", first), contest.thread("second", second)

    with first_pauses_before_commit() as (reached, go):
        one.start()
        assert reached.wait(LONG)
        other.start()
        wait_until_somebody_waits_for_a_lock()
        go.set()
        one.join(LONG)
        other.join(LONG)

    assert contest.done == ["first"]
    contest.check(mission.version)


@pytest.mark.parametrize("pair", PAIRS)
def test_of_two_at_once_one_does_it(cast: Cast, pair: str) -> None:
    waits, *acts = PAIRS[pair]
    mission = getattr(builders, waits)(cast)
    contest = Contest(cast, mission)
    line = threading.Barrier(2)

    def run(name: str, who: str) -> None:
        line.wait(LONG)
        contest.act(name, who)

    threads = [threading.Thread(target=run, args=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)

    contest.check(mission.version)


@contextmanager
def row_held_elsewhere(mission: Mission) -> Iterator[None]:
    values = connection.get_connection_params()
    names = {"dbname", "user", "password", "host", "port"}
    with psycopg.connect(**{k: v for k, v in values.items() if k in names}) as third:
        third.execute(
            "SELECT 1 FROM workflows_mission WHERE id = %s FOR UPDATE", [mission.pk]
        )
        yield
        third.rollback()


@pytest.fixture
def impatient(db: None) -> Iterator[None]:
    """The product waits three seconds; a test need not."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    yield
    connection.close()


@pytest.mark.usefixtures("impatient")
def test_who_waits_too_long_gets_a_sentence(cast: Cast) -> None:
    mission = builders.given(cast)

    with row_held_elsewhere(mission), pytest.raises(StaleMission) as refused:
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    assert refused.value.status == 409
    assert "đang được người khác xử lý" in str(refused.value)
    assert missions.start(mission_id=mission.pk, by=cast.tp_qldn).version == 2


@pytest.mark.usefixtures("impatient")
def test_a_bulk_act_waits_no_longer_either(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    with row_held_elsewhere(mission), pytest.raises(StaleMission):
        approvals.decide_many(versions={mission.pk: None}, by=cast.ptb_hai)


@pytest.mark.usefixtures("impatient")
def test_the_page_says_the_sentence_too(cast: Cast) -> None:
    mission = builders.given(cast)
    client = Client(headers={"accept": "application/json"})
    client.force_login(cast.tp_qldn, backend=SIGNED_IN_BY)

    with row_held_elsewhere(mission):
        answer = client.post(address("start", mission.pk), form("start", cast, 1))

    assert answer.status_code == 409
    assert "đang được người khác xử lý" in answer.json()["error"]


def test_the_product_waits_three_seconds(settings: Any) -> None:
    options = settings.DATABASES["default"]["OPTIONS"]["options"]

    assert "-c lock_timeout=3000" in options


DYING = """
import sys, time, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from history.signals import history_recorded
def stop(**_):
    print("written", flush=True)
    time.sleep(60)
history_recorded.connect(stop, weak=False)
from approvals import services
from organization.models import Person
by = Person.objects.get(pk=int(sys.argv[3]))
services.decide(mission_id=int(sys.argv[2]), outcome="APPROVE", by=by)
"""


def test_a_process_killed_before_its_commit_leaves_nothing_half_done(
    cast: Cast,
) -> None:
    mission = builders.handed_in(cast)
    before = HistoryEntry.objects.count(), Notification.objects.count()
    name = str(connection.settings_dict["NAME"])
    arguments = [sys.executable, "-c", DYING, name, str(mission.pk)]
    with subprocess.Popen(
        [*arguments, str(cast.ptb_hai.pk)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "project.settings"},
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
        process.wait(LONG)

    mission.refresh_from_db()
    assert mission.state == MissionState.UNDER_APPROVAL
    assert not Decision.objects.exists()
    assert (HistoryEntry.objects.count(), Notification.objects.count()) == before
    assert list(verify_database()) == []
    decided = approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )
    assert decided.state == MissionState.COMPLETED
