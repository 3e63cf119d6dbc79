"""Deadlines inside running words: what bounds work, and what only looks so."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflows.deadlines import Anchor, Deadline, DeadlineType, OffsetUnit
from workflows.reading import ReviewReason, find_deadline, find_deadlines

DATED = [
    ("trình trước ngày 05 tháng 6", "before", date(2026, 6, 4)),
    ("xong trước 15/7", "before", date(2026, 7, 14)),
    ("trước ngày 05.6.2026", "before", date(2026, 6, 4)),
    ("đến trước ngày 15/8/2026", "before", date(2026, 8, 14)),
    ("hoàn thành trước tháng 8/2026", "before", date(2026, 7, 31)),
    ("chậm nhất đến ngày 30/6/2026", "by", date(2026, 6, 30)),
    ("chậm nhất vào ngày 05-6-2026", "by", date(2026, 6, 5)),
    ("đến hết ngày 31/12/2026 đạt 80%", "by", date(2026, 12, 31)),
    ("từ nay đến 30/6/2026", "by", date(2026, 6, 30)),
    ("hạn cuối 30/6/2026", "by", date(2026, 6, 30)),
    ("không muộn hơn ngày 15/8/2026", "by", date(2026, 8, 15)),
    ("phấn đấu đến 30/6/2026 đạt 50%", "by", date(2026, 6, 30)),
    ("trong ngày 09/7/2026", "on", date(2026, 7, 9)),
    ("trong hai ngày 05 và 06/6/2026", "on", date(2026, 6, 6)),
    ("dự kiến ngày 08/6/2026", "on", date(2026, 6, 8)),
    ("tổng hợp, gửi Sở Nội vụ ngày 15/7/2026.", "on", date(2026, 7, 15)),
    ("hoàn thành trong tháng 7", "month", date(2026, 7, 31)),
    ("vào giữa tháng 7/2026", "month", date(2026, 7, 15)),
    ("hoàn thành cuối tháng 7", "month", date(2026, 7, 31)),
    ("đến hết quý III/2026", "quarter", date(2026, 9, 30)),
    ("Trong quý 3 có ít nhất 03 sáng kiến", "quarter", date(2026, 9, 30)),
    ("gửi Sở Tài chính kết quả trong quý I/2027", "quarter", date(2027, 3, 31)),
]
SPLIT = [
    ("chậm nhất ngày **30/6/2026**", date(2026, 6, 30)),
    ("thời gian hoàn thành chậm nhất **ngày 31/8/2026**", date(2026, 8, 31)),
    ("ch\u00adậm nhất ngày\n30/6/2026", date(2026, 6, 30)),
    ("chậm nhất ngày\n\n3\n\n15/6/2026", date(2026, 6, 15)),
    ("chậm nhất ngày 30\n\n- 4 -\n\ntháng 6 năm 2026", date(2026, 6, 30)),
    ("châm nhât ngay l5/6/2O26", date(2026, 6, 15)),
    ("chậm nhất ngày 15 / 6 / 2026", date(2026, 6, 15)),
]
CYCLES = [
    ("trước ngày 25 hằng tháng gửi báo cáo", "monthly:25"),
    ("chiều thứ Năm hằng tuần gửi Sở", "weekly:thu"),
    ("chậm nhất 16 giờ 00 thứ Sáu hằng tuần", "weekly:fri@16:00"),
    ("trước ngày 05 tháng đầu quý sau", "quarterly:m1-5"),
    ("trước ngày 15 của tháng cuối mỗi quý", "quarterly:m3-15"),
    (
        (
            "hằng quý (trước ngày 14 của tháng cuối quý), 6 tháng (trước ngày 12/6)"
            " và năm (trước ngày 10/12)"
        ),
        "quarterly:m3-14|yearly:06-12,12-10",
    ),
    (
        "định kỳ trước ngày 05 tháng 6 và ngày 05 tháng 12 hằng năm",
        "yearly:06-05,12-05",
    ),
    ("định kỳ 3 tháng một lần", "quarterly"),
    ("6 tháng trước ngày 10/6 và cả năm trước ngày 10/12", "yearly:06-10,12-10"),
    ("ngày 01 và 15 hằng tháng", "monthly:1|monthly:15"),
    ("thứ Hai, thứ Năm hằng tuần", "weekly:mon|weekly:thu"),
    ("đối tác hàng hóa hàng tuần", "weekly"),
]
PERIODS = [
    ("sau 05 ngày kể từ ngày ban hành", 5, "calendar_day", "issued_on"),
    ("trong vòng 10 ngày làm việc", 10, "working_day", "event"),
    ("trong thời hạn 03 tháng kể từ ngày ký", 3, "month", "issued_on"),
    ("trong 24 giờ kể từ khi xảy ra sự cố", 24, "hour", "event"),
    (
        "trong vòng 05 (năm) ngày, kể từ ngày nhận được",
        5,
        "calendar_day",
        "received_on",
    ),
    ("Trong 05 ngày làm việc sau khi Hội nghị kết thúc", 5, "working_day", "event"),
    ("trong 07 ngày kể từ ngày ký hợp đồng", 7, "calendar_day", "event"),
    ("gửi trước cuộc họp ít nhất 02 ngày", -2, "calendar_day", "event"),
]
NO_DEADLINE = [
    "theo Quyết định số 155/QĐ-UBND ngày 27/01/2026 của UBND tỉnh",
    "thực hiện Thông báo 292/TB-VP ngày 07/5/2026",
    "báo cáo kết quả 6 tháng đầu năm 2026",
    "báo cáo tình hình các dự án quan trọng Quý II/2026",
    "kết quả thực hiện nhiệm vụ trong tháng 6/2026",
    "số liệu tính từ ngày 15/5 đến ngày 14/6/2026",
    "tính đến ngày 31/5/2026",
    "đã gửi Sở Tài chính ngày 15/5/2026.",
    "trình bày tại Tờ trình của Sở ngày 15/5/2026.",
    "có hiệu lực từ ngày 01/7/2026",
    "đã hoàn thành trước ngày 30/4/2026",
    "các dự án được phê duyệt trước ngày 01/7/2014",
    "quy hoạch đến năm 2045, tỷ lệ 1/2000 và 1/500",
    "hoàn thành trong năm 2026",
    "giai đoạn 2025 - 2030",
    "khu vực mốc 1088/2-1089 và tuyến ĐT.236, lô CC7",
    "hội nghị không quá 01 ngày",
    "giải quyết ngay trong ngày các kiến nghị",
    "xử lý tin báo trong vòng 24 giờ",
    "trong 10 ngày đầu tháng 7",
    "giao ban 2 tuần/lần",
    "trực 24/24 giờ, đường dây nóng 24/7",
    "hoàn thành 02/05 nhiệm vụ",
    "số điện thoại 0205.3871.234",
    "đạt 35,5 tỷ USD, tăng 39%",
    "chương trình, kế hoạch công tác hằng năm, hằng quý",
    "mặt hàng quý hiếm, ngân hàng năm 2026",
    "thường xuyên tổ chức kiểm tra",
    "hợp nhất văn bản sau khi sửa đổi, bổ sung",
    "duy trì chế độ báo cáo định kỳ",
]


def found_in(words: str, *, event: bool = False) -> Deadline:
    return find_deadline(words, 0, len(words), year=2026, event=event)


@pytest.mark.parametrize(("words", "kind", "due_on"), DATED)
def test_a_bounded_day_is_a_deadline(words: str, kind: str, due_on: date) -> None:
    deadline = found_in(words)

    assert (deadline.type, deadline.due_on) == (kind, due_on)
    assert not deadline.doubts


@pytest.mark.parametrize(("words", "due_on"), SPLIT)
def test_words_split_or_misread_are_read_and_quoted_as_they_stand(
    words: str, due_on: date
) -> None:
    text = f"Phòng A {words}; phòng B"
    deadline = find_deadline(text, 0, len(text), year=2026)

    assert deadline.due_on == due_on
    assert deadline.span is not None
    assert deadline.words == text[slice(*deadline.span)] == words


@pytest.mark.parametrize(("words", "cycle"), CYCLES)
def test_a_cycle_is_found_in_running_words(words: str, cycle: str) -> None:
    deadline = found_in(words)

    assert (deadline.type, deadline.recurrence) == (DeadlineType.RECURRING, cycle)
    assert deadline.recurrence_exclusive is ("trước" in words)


@pytest.mark.parametrize(("words", "offset", "unit", "anchor"), PERIODS)
def test_a_period_names_its_length_and_its_event(
    words: str, offset: int, unit: str, anchor: str
) -> None:
    deadline = found_in(words)

    assert deadline.type is DeadlineType.RELATIVE
    assert (deadline.offset, deadline.offset_unit) == (offset, OffsetUnit(unit))
    assert deadline.anchor is Anchor(anchor)


@pytest.mark.parametrize("words", NO_DEADLINE)
@pytest.mark.parametrize("event", [False, True])
def test_a_false_date_is_no_deadline(words: str, *, event: bool) -> None:
    assert found_in(words, event=event).type is DeadlineType.OPEN


def test_an_act_of_others_is_waited_for_up_to_the_verb_of_the_work() -> None:
    deadline = found_in("Ngay sau khi có hướng dẫn của Bộ triển khai kế hoạch")

    assert deadline.words == "Ngay sau khi có hướng dẫn của Bộ"
    assert (deadline.type, deadline.due_on) == (DeadlineType.RELATIVE, None)


def test_a_day_in_the_sentence_outweighs_the_act_it_waits_for() -> None:
    text = "Sau khi có ý kiến của UBND tỉnh, hoàn thành trước ngày 30/6/2026."

    assert [one.due_on for one in find_deadlines(text, 0, len(text))] == [
        date(2026, 6, 29)
    ]


def test_all_deadlines_of_a_passage_come_in_order() -> None:
    text = (
        "Tổ chức họp Hội đồng vào chiều ngày 17/7; gửi tài liệu chậm nhất "
        "16 giờ 00 ngày 15/7; báo cáo trước ngày 25 hằng tháng"
    )
    found = find_deadlines(text, 0, len(text), year=2026)

    assert [(one.type, one.due_on) for one in found] == [
        ("on", date(2026, 7, 17)),
        ("by", date(2026, 7, 15)),
        ("recurring", None),
    ]
    assert found[1].at == time(16)


def test_the_day_of_an_event_needs_no_bound() -> None:
    words = "Hội nghị giao ban ngày 10/6/2026 tại trụ sở"

    assert found_in(words).type is DeadlineType.OPEN
    assert found_in(words, event=True).type is DeadlineType.ON


def test_work_done_now_and_then_asks_how_often() -> None:
    deadline = found_in("Tổ chức các hội nghị gặp gỡ, đối thoại định kỳ")

    assert deadline.recurrence == "unspecified"
    assert deadline.doubts == (ReviewReason.PERIOD_UNSPECIFIED,)


def test_several_cycles_of_a_passage_are_one_recurrence() -> None:
    text = "Tham mưu báo cáo định kỳ đầy đủ. Ra bản tin hàng tuần về thông quan"

    assert found_in(text).recurrence == "weekly|unspecified"


def test_a_cycle_that_begins_on_a_day_keeps_its_own_day() -> None:
    deadline = found_in("Kể từ ngày 01/9/2026, chiều thứ Năm hằng tuần gửi báo cáo")

    assert (deadline.recurrence, deadline.due_on) == ("weekly:thu", None)


def test_a_day_without_its_year_before_the_paper_is_a_question() -> None:
    text = "hoàn thành trước ngày 05/01"
    late = date(2026, 12, 20)
    deadline = find_deadline(text, 0, len(text), year=2026, issued_on=late)

    assert deadline.doubts == (ReviewReason.PERIOD_UNSPECIFIED,)


FORMS = [
    "{d:%d/%m/%Y}", "{d:%d-%m-%Y}", "{d:%d.%m.%Y}", "{d.day}/{d.month}/{d.year}",
    "{d.day:02}/{d.month}/{d.year}", "{d:%d} tháng {d:%m} năm {d.year}",
    "{d.day} tháng {d.month}/{d.year}", "{d.day} tháng {d.month}, năm {d.year}",
    "{d.day:02} / {d.month} / {d.year}", "**{d:%d/%m}**/{d.year}",
    "{d.day:02}\ntháng {d.month}\nnăm {d.year}", "{d.day}/{d.month}",
    "{d:%d} tháng {d:%m}",
]  # fmt: skip
BOUNDS = [
    ("trước ngày ", DeadlineType.BEFORE), ("chậm nhất ngày ", DeadlineType.BY),
    ("đến hết ngày ", DeadlineType.BY), ("trong ngày ", DeadlineType.ON),
    ("***trước*** ngày ", DeadlineType.BEFORE),
    ("chậm nhất vào ngày ", DeadlineType.BY),
    ("dự kiến ngày ", DeadlineType.ON), ("hoàn thành trước ngày ", DeadlineType.BEFORE),
    ("trước 15 giờ 00 ngày ", DeadlineType.BEFORE),
    ("chậm nhất 16h30 ngày ", DeadlineType.BY),
    ("từ nay đến hết ngày ", DeadlineType.BY),
]  # fmt: skip


@given(
    st.dates(date(2021, 1, 2), date(2039, 12, 31)),
    st.sampled_from(FORMS),
    st.sampled_from(BOUNDS),
)
def test_any_day_in_any_form_is_read_back(
    day: date, form: str, bound: tuple[str, DeadlineType]
) -> None:
    cue, kind = bound
    written = cue + form.format(d=day)
    text = f"Giao Văn phòng tổng hợp {written}, báo cáo Lãnh đạo Ban"
    found = find_deadlines(text, 0, len(text), year=day.year)
    last = day
    if kind is DeadlineType.BEFORE and "giờ" not in cue:
        last = date.fromordinal(day.toordinal() - 1)

    assert [(one.type, one.due_on) for one in found] == [(kind, last)]
    assert found[0].words is not None
    assert found[0].words.strip("*") == written.strip("*")


@given(st.text(max_size=200), st.booleans())
@example("tháng (hằng quý) ) hằng năm (", False)
@example("ngày 25 tháng cuối quý tháng cuối quý", False)
def test_spans_are_those_of_the_text_and_never_overlap(text: str, event: bool) -> None:
    found = find_deadlines(text, 0, len(text), year=2026, event=event)
    spans = [one.span for one in found if one.span is not None]

    assert all(text[slice(*one.span or (0, 0))] == one.words for one in found)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


TIME = """trước ngày 25 hằng tháng quý năm tuần ( ) , và của cuối đầu thứ hai 16 giờ 6
05/6 30/6/2026 chậm nhất định kỳ sau khi trong vòng làm việc kể từ lần / một đến hết"""
WORDS = st.sampled_from(TIME.split())


@given(st.lists(WORDS, max_size=25))
def test_no_order_of_the_words_of_time_breaks_the_reading(words: list[str]) -> None:
    text = " ".join(words)

    for one in find_deadlines(text, 0, len(text), year=2026):
        assert one.type is not DeadlineType.OPEN
