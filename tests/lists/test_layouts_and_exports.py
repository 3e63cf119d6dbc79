"""Calendar, columns by state, time line; a long list as a file for one person."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from history.models import ReadingRecord
from organization.models import Appointment
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import page, signed_in, text_of
from workflows.enums import ExportState
from workflows.exceptions import InvalidInput, MissionNotFound
from workflows.models import ListExport
from workflows.services import list_exports

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def exports_apart(settings: Any, tmp_path: Path) -> None:
    settings.EXPORT_ROOT = tmp_path / "exports"


def test_the_calendar_shows_deadlines_on_their_day_and_days_off(cast: Cast) -> None:
    due = builders.DUE.replace(month=9, day=4)
    mission = builders.given(cast, due_on=due)
    address = reverse("workflows:mission_calendar")

    answer: Any = page(cast.tp_qldn, f"{address}?thang={due:%Y-%m}")

    month = answer.context["month"]
    cells = {one.day: one for week in month.weeks for one in week if one}
    assert [one.pk for one in cells[due].missions] == [mission.pk]
    assert month.count == 1
    assert cells[due.replace(day=2)].kind == "off"  # Quốc khánh
    others = page(cast.tp_qlht, f"{address}?thang={due:%Y-%m}")
    assert others.context["month"].count == 0  # type: ignore[attr-defined]


def test_columns_count_what_their_list_holds_and_show_the_first(cast: Cast) -> None:
    for _ in range(10):
        builders.given(cast)
    builders.completed(cast)

    answer: Any = page(cast.ptb_hai, reverse("workflows:mission_columns"))

    found = {one["part"]: one for one in answer.context["state_columns"]}
    assert (found["giao"]["count"], len(found["giao"]["missions"])) == (10, 8)
    assert found["hoan-thanh"]["count"] == len(found["hoan-thanh"]["missions"]) == 1
    assert "Xem tất cả" in text_of(answer)


def test_the_time_line_reaches_from_giving_out_to_the_deadline(cast: Cast) -> None:
    today = timezone.localdate()
    mission = builders.given(cast, due_on=today + timedelta(days=10))
    builders.given(cast, due_on=None, no_deadline_reason="Thường xuyên")

    answer: Any = page(cast.tp_qldn, reverse("workflows:mission_timeline"))

    line = answer.context["line"]
    bars = [bar for week in line.weeks for bar in week.bars]
    assert [bar.mission.pk for bar in bars] == [mission.pk]
    assert bars[0].start == line.today
    assert 0 < bars[0].width < 100


def begun(cast: Cast, form: str = "csv", query: str = "loc=tat-ca") -> ListExport:
    return list_exports.begin(query=query, form=form, by=cast.tp_qldn)


def test_a_long_list_is_written_watched_and_taken_by_its_person_alone(
    cast: Cast,
) -> None:
    mission = builders.given(cast)
    client: Any = signed_in(cast.tp_qldn)
    query = "loc=tat-ca&cot=so,han,tien-do"
    client.post(reverse("workflows:list_export_begin"), {"query": query, "dang": "csv"})
    row = ListExport.objects.get()
    address = reverse("workflows:list_export", args=[row.pk])
    assert "Đang chờ tới lượt" in text_of(client.get(address))

    list_exports.write(export_id=row.pk)

    assert "Đã lập xong: 1 việc" in text_of(client.get(address))
    answer = client.get(reverse("workflows:list_export_file", args=[row.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert table[0][0] == "Số"
    assert (
        table[0][4:]
        == ["Tiến độ, %", "Thời hạn", "So với thời hạn"][-len(table[0][4:]) :]
    )
    assert table[1][0] == f"NV {mission.pk:03d}"
    assert ReadingRecord.objects.filter(subject_type="mission_list").exists()
    assert page(cast.tp_qlht, address).status_code == 404


def test_who_may_see_other_things_now_does_not_get_the_file(cast: Cast) -> None:
    builders.given(cast)
    row = begun(cast)
    list_exports.write(export_id=row.pk)
    Appointment.objects.filter(person=cast.tp_qldn).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )

    with pytest.raises(InvalidInput):
        list_exports.open_file(
            export_id=row.pk,
            by=type(cast.tp_qldn).objects.get(pk=cast.tp_qldn.pk),
            at=timezone.now(),
        )


def test_one_at_a_time_and_no_longer_than_some_hours(cast: Cast) -> None:
    row = begun(cast, "xlsx")
    with pytest.raises(InvalidInput):
        begun(cast)
    list_exports.write(export_id=row.pk)
    row.refresh_from_db()
    assert row.state == ExportState.DONE
    assert list_exports.path_of(row.place).stat().st_mode & 0o777 == 0o600

    later = timezone.now() + list_exports.KEPT + timedelta(minutes=1)
    with pytest.raises(MissionNotFound):
        list_exports.open_file(export_id=row.pk, by=cast.tp_qldn, at=later)
    list_exports.clear_old(at=later)

    assert not list_exports.path_of(row.place).exists()
    assert not ListExport.objects.exists()
