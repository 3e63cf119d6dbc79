"""The board: what it counts, for whom; that its numbers are lists: tests/board."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from organization import scopes
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, page, signed_in, text_of
from workflows.calendars import add_working_days
from workflows.enums import ReturnKind
from workflows.models import Mission
from workflows.queries import board
from workflows.queries.board import board as figures_of
from workflows.queries.calendar import soon
from workflows.services import missions
from workflows.services.meetings import record_meeting
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
BOARD = "/ban-dieu-hanh/"
OVERSEE = ("truong_ban", "ptb_dong", "ptb_hai", "ptb_khanh", "chanh_vp", "kiem_tra")
DO_NOT = ("tp_qldn", "gd_ttqlck", "cv_qldn", "quan_tri")


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def approved(
    cast: Cast, *, due_on: date | None, handed_in: date, first: date | None = None
) -> Mission:
    """A mission completed by the report of a day, after a returned one if `first`."""
    reason = "" if due_on else "Thường xuyên"
    mission = builders.started(cast, due_on=due_on, no_deadline_reason=reason)
    by = {"mission_id": mission.pk}
    if first is not None:
        approvals.hand_in(
            **by, report=HandIn("Lần một."), by=cast.tp_qldn, at=at(first)
        )
        approvals.decide(
            **by,
            outcome=DecisionOutcome.RETURN,
            kind=ReturnKind.MINOR_CORRECTION,
            reason="Thiếu số liệu.",
            by=cast.ptb_hai,
            at=at(first, 10),
        )
    report_at = at(handed_in, 23)
    approvals.hand_in(**by, report=HandIn("Đã xong."), by=cast.tp_qldn, at=report_at)
    return approvals.decide(
        **by,
        outcome=DecisionOutcome.APPROVE,
        by=cast.ptb_hai,
        at=report_at + timedelta(days=3),
    )


@pytest.fixture
def in_every_state(cast: Cast) -> None:
    """Missions of two leaders and two units, late, soon, waiting, and at an end."""
    today = timezone.localdate()
    builders.given(cast, due_on=today - timedelta(days=2))
    builders.started(cast, due_on=today - timedelta(days=9))
    builders.started(cast, due_on=today)
    builders.started(cast, due_on=add_working_days(today, 5))
    builders.started(cast, due_on=add_working_days(today, 6))
    builders.started(cast, due_on=None, no_deadline_reason="Thường xuyên")
    builders.handed_in(cast, due_on=today - timedelta(days=1))
    builders.returned(cast)
    builders.completed(cast)
    withdrawn = builders.given(cast)
    approvals.withdraw(mission_id=withdrawn.pk, reason="Giao nhầm.", by=cast.ptb_hai)
    missions.assign(
        order=builders.order(
            cast,
            lead_unit=cast.unit("phong_qlht"),
            directing_leader=cast.post("ptb_ha_tang"),
            supporting_units=(),
            due_on=today - timedelta(days=4),
        ),
        by=cast.ptb_khanh,
    )


def test_the_figures_are_those_of_the_missions(
    cast: Cast, in_every_state: None
) -> None:
    total = figures_of(scopes.current(cast.truong_ban), timezone.now()).total

    assert (total.total, total.open, total.overdue) == (11, 9, 3)
    assert (total.due_soon, total.waiting) == (2, 1)


def test_a_deputy_counts_only_what_he_may_see(cast: Cast, in_every_state: None) -> None:
    words = text_of(page(cast.ptb_khanh, BOARD))

    # One he directs; the others his unit neither leads nor supports.
    assert "1 nhiệm vụ: 1 chưa xong" in words
    assert "Vũ Việt Hải" not in words


@pytest.mark.parametrize("member", DO_NOT)
def test_the_board_does_not_exist_for_who_oversees_nothing(
    cast: Cast, member: str
) -> None:
    assert page(getattr(cast, member), BOARD).status_code == 404


def test_an_empty_board_says_so(cast: Cast) -> None:
    words = text_of(page(cast.truong_ban, BOARD))

    assert "Chưa có nhiệm vụ" in words


def test_on_time_is_judged_by_the_day_of_the_report_that_was_approved(
    cast: Cast,
) -> None:
    due = timezone.localdate() + timedelta(days=10)
    approved(cast, due_on=due, handed_in=due)
    approved(cast, due_on=due, handed_in=due + timedelta(days=1))
    approved(cast, due_on=due, first=due, handed_in=due + timedelta(days=2))
    approved(cast, due_on=None, handed_in=due)

    total = figures_of(scopes.current(cast.truong_ban), timezone.now()).total

    assert (total.timely, total.judged, total.timely_percent) == (1, 3, 33)


def test_the_worst_five_come_first(cast: Cast) -> None:
    today = timezone.localdate()
    late = [
        builders.given(cast, due_on=today - timedelta(days=days)).pk
        for days in (1, 9, 3, 12, 5, 7)
    ]

    shown = page(cast.truong_ban, BOARD).content.decode()

    found = [int(pk) for pk in re.findall(r'id="qua-han-(\d+)"', shown)]
    assert found == [late[place] for place in (3, 1, 5, 4, 2)]
    assert "Xem đủ 6 việc quá hạn" in text_of(page(cast.truong_ban, BOARD))


def test_what_was_late_when_given_is_late_from_that_day(cast: Cast) -> None:
    """As its badge in the list says; so it is not the worst because of its paper."""
    today = timezone.localdate()
    old = missions.assign(
        order=builders.order(cast, due_on=today - timedelta(days=90)),
        by=cast.ptb_hai,
        at=at(today - timedelta(days=3)),
    )
    worst = missions.assign(
        order=builders.order(cast, due_on=today - timedelta(days=8)),
        by=cast.ptb_hai,
        at=at(today - timedelta(days=20)),
    )

    shown = figures_of(scopes.current(cast.truong_ban), timezone.now()).overdue
    words = text_of(page(cast.truong_ban, BOARD))

    assert [one.pk for one in shown] == [worst.pk, old.pk]
    assert "lâu nhất 8 ngày" in words
    assert "Khi giao, 3 ngày" in words
    listed = text_of(page(cast.truong_ban, "/nhiem-vu/?loc=qua-han"))
    assert "Quá hạn khi giao, 3 ngày" in listed


def test_a_wait_counts_working_days_from_when_it_came_before_the_decider(
    cast: Cast,
) -> None:
    friday, monday = date(2026, 6, 12), date(2026, 6, 15)
    mission = builders.started(cast)
    by = {"mission_id": mission.pk}
    approvals.hand_in(**by, report=HandIn("Xong."), by=cast.tp_qldn, at=at(friday))

    (waiting,) = figures_of(scopes.current(cast.truong_ban), at(monday)).waiting

    assert waiting.decider is not None
    assert (waiting.days, waiting.decider.short) == (1, "VVH")


def test_what_was_passed_up_waits_for_the_head_of_the_board(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    approvals.pass_up(mission_id=mission.pk, comment="Vượt quyền.", by=cast.ptb_hai)

    (waiting,) = figures_of(scopes.current(cast.truong_ban), timezone.now()).waiting

    assert waiting.decider is not None
    assert waiting.decider.is_head


def test_a_decision_asked_of_him_before_is_forgotten_with_a_new_report(
    cast: Cast,
) -> None:
    by = {"mission_id": builders.handed_in(cast).pk}
    approvals.pass_up(**by, comment="Vượt quyền.", by=cast.ptb_hai)
    approvals.decide(
        **by,
        outcome=DecisionOutcome.RETURN,
        kind=ReturnKind.MINOR_CORRECTION,
        reason="Bổ sung.",
        by=cast.truong_ban,
    )
    approvals.hand_in(**by, report=HandIn("Đã bổ sung."), by=cast.tp_qldn)

    (waiting,) = figures_of(scopes.current(cast.truong_ban), timezone.now()).waiting

    assert waiting.decider is not None
    assert not waiting.decider.is_head


@pytest.mark.parametrize("count", [3, 40])
def test_the_page_takes_ten_statements_however_many_missions(
    cast: Cast, count: int, django_assert_max_num_queries
) -> None:
    record_meeting(held_on=timezone.localdate(), name="Giao ban", by=cast.chanh_vp)
    for _ in range(count):
        builders.given(cast)
    client = signed_in(cast.truong_ban)

    with django_assert_max_num_queries(10):
        answer = client.get(BOARD)

    assert answer.status_code == 200


def test_a_refresh_brings_the_figures_without_the_frame(cast: Cast) -> None:
    builders.given(cast)

    again = page(cast.truong_ban, BOARD, **HTMX).content.decode()

    assert again.lstrip().startswith('<div class="page" id="ban-dieu-hanh"')
    assert 'data-refresh-on="any"' in again
    assert "topbar" not in again


def test_soon_means_five_working_days(cast: Cast) -> None:
    assert soon(date(2026, 6, 11)) == date(2026, 6, 18)


def test_who_oversees(cast: Cast) -> None:
    def oversees(person: Person) -> bool:
        return board.oversees(scopes.current(person))

    assert all(oversees(getattr(cast, member)) for member in OVERSEE)
    assert not any(oversees(getattr(cast, member)) for member in DO_NOT)
