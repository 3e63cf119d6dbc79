"""Lịch làm việc: everybody reads it, Văn phòng keeps it, each change is on record."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.models import Person
from tests.cast import Cast
from tests.pages.visits import page, signed_in, text_of
from workflows.models import CalendarCorrection

pytestmark = pytest.mark.django_db
ADDRESS = "/lich-lam-viec/"
SET, REMOVE = f"{ADDRESS}ghi/", f"{ADDRESS}bo/"


@pytest.fixture(autouse=True)
def _a_day_awaited(cast: Cast) -> None:
    CalendarCorrection.objects.all().delete()
    CalendarCorrection.objects.create(
        day=date(2026, 11, 24),
        is_working=False,
        reason="Ngày Văn hóa Việt Nam",
        is_confirmed=False,
        changed_at="2026-01-07T00:00:00+07:00",
    )


def fields(**changes: Any) -> dict[str, Any]:
    return {
        "day": "10/01/2026",
        "is_working": "1",
        "reason": "Làm bù cho ngày 02/01/2026",
        "source": "Thông báo số 01/TB-BNV",
        **changes,
    }


def told(day: date) -> list[str]:
    number = day.year * 10000 + day.month * 100 + day.day
    entries = HistoryEntry.objects.filter(subject_type="calendar", subject_id=number)
    return list(entries.order_by("sequence").values_list("kind", flat=True))


def test_the_year_shows_days_off_and_made_up_with_their_reasons(cast: Cast) -> None:
    signed_in(cast.chanh_vp).post(SET, fields())

    words = text_of(page(cast.tp_qldn, f"{ADDRESS}?nam=2026"))

    assert "10/01 Làm bù cho ngày 02/01/2026" in words
    assert "24/11 Ngày Văn hóa Việt Nam (chờ văn bản)" in words
    assert "Quốc khánh" in words


def test_others_read_the_calendar_and_have_no_form(cast: Cast) -> None:
    answer = page(cast.tp_qldn, f"{ADDRESS}?nam=2026")

    assert answer.status_code == 200
    assert 'action="/lich-lam-viec/' not in answer.content.decode()
    assert 'href="/lich-lam-viec/"' not in answer.content.decode()
    assert 'href="/lich-lam-viec/"' in page(cast.van_thu, ADDRESS).content.decode()


@pytest.mark.parametrize("member", ["truong_ban", "tp_qldn", "kiem_tra", "quan_tri"])
@pytest.mark.parametrize(
    ("url", "data"), [(SET, fields()), (REMOVE, {"day": "2026-11-24", "version": 1})]
)
def test_who_is_not_van_phong_keeps_no_calendar(
    cast: Cast, member: str, url: str, data: dict[str, Any]
) -> None:
    person: Person = getattr(cast, member)

    assert signed_in(person).post(url, data).status_code == 403
    assert CalendarCorrection.objects.count() == 1


def test_a_day_written_counts_at_once_and_is_on_record(cast: Cast) -> None:
    answer = signed_in(cast.chanh_vp).post(SET, fields())

    row = CalendarCorrection.objects.get(day=date(2026, 1, 10))
    assert answer["Location"] == f"{ADDRESS}?nam=2026"
    assert (row.is_working, row.changed_by) == (True, cast.chanh_vp)
    assert told(row.day) == [HistoryKind.CALENDAR_DAY_SET]


def test_the_form_opens_on_a_day_with_the_opposite_of_what_it_is(cast: Cast) -> None:
    work = page(cast.van_thu, f"{ADDRESS}?ngay=2026-01-05").content.decode()
    sunday = page(cast.van_thu, f"{ADDRESS}?ngay=2026-01-04").content.decode()

    assert 'value="05/01/2026"' in work
    assert 'value="0" checked' in work
    assert 'value="1" checked' in sunday


def test_an_awaited_day_is_turned_by_writing_it_again(cast: Cast) -> None:
    wanted = fields(
        day="24/11/2026", reason="Chưa có quyết định nghỉ", version="1", awaited="1"
    )
    signed_in(cast.van_thu).post(SET, wanted)

    row = CalendarCorrection.objects.get(day=date(2026, 11, 24))
    assert (row.is_working, row.is_confirmed, row.version) == (True, False, 2)


def test_a_removed_day_is_offered_again_and_comes_back_as_it_was(cast: Cast) -> None:
    client = signed_in(cast.chanh_vp)

    answer = client.post(REMOVE, {"day": "2026-11-24", "version": "1"}, follow=True)
    words = text_of(answer)
    client.post(
        SET,
        fields(
            day="24/11/2026",
            is_working="0",
            reason="Ngày Văn hóa Việt Nam",
            source="",
            awaited="1",
        ),
    )

    assert "Đã bỏ ngày 24/11/2026 khỏi lịch" in words
    assert "Ghi lại ngày này" in words
    assert told(date(2026, 11, 24)) == [
        HistoryKind.CALENDAR_DAY_REMOVED,
        HistoryKind.CALENDAR_DAY_SET,
    ]
    row = CalendarCorrection.objects.get(day=date(2026, 11, 24))
    assert (row.is_working, row.is_confirmed) == (False, False)


def test_a_day_back_in_the_calendar_is_not_offered_again(cast: Cast) -> None:
    client = signed_in(cast.chanh_vp)
    client.post(REMOVE, {"day": "2026-11-24"})
    client.post(SET, fields(day="24/11/2026"))

    words = text_of(client.get(f"{ADDRESS}?nam=2026&da-bo=2026-11-24"))

    assert "Ghi lại ngày này" not in words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": ""}, "Chưa có ngày"),
        ({"day": "31/6/2026"}, "Tháng 6 chỉ có 30 ngày"),
        ({"reason": "  "}, "Chưa có lý do"),
        ({"is_working": ""}, "Chưa chọn ngày nghỉ hay ngày làm việc"),
        ({"reason": "a" * 201}, "quá 200 ký tự"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, wrong: dict[str, str], words: str
) -> None:
    answer = signed_in(cast.chanh_vp).post(SET, fields(**wrong))

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Thông báo số 01/TB-BNV" in answer.content.decode()
    assert CalendarCorrection.objects.count() == 1


@pytest.mark.parametrize("version", ["", "7"])
def test_a_day_that_another_wrote_meanwhile_is_not_overwritten(
    cast: Cast, version: str
) -> None:
    wanted = fields(day="24/11/2026", version=version)

    answer = signed_in(cast.chanh_vp).post(SET, wanted)

    assert answer.status_code == 409
    assert CalendarCorrection.objects.get().reason == "Ngày Văn hóa Việt Nam"


@pytest.mark.parametrize(
    "query", ["?nam=abc", "?nam=99999", "?ngay=2026-02-30", "?nam="]
)
def test_an_address_that_says_nothing_shows_this_year(cast: Cast, query: str) -> None:
    assert page(cast.van_thu, ADDRESS + query).status_code == 200


def test_a_year_without_decided_days_is_called_an_estimate(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(localdate=lambda: date(2026, 11, 2))
    monkeypatch.setattr("workflows.views.calendar.timezone", clock)
    client = signed_in(cast.van_thu)
    client.post(SET, fields())

    next_year = text_of(client.get(f"{ADDRESS}?nam=2027"))
    this_year = text_of(client.get(f"{ADDRESS}?nam=2026"))
    last_year = text_of(client.get(f"{ADDRESS}?nam=2025"))

    assert "Lịch năm 2027 mới là dự tính" in next_year
    assert "mới là dự tính" not in this_year + last_year
    assert "Xem lịch năm 2027 và ghi các ngày hoán đổi" in this_year


def test_the_page_takes_ten_statements_at_most(cast: Cast) -> None:
    client = signed_in(cast.van_thu)

    with CaptureQueriesContext(connection) as asked:
        client.get(f"{ADDRESS}?nam=2026")

    assert len(asked) <= 10, [query["sql"] for query in asked]
