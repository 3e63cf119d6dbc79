from datetime import date

from tests.reading.catalogue import BOARD
from tests.reading.documents import source
from workflows.reading import Item, ItemKind, read_text


def items_of(number: str) -> dict[str, Item]:
    return {item.text[:30]: item for item in read_text(source(number), BOARD).items}


def test_bullets_inherit_the_unit_of_their_heading() -> None:
    item = items_of("004")["Tham mưu báo cáo kết quả thực "]

    assert item.lead_units == ("van_phong",)
    assert item.deadline.due_on == date(2026, 11, 29)


def test_a_list_addressed_in_prose_gives_each_its_own_copy() -> None:
    item = items_of("000")["Văn phòng, các phòng chuyên mô"]

    assert item.kind is ItemKind.DIRECTIVE
    assert item.fan_out
    assert not item.review_reasons


def test_a_half_yearly_and_a_yearly_day_are_one_cycle() -> None:
    item = items_of("002")["Định kỳ 6 tháng (***trước ngày"]

    assert item.kind is ItemKind.RECURRING_REPORT
    assert item.deadline.recurrence == "yearly:06-01,12-01"
    assert item.deadline.recurrence_exclusive


def test_purposes_give_no_items_and_aims_give_targets_only() -> None:
    items = read_text(source("004"), BOARD).items
    above = [item for item in items if item.section.split(".")[0] in {"I", "II"}]

    assert {item.kind for item in above} == {ItemKind.TARGET}
    assert [item.kpi.value for item in above if item.kpi] == [100, 1, 1, 1]


def test_helping_an_agency_leaves_the_work_with_the_unit_of_the_heading() -> None:
    item = items_of("001")["Phối hợp với Sở Khoa học và Cô"]

    assert item.lead_units == ("phong_qldn",)
    assert "so_khcn" in item.external_agencies
