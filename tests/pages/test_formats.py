"""How pages write dates, numbers, states and deadlines."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template

from project.templatetags import ui

THURSDAY = date(2026, 6, 11)


@dataclass
class Mission:
    state: str = "IN_PROGRESS"
    due_on: date | None = None


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 6, 8), "08/6/2026"),
        (date(2026, 2, 10), "10/02/2026"),
        (date(2026, 1, 1), "01/01/2026"),
        (date(2026, 12, 25), "25/12/2026"),
        (datetime(2026, 6, 7, 18, 30, tzinfo=UTC), "08/6/2026"),
        (None, ""),
    ],
)
def test_a_date_has_a_leading_zero_where_official_papers_have_one(day, written):
    assert ui.vn_date(day) == written


def test_a_date_in_the_head_of_a_paper_is_written_in_words():
    assert ui.vn_long_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert ui.vn_long_date(THURSDAY) == "ngày 11 tháng 6 năm 2026"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (THURSDAY, "Thứ Năm, 11/6/2026"),
        (date(2026, 2, 2), "Thứ Hai, 02/02/2026"),
        (date(2026, 6, 14), "Chủ nhật, 14/6/2026"),
    ],
)
def test_today_is_named_with_its_weekday(day, written):
    assert ui.vn_weekday(day) == written


def test_a_moment_is_told_by_the_clocks_of_viet_nam():
    moment = datetime(2026, 6, 11, 2, 42, tzinfo=UTC)

    assert ui.vn_time(moment) == "09:42"
    assert ui.vn_moment(moment) == "11/6/2026, 09:42"


def test_a_moment_near_midnight_takes_date_and_hour_from_the_same_clock():
    assert ui.vn_moment(datetime(2026, 6, 10, 17, 5, tzinfo=UTC)) == "11/6/2026, 00:05"


def test_a_time_of_day_needs_no_zone():
    assert ui.vn_time(time(7, 5)) == "07:05"
    assert ui.vn_time(None) == ""
    assert ui.vn_moment(None) == ""


def test_thousands_are_parted_by_points():
    assert ui.vn_number(4804) == "4.804"
    assert ui.vn_number(1000000) == "1.000.000"
    assert ui.vn_number(77) == "77"


def test_a_badge_stays_small_however_much_there_is():
    assert ui.badge(7) == "7"
    assert ui.badge(99) == "99"
    assert ui.badge(100) == "99+"


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 byte"),
        (1023, "1023 byte"),
        (1024, "1 KB"),
        (88_000, "86 KB"),
        (1_048_000, "1023 KB"),
        (1_048_500, "1,0 MB"),
        (1_258_291, "1,2 MB"),
        (26_214_400, "25,0 MB"),
    ],
)
def test_the_size_of_a_file_is_told_in_the_unit_that_reads_best(size, written):
    assert ui.file_size(size) == written.replace(" ", ui.NBSP)


def test_the_number_of_a_mission_is_never_broken_over_two_lines():
    assert ui.nv(18) == "NV\u00a0018"
    assert ui.nv(1204) == "NV\u00a01204"


@pytest.mark.parametrize(
    ("state", "code", "word"),
    [
        ("ASSIGNED", "giao", "Giao"),
        ("IN_PROGRESS", "lam", "Đang thực hiện"),
        ("REPORTED", "baocao", "Báo cáo"),
        ("UNDER_APPROVAL", "duyet", "Lãnh đạo duyệt"),
        ("COMPLETED", "xong", "Hoàn thành"),
        ("RETURNED", "tralai", "Trả lại"),
        ("WITHDRAWN", "huy", "Thu hồi"),
    ],
)
def test_a_state_is_always_icon_word_and_colour(state, code, word):
    badge = ui.state(Mission(state=state))

    assert f'data-st="{code}"' in badge
    assert f"<span>{word}</span>" in badge
    assert f"#i-{ui.LOOKS[code].icon}" in badge


def test_a_state_may_be_bare_and_say_something_else():
    badge = ui.state("tralai", text="Đã trả lại <1> lần", bare=True, symbol="flag")

    assert 'class="st bare"' in badge
    assert "Đã trả lại &lt;1&gt; lần" in badge
    assert "#i-flag" in badge


def test_a_state_that_is_none_is_refused():
    with pytest.raises(KeyError):
        ui.state("DONE")


@pytest.mark.parametrize(
    ("due_on", "code", "words"),
    [
        (date(2026, 5, 30), "quahan", "Quá hạn 12 ngày"),
        (date(2026, 6, 10), "quahan", "Quá hạn 1 ngày"),
        (THURSDAY, "saphan", "Hết hạn hôm nay"),
        (date(2026, 6, 12), "saphan", "Còn 1 ngày"),
        # Five working days, with a weekend between.
        (date(2026, 6, 18), "saphan", "Còn 7 ngày"),
    ],
)
@pytest.mark.django_db
def test_a_deadline_that_is_near_or_gone_gets_a_badge(due_on, code, words):
    badge = ui.due(Mission(due_on=due_on), THURSDAY)

    assert f'data-st="{code}"' in badge
    assert words in badge


@pytest.mark.django_db
def test_a_deadline_that_is_far_is_told_without_colour():
    assert ui.due(Mission(due_on=date(2026, 6, 19)), THURSDAY) == (
        '<span class="tiny">Còn 8 ngày</span>'
    )


@pytest.mark.parametrize(
    "state", ["REPORTED", "UNDER_APPROVAL", "COMPLETED", "WITHDRAWN"]
)
def test_the_clock_stops_once_a_report_is_handed_in(state):
    assert ui.due(Mission(state=state, due_on=date(2026, 5, 30)), THURSDAY) == ""


def test_work_without_a_deadline_is_never_late():
    assert ui.due(Mission(due_on=None), THURSDAY) == ""


def test_a_file_shows_its_kind_its_name_and_its_size():
    row = Template('{% load ui %}{% file_row "Phụ lục 02.xlsx" "/t/2" 88000 "lần 2" %}')

    html = row.render(Context())

    assert ">XLSX<" in html
    assert 'aria-label="Tải Phụ lục 02"' in html
    assert f"86{ui.NBSP}KB, lần 2" in html


def test_a_file_without_an_extension_keeps_its_name():
    html = Template('{% load ui %}{% file_row "README" "/t/3" %}').render(Context())

    assert ">README</a>" in html
    assert "<small>" not in html


def test_the_head_of_a_printed_page_names_the_agency_of_the_settings(settings):
    settings.AGENCY = {**settings.AGENCY, "parent": "UBND tỉnh X", "place": "X"}

    html = Template("{% load ui %}{% letterhead %}").render(Context())

    assert "UBND TỈNH X" in html
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in html
