"""What people wrote and asked on the loaded missions is as their acts would have left
it: each row has its entry, what is open can be answered, every page counts alike."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from approvals.services.difficulties import answer_difficulty
from approvals.services.follow_up_answers import answer_follow_up
from history.enums import HistoryKind as K
from history.models import HistoryEntry
from history.verification import verify_database
from notifications.models import Notification
from organization.models import Delegation, Person
from project.volume import people
from project.volume.load import load_volume
from tests.cast import Cast
from tests.history.conftest import CHECKER
from tests.pages.visits import chips, signed_in
from tests.search.searching import missions as found
from workflows.enums import (
    OPEN_STATES,
    ExtensionOutcome,
    OpinionOutcome,
    SearchKind,
)
from workflows.models import (
    Assignment,
    Comment,
    Contribution,
    ContributionRequest,
    DeadlineExtension,
    Difficulty,
    FollowUp,
    Mission,
    ProgressNote,
    SearchRow,
    SearchWaiting,
)
from workflows.services import extensions, supporting, tallies
from workflows.services.search import index_all, index_waiting

pytestmark = pytest.mark.django_db
MISSIONS, OPEN = 300, 110
GRANTED, REFUSED = ExtensionOutcome.GRANTED, ExtensionOutcome.REFUSED
# Kind of entry → the rows of which each has one.
ROWS = {
    K.PROGRESS_NOTED: ProgressNote.objects.all(),
    K.COMMENTED: Comment.objects.all(),
    K.EXTENSION_ASKED: DeadlineExtension.objects.all(),
    K.DEADLINE_EXTENDED: DeadlineExtension.objects.filter(outcome=GRANTED),
    K.EXTENSION_REFUSED: DeadlineExtension.objects.filter(outcome=REFUSED),
    K.DIFFICULTY_RAISED: Difficulty.objects.all(),
    K.DIFFICULTY_ANSWERED: Difficulty.objects.exclude(outcome=""),
    K.CONTRIBUTION_ASKED: ContributionRequest.objects.all(),
    K.CONTRIBUTED: Contribution.objects.all(),
    K.CONTRIBUTION_ACCEPTED: Contribution.objects.exclude(outcome=""),
    K.FOLLOWED_UP: FollowUp.objects.all(),
    K.FOLLOW_UP_ANSWERED: FollowUp.objects.exclude(answer=""),
}
TURNED_OFF = "SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'"


@pytest.fixture
def told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was told of the load."""
    monkeypatch.setattr(people, "PEOPLE", 1000)
    heard: list[str] = []
    load_volume(MISSIONS, now=timezone.now(), tell=heard.append, opened=OPEN)
    return heard


def test_all_of_it_is_as_acts_leave_it(
    cast: Cast, told: list[str], tmp_path: Path
) -> None:
    assert any("(100%)" in words and "còn khoảng" in words for words in told)
    with connection.cursor() as cursor:
        cursor.execute(TURNED_OFF)
        assert cursor.fetchone() == (0,)
    assert not Assignment.objects.filter(unit=F("mission__lead_unit")).exists()
    each_row_has_its_entry()
    what_is_open_is_open_on_both_sides()
    assert Delegation.objects.filter(ended_at=None).count() > 10
    assert Notification.objects.filter(read_at=None).count() > OPEN
    assert [str(problem) for problem in verify_database()] == []
    the_export_verifies_alone(tmp_path)
    assert tallies.check(at=timezone.now()).agrees
    the_search_has_all_of_it(cast)
    the_parts_of_the_list_count_alike(cast)
    what_is_asked_can_be_answered()
    assert [str(problem) for problem in verify_database()] == []


def test_the_search_may_be_left_to_the_worker(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "PEOPLE", 0)  # two in each unit all the same
    load_volume(40, now=timezone.now(), tell=lambda _: None, opened=8, searched=False)
    assert not SearchRow.objects.exists()

    index_waiting()

    of_missions = SearchRow.objects.filter(kind=SearchKind.MISSION)
    of_documents = SearchRow.objects.filter(kind=SearchKind.DOCUMENT)
    assert (of_missions.count(), of_documents.count()) == (40, 2)


