from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.deadlines import Anchor, DeadlineType, OffsetUnit, anchored
from workflows.reading import ReviewReason, read_deadline

DATED = [
    ("Trước ngày 05/02/2026", "before", date(2026, 2, 4)),
    ("Trước 07/02/2026", "before", date(2026, 2, 6)),
    ("Hoàn thành trước ngày 15 tháng 3 năm 2026", "before", date(2026, 3, 14)),
    ("trước ngày 10.3.2026", "before", date(2026, 3, 9)),
    ("Trước 15/3", "before", date(2026, 3, 14)),
    ("Trước tháng 3/2026", "before", date(2026, 2, 28)),
    ("chậm nhất ngày 30/6/2026", "by", date(2026, 6, 30)),
    ("Đến hết ngày 31/3/2026", "by", date(2026, 3, 31)),
    ("30/6/2026", "by", date(2026, 6, 30)),
    ("05-02-2026", "by", date(2026, 2, 5)),
    ("Trong ngày 05/3/2026", "on", date(2026, 3, 5)),
    ("từ 01/3 đến 15/3/2026", "on", date(2026, 3, 15)),
    ("Tháng 02/2026", "month", date(2026, 2, 28)),
    ("Tháng 3, 4/2026", "month", date(2026, 4, 30)),
    ("Quý II/2026", "quarter", date(2026, 6, 30)),
    ("Trong Quý I và Quý II năm 2026", "quarter", date(2026, 6, 30)),
    ("10 ngày làm việc kể từ ngày 10/7/2026", "relative", date(2026, 7, 24)),
]
CYCLES = [
    ("ngày 25 hằng tháng", "monthly:25", False),
    ("Trước ngày 25 hàng tháng", "monthly:25", True),
    ("định kỳ hằng tháng", "monthly", False),
    ("Trước 16 giờ 00 thứ Năm hằng tuần", "weekly:thu@16:00", True),
    ("hằng quý, trước ngày 20 của tháng cuối quý", "quarterly:m3-20", True),
    (
        "Định kỳ 6 tháng (ngày 01/6) và hằng năm (ngày 01/12)",
        "yearly:06-01,12-01",
        False,
    ),
    ("Hằng tháng, hằng quý", "monthly|quarterly", False),
    ("Thường xuyên", "continuous", False),
    ("Định kỳ", "unspecified", False),
]


@pytest.mark.parametrize(("words", "kind", "due_on"), DATED)
def test_the_date_is_the_last_permitted_day(
    words: str, kind: str, due_on: date
) -> None:
    deadline = read_deadline(words, year=2026)

    assert (deadline.type, deadline.due_on) == (kind, due_on)
    assert not deadline.doubts


@pytest.mark.parametrize(("words", "cycle", "exclusive"), CYCLES)
def test_a_cycle_is_spelled_in_the_grammar_of_the_labels(
    words: str, cycle: str, exclusive: bool
) -> None:
    deadline = read_deadline(words)

    assert deadline.type is DeadlineType.RECURRING
    assert (deadline.recurrence, deadline.recurrence_exclusive) == (cycle, exclusive)


def test_an_hour_keeps_the_day_that_it_is_on() -> None:
    deadline = read_deadline("trước 15 giờ 00 ngày 20/3/2026")

    assert deadline.type is DeadlineType.BEFORE
    assert (deadline.due_on, deadline.at) == (date(2026, 3, 20), time(15))


@pytest.mark.parametrize(
    ("words", "label", "kind", "due_on"),
    [
        ("30/6/2026", "Hoàn thành trước:", "before", date(2026, 6, 29)),
        ("30/6/2026", "Thời hạn:", "by", date(2026, 6, 30)),
        ("Ngày 10 tháng 6 năm 2026", "Thời gian dự kiến:", "on", date(2026, 6, 10)),
        ("Thứ Tư, ngày 08/7/2026", "", "on", date(2026, 7, 8)),
    ],
)
def test_the_label_of_a_line_helps_to_read_its_day(
    words: str, label: str, kind: str, due_on: date
) -> None:
    deadline = read_deadline(words, label=label)

    assert (deadline.type, deadline.due_on) == (kind, due_on)
    assert deadline.words == words


def test_the_bare_day_of_an_event_is_its_day() -> None:
    words = "14 giờ 00 ngày 12/10/2026"

    assert read_deadline(words).type is DeadlineType.BY
    assert read_deadline(words, event=True).type is DeadlineType.ON


def test_a_period_that_runs_back_from_its_event_is_not_rolled_forward() -> None:
    waiting = read_deadline("trước cuộc họp ít nhất 02 ngày")

    assert anchored(waiting, date(2026, 6, 9)).due_on == date(2026, 6, 7)


def test_a_period_waits_for_its_anchor() -> None:
    words = "chậm nhất sau 05 ngày kể từ ngày Kế hoạch này được ban hành"

    waiting = read_deadline(words)
    known = read_deadline(words, issued_on=date(2026, 5, 22))

    assert (waiting.anchor, waiting.offset) == (Anchor.ISSUED_ON, 5)
    assert waiting.offset_unit is OffsetUnit.CALENDAR_DAY
    assert waiting.due_on is None
    assert known.due_on == date(2026, 5, 27)


def test_an_event_has_no_date() -> None:
    deadline = read_deadline("Ngay sau kỳ nghỉ Tết Nguyên đán")

    assert deadline.type is DeadlineType.RELATIVE
    assert deadline.anchor is Anchor.END_OF_TET_HOLIDAY
    assert deadline.due_on is None


@pytest.mark.parametrize("words", ["Theo quy định", "Khi có yêu cầu", "Năm 2026"])
def test_what_sets_no_bound_is_open_and_no_question(words: str) -> None:
    deadline = read_deadline(words)

    assert deadline.type is DeadlineType.OPEN
    assert not deadline.doubts


@pytest.mark.parametrize(
    "words", ["31/02/2026", "Trước Tết", "sớm", "Tuần 3 tháng 02/2026"]
)
def test_what_is_not_understood_is_a_question(words: str) -> None:
    assert read_deadline(words).doubts == (ReviewReason.PERIOD_UNSPECIFIED,)


def test_two_milestones_are_a_question() -> None:
    deadline = read_deadline("Trước 10/3/2026 (dự thảo); 20/3/2026 (chính thức)")

    assert deadline.doubts == (ReviewReason.MULTIPLE_MILESTONES,)


def test_the_date_of_a_cited_document_is_no_deadline() -> None:
    deadline = read_deadline("Theo Kế hoạch số 12/KH-UBND ngày 05/01/2026")

    assert deadline.type is DeadlineType.OPEN
    assert deadline.due_on is None


@given(st.dates(date(1950, 1, 2), date(2099, 12, 31)), st.booleans())
def test_before_a_day_ends_on_the_day_before(day: date, padded: bool) -> None:
    number = f"{day:%d/%m/%Y}" if padded else f"{day.day}/{day.month}/{day.year}"

    before = read_deadline(f"Trước ngày {number}").due_on
    by = read_deadline(f"Chậm nhất ngày {number}").due_on

    assert by == day
    assert before is not None
    assert (day - before).days == 1


@given(st.text(max_size=200))
def test_no_words_break_the_reading_of_deadlines(words: str) -> None:
    assert read_deadline(words, year=2026).type in DeadlineType
