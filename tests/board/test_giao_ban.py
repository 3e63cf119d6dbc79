"""A giao ban: who records it, what it keeps, and that it stays as it was."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization import scopes
from tests.board import work
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import page, signed_in, text_of
from workflows.exceptions import ActionDenied, InvalidInput
from workflows.models import Meeting, MeetingLine, Mission
from workflows.queries.board import board
from workflows.queries.changes import Change

pytestmark = pytest.mark.django_db


def test_the_office_and_the_head_record_one_others_do_not(cast: Cast) -> None:
    for place, member in enumerate(("chanh_vp", "cv_vp", "truong_ban")):
        work.meeting(cast, getattr(cast, member), f"Giao ban {place}")

    for member in ("ptb_hai", "kiem_tra", "van_thu", "tp_qldn", "quan_tri"):
        with pytest.raises(ActionDenied):
            work.meeting(cast, getattr(cast, member), "Của người khác")
    assert Meeting.objects.count() == 3


def test_it_keeps_how_each_mission_stood_and_tells_history(cast: Cast) -> None:
    work.before_the_meeting(cast)
    late = set(Mission.objects.overdue(on=timezone.localdate()).values_list("pk"))

    meeting = work.meeting(cast)

    lines = MeetingLine.objects.filter(meeting=meeting)
    assert lines.count() == Mission.objects.open().count()
    assert set(lines.filter(is_late=True).values_list("mission")) == late
    told = HistoryEntry.objects.get(kind=HistoryKind.MEETING_RECORDED)
    assert told.after["missions"] == lines.count()


def test_the_next_one_keeps_what_came_to_its_end_between(cast: Cast) -> None:
    known = work.before_the_meeting(cast)
    work.meeting(cast)
    work.after_the_meeting(cast, known)

    lines = work.meeting(cast, name="Tuần sau").lines

    assert lines.filter(state="COMPLETED").count() == 1
    assert lines.filter(state="WITHDRAWN").count() == 1


def test_what_was_kept_is_never_changed(cast: Cast) -> None:
    builders.given(cast)
    meeting = work.meeting(cast)

    for rows in (Meeting.objects.all(), MeetingLine.objects.filter(meeting=meeting)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(using="default")
    with pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.update(name="Khác")


def test_a_name_twice_on_a_day_no_name_and_a_far_day_are_refused(cast: Cast) -> None:
    work.meeting(cast)
    form = {"name": "Giao ban", "held_on": "01/01/2020"}
    client = signed_in(cast.chanh_vp)

    with pytest.raises(InvalidInput, match="đã được chốt"):
        work.meeting(cast)
    far = client.post("/giao-ban/chot/", form)
    empty = client.post("/giao-ban/chot/", {"name": "", "held_on": ""})

    assert far.status_code == empty.status_code == 422
    assert "trong vòng 7 ngày" in text_of(far)
    assert "Chưa có tên cuộc giao ban" in text_of(empty)


def test_the_board_tells_what_changed_since_the_last_one(cast: Cast) -> None:
    known = work.before_the_meeting(cast)
    work.meeting(cast)
    work.after_the_meeting(cast, known)

    def changes(member: str) -> dict[Change, int]:
        return board(scopes.current(getattr(cast, member)), timezone.now()).changes

    assert changes("truong_ban") == {
        Change.GIVEN: 2,
        Change.COMPLETED: 1,
        Change.LATE: 1,
        Change.WITHDRAWN: 1,
        Change.RETURNED: 1,
        Change.EXTENDED: 0,
        Change.DIFFICULT: 0,
        Change.ANSWERED: 0,
    }
    # Of his own unit alone: nothing that the other leader directs is counted.
    assert changes("ptb_khanh")[Change.GIVEN] == 1
    assert changes("ptb_khanh")[Change.COMPLETED] == 0


def test_late_at_the_meeting_is_not_newly_late_the_day_after(cast: Cast) -> None:
    today = timezone.localdate()
    builders.given(cast, due_on=today - timedelta(days=1))
    builders.given(cast, due_on=today)
    work.meeting(cast)

    later = board(scopes.current(cast.truong_ban), timezone.now() + timedelta(days=1))

    assert later.changes[Change.LATE] == 1
    assert later.total.overdue == 2


def test_the_pages_take_ten_statements(
    cast: Cast, django_assert_max_num_queries
) -> None:
    known = work.before_the_meeting(cast)
    work.meeting(cast)
    work.after_the_meeting(cast, known)
    second = work.meeting(cast, name="Tuần sau")
    client = signed_in(cast.ptb_hai)

    for address in ("/giao-ban/", f"/giao-ban/{second.pk}/"):
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200
    assert page(cast.tp_qldn, "/giao-ban/").status_code == 404
