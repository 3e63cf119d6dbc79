"""Đồng hồ trách nhiệm: each working day lay with one holder, and they add up."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from history.enums import HistoryKind
from workflows.calendars import VIETNAM, working_days_between
from workflows.clocks import Clock, Event, Holder, Place, responsibility
from workflows.enums import FINISHED_STATES, MissionState

K, S = HistoryKind, MissionState
MONDAY = date(2026, 6, 1)


def event(day: int, kind: HistoryKind, state: MissionState, **after: Any) -> Event:
    """An entry of a day of June 2026."""
    return Event(date(2026, 6, day), kind, {}, {"state": state, **after})


GIVEN = event(1, K.MISSION_ASSIGNED, S.ASSIGNED, lead_unit="phong_qldn")
STARTED = event(1, K.MISSION_STARTED, S.IN_PROGRESS)


def days(clock: Clock) -> dict[str, int]:
    return {place.holder.value: found for place, found in clock.parts}


def test_the_day_of_an_act_is_still_of_who_acted() -> None:
    handed_in = event(3, K.REPORT_HANDED_IN, S.UNDER_APPROVAL)
    decided = event(5, K.COMPLETED, S.COMPLETED)

    clock = responsibility([GIVEN, STARTED, handed_in, decided], date(2026, 6, 30))

    assert days(clock) == {"unit": 2, "leader": 2}
    assert clock.age == 4
    assert clock.now is None


def test_a_report_lies_with_the_office_then_the_leader_then_the_head() -> None:
    events = [
        GIVEN,
        STARTED,
        event(3, K.REPORT_HANDED_IN, S.REPORTED),
        event(4, K.SUBMITTED_FOR_APPROVAL, S.UNDER_APPROVAL),
        event(9, K.PASSED_UP, S.UNDER_APPROVAL, step="head_decides"),
        event(11, K.RETURNED, S.RETURNED),
    ]

    clock = responsibility(events, date(2026, 6, 15))

    assert days(clock) == {"unit": 4, "office": 1, "leader": 3, "head": 2}
    assert clock.longest_decision == 5
    assert clock.now == Place(Holder.UNIT, "phong_qldn")
    assert clock.now_since == date(2026, 6, 11)


def test_waiting_for_others_and_resting_are_not_the_units_days() -> None:
    events = [
        GIVEN,
        STARTED,
        event(2, K.WAIT_BEGAN, S.IN_PROGRESS, on_whom="Sở Tài chính"),
        event(8, K.WAIT_ENDED, S.IN_PROGRESS),
        event(10, K.PAUSED, S.IN_PROGRESS),
        event(15, K.RESUMED, S.IN_PROGRESS),
    ]

    clock = responsibility(events, date(2026, 6, 16))

    assert days(clock) == {"unit": 4, "outside": 4, "paused": 3}
    assert (Place(Holder.OUTSIDE, "Sở Tài chính"), 4) in clock.parts


def test_a_supporting_unit_has_it_from_the_day_after_its_own_until_it_answers() -> None:
    asked = event(
        2,
        K.CONTRIBUTION_ASKED,
        S.IN_PROGRESS,
        units=["tt_qlck"],
        due_on="2026-06-04",
    )
    sent = event(9, K.CONTRIBUTED, S.IN_PROGRESS, unit="tt_qlck")

    clock = responsibility([GIVEN, STARTED, asked, sent], date(2026, 6, 10))

    assert days(clock) == {"unit": 4, "supporting": 3}
    assert clock.stretches[1].since == date(2026, 6, 5)
    assert clock.stretches[1].until == date(2026, 6, 9)


def test_days_off_belong_to_nobody() -> None:
    handed_in = event(5, K.REPORT_HANDED_IN, S.UNDER_APPROVAL)  # a Friday

    clock = responsibility([GIVEN, STARTED, handed_in], date(2026, 6, 7))

    assert days(clock) == {"unit": 4, "leader": 0}


KINDS = st.sampled_from(
    [
        K.MISSION_STARTED,
        K.REPORT_HANDED_IN,
        K.RETURNED,
        K.PASSED_UP,
        K.CORRECTED,
        K.WAIT_BEGAN,
        K.WAIT_ENDED,
        K.PAUSED,
        K.RESUMED,
        K.CONTRIBUTION_ASKED,
        K.CONTRIBUTED,
        K.EXTENSION_ASKED,
    ]
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Any entries in the order of time, sensible or not."""
    day = MONDAY
    found = [GIVEN]
    for _ in range(draw(st.integers(0, 12))):
        day += timedelta(days=draw(st.integers(0, 9)))
        after: dict[str, Any] = {"state": draw(st.sampled_from(list(S)))}
        kind = draw(KINDS)
        if kind == K.CONTRIBUTION_ASKED:
            after["units"] = [draw(st.sampled_from(["a", "b"]))]
            after["due_on"] = (
                day + timedelta(days=draw(st.integers(-3, 9)))
            ).isoformat()
        if kind == K.CONTRIBUTED:
            after["unit"] = draw(st.sampled_from(["a", "b"]))
        if kind == K.PASSED_UP:
            after["step"] = draw(st.sampled_from(["head_decides", "leader_decides"]))
        found.append(Event(day, kind, {}, after))
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.integers(0, 60))
def test_the_parts_add_up_to_the_age_whatever_happened(
    events: list[Event], later: int
) -> None:
    today = events[-1].day + timedelta(days=later)

    clock = responsibility(events, today)

    over = next((one for one in events if one.after["state"] in FINISHED_STATES), None)
    end = over.day if over else today
    assert clock.age == working_days_between(MONDAY, end, VIETNAM)
    assert sum(days for _, days in clock.parts) == clock.age
    assert (clock.now is None) == (over is not None)
    for one, following in zip(clock.stretches, clock.stretches[1:], strict=False):
        assert following.since - one.until == timedelta(days=1)
        assert one.place != following.place
