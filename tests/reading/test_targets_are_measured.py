import pytest

from tests.reading.catalogue import BOARD
from workflows.reading import Item, ItemKind, ReviewReason, read_text


def items_of(*lines: str) -> tuple[Item, ...]:
    return read_text("KẾ HOẠCH\nNăm 2026\n\n" + "\n\n".join(lines), BOARD).items


def test_each_figure_of_a_sentence_is_a_target() -> None:
    items = items_of(
        "I. MỤC TIÊU",
        "Phấn đấu hoàn thành các chỉ tiêu gồm: tỷ lệ họp trực tuyến đạt từ 60% trở lên;"
        " giảm tối thiểu 15% số lượng văn bản.",
    )

    assert {item.kind for item in items} == {ItemKind.TARGET}
    assert [(i.kpi.op, i.kpi.value, i.kpi.unit) for i in items if i.kpi] == [
        (">=", 60, "%"),
        (">=", 15, "%"),
    ]
    assert [item.kpi.metric for item in items if item.kpi][1] == "giảm số lượng văn bản"


@pytest.mark.parametrize(
    ("words", "op", "value", "unit"),
    [
        ("Xây dựng ít nhất 01 mô hình dân vận khéo.", ">=", 1, "mô hình"),
        ("Thu phí đạt 1.500 tỷ đồng.", "=", 1500, "tỷ đồng"),
        ("Tỷ lệ hồ sơ trễ hạn dưới 2,5%.", "<=", 2.5, "%"),
        ("Giảm tỷ lệ trễ hạn từ 5% xuống còn 1%.", "=", 1, "%"),
        ("Thời gian chờ không quá 04 giờ.", "<=", 4, "giờ"),
    ],
)
def test_the_bound_the_number_and_the_unit_are_read(
    words: str, op: str, value: float, unit: str
) -> None:
    (item,) = items_of("II. CHỈ TIÊU", f"1. {words}")

    assert item.kpi
    assert (item.kpi.op, item.kpi.value, item.kpi.unit) == (op, value, unit)


def test_a_figure_of_an_assessment_is_no_target() -> None:
    assert not items_of("I. ĐÁNH GIÁ KẾT QUẢ", "1. Thu phí đạt 332,2 tỷ đồng.")


def test_repeating_a_target_in_a_measure_makes_no_new_one() -> None:
    (item,) = items_of(
        "II. NHIỆM VỤ, GIẢI PHÁP",
        "1. Chủ động xây dựng chương trình họp của cơ quan bảo đảm thực hiện chỉ tiêu"
        " giảm tối thiểu 10% số lượng hội nghị và tăng tỷ lệ họp trực tuyến tối thiểu"
        " 60%.",
    )

    assert item.kind is ItemKind.DIRECTIVE


def test_two_values_for_one_metric_are_a_question() -> None:
    first, second = items_of(
        "I. MỤC TIÊU",
        "1. Tỷ lệ xử lý thủ tục hành chính trên môi trường số đạt từ 95% trở lên.",
        "2. Tỷ lệ giải quyết thủ tục hành chính trên môi trường số đạt 100%.",
    )

    assert ReviewReason.CONFLICTING_VALUES in first.review_reasons
    assert ReviewReason.CONFLICTING_VALUES in second.review_reasons