def each_row_has_its_entry() -> None:
    entries = HistoryEntry.objects.filter(subject_type="mission")
    for kind, rows in ROWS.items():
        assert entries.filter(kind=kind).count() == rows.count() > 0, kind
    last = Mission.objects.filter(changed_at__lt=F("state_since"))
    assert not last.exists()


def what_is_open_is_open_on_both_sides() -> None:
    finished = ~Q(mission__state__in=OPEN_STATES)
    for rows, is_open in (
        (DeadlineExtension.objects, Q(outcome=ExtensionOutcome.PENDING)),
        (Difficulty.objects, Q(closed_at=None)),
        (ContributionRequest.objects, Q(answered_at=None)),
        (Contribution.objects, Q(answered_at=None)),
        (FollowUp.objects, Q(closed_at=None)),
    ):
        waiting = rows.filter(is_open)
        assert waiting.exists()
        assert not waiting.filter(finished).exists()
    pending = Q(
        outcome=ExtensionOutcome.PENDING, mission__asked_due_on=F("asked_due_on")
    )
    granted = Q(
        outcome=GRANTED,
        mission__due_on=F("granted_due_on"),
        mission__original_due_on=F("from_due_on"),
    )
    others = DeadlineExtension.objects.exclude(pending | granted)
    assert set(others.values_list("outcome", flat=True)) == {REFUSED}


def the_export_verifies_alone(folder: Path) -> None:
    export = folder / "history.jsonl"
    call_command("export_history", output=export)

    checked = subprocess.run(
        [sys.executable, str(CHECKER), str(export)], capture_output=True, check=False
    )

    assert checked.returncode == 0, checked.stdout.decode()


def the_search_has_all_of_it(cast: Cast) -> None:
    assert not SearchWaiting.objects.filter(subject_type="document").exists()
    newest = Mission.objects.order_by("-pk")[0]
    assert newest.pk in found(cast.truong_ban, f'"việc số {MISSIONS}"')
    assert found(cast.truong_ban, "ranh giới khu đất") == set(
        Difficulty.objects.filter(text__contains="ranh giới").values_list(
            "mission", flat=True
        )
    )
    before = dict(SearchRow.objects.values_list("pk", "words"))
    assert index_all(lambda _: None) == len(before)
    assert dict(SearchRow.objects.values_list("pk", "words")) == before


def the_parts_of_the_list_count_alike(cast: Cast) -> None:
    client = signed_in(cast.truong_ban)
    counted = chips(client.get("/nhiem-vu/"))
    assert counted["hoan-thanh"] == Mission.objects.filter(state="COMPLETED").count()


def what_is_asked_can_be_answered() -> None:
    """By whoever it waits for, through the services."""
    asked = DeadlineExtension.objects.filter(outcome=ExtensionOutcome.PENDING)[0]
    extensions.extend_deadline(mission_id=asked.mission_id, by=directing(asked.mission))
    raised = Difficulty.objects.filter(closed_at=None)[0]
    answer_difficulty(
        mission_id=raised.mission_id,
        difficulty_id=raised.pk,
        answer="Họp trong tuần.",
        by=directing(raised.mission),
    )
    sent = Contribution.objects.filter(answered_at=None)[0]
    supporting.answer(
        mission_id=sent.mission_id,
        contribution_id=sent.pk,
        outcome=OpinionOutcome.ACCEPTED,
        by=sent.request.asked_by,
    )
    urged = FollowUp.objects.filter(closed_at=None, number=1)[0]
    head = Notification.objects.filter(mission=urged.mission, kind=K.FOLLOWED_UP)[0]
    answer_follow_up(
        mission_id=urged.mission_id,
        follow_up_id=urged.pk,
        answer="Xong trong tuần.",
        promised_on=timezone.localdate() + timedelta(days=3),
        by=head.recipient,
    )


def directing(mission: Mission) -> Person:
    """Whoever gave it directs it."""
    return mission.given_by
