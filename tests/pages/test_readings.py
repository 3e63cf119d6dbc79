"""Ai đã đọc: for who audits; filtered, paged, and as CSV that no spreadsheet runs."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from history.enums import ReadingKind
from history.models import ReadingRecord
from history.services import Actor, Reading, record_readings
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, page, signed_in, text_of

pytestmark = pytest.mark.django_db
READINGS = "/lich-su/ai-da-doc/"
NOW = timezone.now()


def read(
    name: str = "Kế hoạch 45",
    *,
    kind: ReadingKind = ReadingKind.OPENED,
    subject: tuple[str, int] = ("document", 3),
    mission_id: int | None = None,
    by: tuple[int, str] = (7, "Lê Thị Hạnh"),
    hours_ago: int = 0,
) -> None:
    reading = Reading(kind, *subject, name, mission_id=mission_id)
    at = NOW - timedelta(hours=hours_ago)
    record_readings(reading, by=Actor(*by, "Chuyên viên"), at=at)


def rows(answer: Any) -> int:
    return int(answer.content.decode().count('<tr id="d-'))


def exported(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("member", ["truong_ban", "kiem_tra"])
def test_who_audits_sees_who_read_what(cast: Cast, member: str) -> None:
    read("Tệp số liệu.xlsx", kind=ReadingKind.FILE, subject=("attachment", 9),
         mission_id=18)  # fmt: skip

    words = text_of(page(getattr(cast, member), READINGS))

    for part in ("Lê Thị Hạnh", "Chuyên viên", "Tải tệp", "Tệp số liệu.xlsx", "018"):
        assert part in words


@pytest.mark.parametrize("member", ["ptb_hai", "chanh_vp", "van_thu", "quan_tri"])
def test_for_everybody_else_it_does_not_exist(cast: Cast, member: str) -> None:
    client = signed_in(getattr(cast, member))

    assert client.get(READINGS).status_code == 404
    assert client.post(f"{READINGS}xuat/").status_code == 404


def test_filters_narrow_it_and_the_export_alike(cast: Cast) -> None:
    read()
    read(kind=ReadingKind.PRINTED)
    read(subject=("document", 4))
    read(subject=("attachment", 9), kind=ReadingKind.FILE, mission_id=18)
    read(by=(8, "Hoàng Thị Hạnh"))
    read(hours_ago=24 * 10)
    client = signed_in(cast.kiem_tra)
    client.get(READINGS)  # puts itself on record, once
    day = f"{timezone.localdate(NOW) - timedelta(days=5):%d/%m/%Y}"

    for query, found in {
        "": 7, "so=VB 3": 4, "so=VB 4": 1, "so=NV 18": 1, "so=3&loai=document": 4,
        "kieu=PRINTED": 1, "nguoi=8": 1, f"den={day}": 1, f"tu={day}&so=VB 3": 3,
        "loai=attachment": 1, "so=mười": 7, "nguoi=x&kieu=%00&truoc=abc": 7,
    }.items():  # fmt: skip
        assert rows(client.get(f"{READINGS}?{query}")) == found, query
    assert len(exported(client.post(f"{READINGS}xuat/", {"so": "VB 3"}))) == 1 + 4


def test_the_rest_follows_without_repeating(cast: Cast) -> None:
    for number in range(60):
        read(subject=("document", 100 + number), hours_ago=number % 3)
    client = signed_in(cast.kiem_tra)
    first = client.get(f"{READINGS}?loai=document").content.decode()
    last = int(first.rsplit('<tr id="d-', 1)[1].split('"')[0])

    more = client.get(f"{READINGS}?loai=document&truoc={last}", headers=HTMX)

    assert first.count('<tr id="d-') == 50
    assert rows(more) == 10


def test_no_cell_of_the_export_is_a_formula(cast: Cast) -> None:
    for place, name in enumerate(("=1+1", "+84", "-1", "@SUM(A1)", " =1", "\t=1")):
        read(name, subject=("document", place + 1))

    answer = signed_in(cast.kiem_tra).post(f"{READINGS}xuat/")

    names = [row[7] for row in exported(answer)[1:] if row[5] == "Văn bản"]
    assert len(names) == 6
    assert all(name.startswith("'") for name in names)
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_empty_page_says_so(cast: Cast) -> None:
    words = text_of(page(cast.kiem_tra, f"{READINGS}?so=VB 99"))

    assert "Chưa có lượt đọc nào" in words


def test_the_mission_page_leads_the_auditor_there_and_nobody_else(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    address = f"/nhiem-vu/{mission.pk}/"

    assert (
        f"{READINGS}?so=NV%20{mission.pk}"
        in page(cast.kiem_tra, address).content.decode()
    )
    assert READINGS not in page(cast.tp_qldn, address).content.decode()


def test_the_page_takes_ten_statements_at_most(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        read(subject=("document", number))
    client = signed_in(cast.kiem_tra)
    client.get(READINGS)

    with django_assert_max_num_queries(10):
        assert rows(client.get(READINGS)) == 50
    assert ReadingRecord.objects.filter(subject_type="readings").count() == 1
