"""Progress changes no state; a comment is for all who see the mission, and stays."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.models import Notification
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from workflows.enums import MissionState
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
)
from workflows.models import Comment, Mission, ProgressNote
from workflows.queries.around import around
from workflows.queries.who_sees import people_who_see
from workflows.services import talk

pytestmark = pytest.mark.django_db


def say(
    mission: Mission, by: Person, *mentioned: Person, text: str = "Đã rõ."
) -> Comment:
    talk.comment(mission_id=mission.pk, text=text, mentioned=mentioned, by=by)
    return Comment.objects.latest("pk")


def note(mission: Mission, by: Person, percent: int | None = None) -> Mission:
    return talk.note_progress(
        mission_id=mission.pk, text="Đã làm xong phần một.", percent=percent, by=by
    )


def told(kind: HistoryKind) -> set[int]:
    found = Notification.objects.filter(kind=kind)
    return set(found.values_list("recipient", flat=True))


def test_an_officer_notes_progress_its_head_hears_and_nothing_else_changes(cast: Cast):
    mission = builders.started(cast)

    note(mission, cast.cv_qldn, 40)

    assert told(HistoryKind.PROGRESS_NOTED) == {cast.tp_qldn.pk}
    mission = Mission.objects.get(pk=mission.pk)
    assert mission.state == MissionState.IN_PROGRESS
    note(mission, cast.cv_qldn, 100)
    assert Mission.objects.get(pk=mission.pk).state == MissionState.IN_PROGRESS


def test_the_newest_share_is_shown_whatever_was_said_after_it(cast: Cast):
    mission = builders.started(cast)
    for share in (10, 60, None, None):
        note(mission, cast.cv_qldn, share)

    shown = around(mission.pk)

    assert [row["percent"] for row in shown["percent"]] == [60]
    assert [row["percent"] for row in shown["progress"]] == [None, None, 60, 10]


def test_a_share_is_a_share(cast: Cast):
    mission = builders.started(cast)
    for share in (-1, 101):
        with pytest.raises(InvalidInput, match="từ 0 đến 100"):
            note(mission, cast.cv_qldn, share)


def test_only_the_lead_unit_notes_progress_and_only_while_it_works(cast: Cast):
    mission = builders.started(cast)
    for who in (cast.gd_ttqlck, cast.ptb_hai, cast.chanh_vp, cast.kiem_tra):
        with pytest.raises(ActionDenied):
            note(mission, who, 10)
    with pytest.raises(InvalidTransition):
        note(builders.handed_in(cast), cast.cv_qldn, 10)


@pytest.mark.parametrize("who", ["gd_ttqlck", "cv_qldn", "ptb_hai", "cv_vp"])
def test_whoever_sees_the_mission_may_say_something(cast: Cast, who: str):
    row = say(builders.started(cast), getattr(cast, who))

    assert row.written_by == getattr(cast, who)
    assert row.title


def test_an_auditor_reads_and_writes_nothing_others_see_nothing(cast: Cast):
    mission = builders.started(cast)

    with pytest.raises(ActionDenied, match="chỉ xem"):
        say(mission, cast.kiem_tra)
    with pytest.raises(MissionNotFound):
        say(mission, cast.tp_khth)


def test_who_is_mentioned_is_told_and_nobody_else(cast: Cast):
    mission = builders.started(cast)

    row = say(mission, cast.cv_qldn, cast.cv_ttqlck, cast.ptb_hai)

    assert told(HistoryKind.COMMENTED) == {cast.cv_ttqlck.pk, cast.ptb_hai.pk}
    assert [one["name"] for one in row.mentioned] == [
        cast.cv_ttqlck.full_name,
        cast.ptb_hai.full_name,
    ]


def test_who_may_not_see_the_mission_is_not_mentioned(cast: Cast):
    mission = builders.started(cast)

    with pytest.raises(InvalidInput, match=cast.tp_khth.full_name):
        say(mission, cast.cv_qldn, cast.ptb_hai, cast.tp_khth)

    assert not Comment.objects.exists()
    offered = people_who_see(mission_with_units(mission, cast), timezone.now())
    assert cast.tp_khth not in offered
    assert {cast.cv_ttqlck, cast.ptb_hai, cast.cv_qldn} <= set(offered)


def mission_with_units(mission: Mission, cast: Cast) -> Mission:
    mission.supporting_unit_ids = frozenset({cast.unit("tt_qlck").pk})
    return mission


def test_everybody_who_is_offered_may_be_mentioned(cast: Cast):
    mission = builders.started(cast)
    offered = people_who_see(mission_with_units(mission, cast), timezone.now())

    for one in offered:
        with transaction.atomic():
            say(mission, cast.cv_qldn, one)


def test_a_comment_is_taken_back_by_its_author_within_a_quarter_of_an_hour(cast: Cast):
    mission = builders.started(cast)
    row = say(mission, cast.cv_qldn, text="Nhầm.")
    then = row.written_at

    def take_back(by: Person, minutes: int) -> None:
        talk.withdraw_comment(
            mission_id=mission.pk,
            comment_id=row.pk,
            by=by,
            at=then + timedelta(minutes=minutes),
        )

    with pytest.raises(InvalidTransition, match="Chỉ người viết"):
        take_back(cast.tp_qldn, 1)
    with pytest.raises(InvalidTransition, match="15 phút"):
        take_back(cast.cv_qldn, 16)
    take_back(cast.cv_qldn, 14)
    with pytest.raises(InvalidTransition, match="đã rút rồi"):
        take_back(cast.cv_qldn, 14)

    row.refresh_from_db()
    assert row.text == "Nhầm."
    assert row.withdrawn_at is not None
    kinds = HistoryEntry.objects.filter(kind__startswith="COMMENT")
    assert sorted(kinds.values_list("kind", flat=True)) == [
        "COMMENTED",
        "COMMENT_WITHDRAWN",
    ]


def test_the_database_keeps_what_was_written(cast: Cast):
    mission = builders.started(cast)
    row = say(mission, cast.cv_qldn)
    note(mission, cast.cv_qldn, 10)
    late = row.written_at + timedelta(minutes=16)

    for forbidden in (
        lambda: Comment.objects.update(text="Khác."),
        lambda: Comment.objects.all().delete(),
        lambda: Comment.objects.update(withdrawn_at=late),
        lambda: ProgressNote.objects.update(percent=90),
        lambda: ProgressNote.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()


def test_words_do_not_make_a_page_stale_that_somebody_decides_on(cast: Cast):
    mission = builders.handed_in(cast)
    seen = mission.version
    say(mission, cast.cv_qldn, cast.ptb_hai)
    say(mission, cast.gd_ttqlck)

    done = builders.approvals.decide(
        mission_id=mission.pk,
        outcome=builders.DecisionOutcome.APPROVE,
        by=cast.ptb_hai,
        expected_version=seen,
    )

    assert done.state == MissionState.COMPLETED


def test_what_has_ended_is_talked_about_no_more(cast: Cast):
    with pytest.raises(InvalidTransition):
        say(builders.completed(cast), cast.cv_qldn)
