import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import one_item
from workflows.reading import ALL_LEADERS, Item, ReviewReason, read_text


def read(value: str) -> Item:
    block = (f"Lãnh đạo chỉ đạo: {value}", "Đơn vị thực hiện: Văn phòng.")
    return read_text(one_item(*block), BOARD).items[0]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Đ/c Vũ Việt Hải - Phó Trưởng Ban.", ["Vũ Việt Hải"]),
        ("Đ/C: Vũ Viêt Hải", ["Vũ Việt Hải"]),
        ("Phó Trưởng Ban Vũ Quang Khánh", ["Vũ Quang Khánh"]),
        ("NGUYỄN QUỐC TOÀN", ["Nguyễn Quốc Toàn"]),
        ("Đồng chí Trưởng Ban", ["Nguyễn Quốc Toàn"]),
        ("đ/c Hoàng Việt Đông và đ/c Vũ Việt Hải", ["Hoàng Việt Đông", "Vũ Việt Hải"]),
        ("Ông Lê Văn Bình – Giám đốc", ["Lê Văn Bình"]),
        ("Phó Giám đốc Sở Trần Văn An", ["Trần Văn An"]),
        ("Các đồng chí Lãnh đạo Ban.", [ALL_LEADERS]),
        ("Tập thể Lãnh đạo Sở", [ALL_LEADERS]),
    ],
)
def test_leaders_are_found_by_name_or_by_a_title_held_by_one(
    value: str, names: list[str]
) -> None:
    item = read(value)

    assert list(item.leaders) == names
    assert not item.review_reasons


def test_two_people_of_nearly_the_same_name_are_two() -> None:
    assert read("Đ/c Nguyễn Cảnh Toàn").leaders == ("Nguyễn Cảnh Toàn",)
    assert read("Đ/c Nguyễn Quốc Toàn").leaders == ("Nguyễn Quốc Toàn",)


@pytest.mark.parametrize("value", ["Phó Trưởng Ban", "Đ/c Hà", "Phó Giám đốc Sở"])
def test_a_title_that_names_nobody_for_certain_is_a_question(value: str) -> None:
    item = read(value)

    assert item.leaders == ()
    assert item.review_reasons == (ReviewReason.ROLE_AMBIGUOUS,)


def test_an_unnamed_rest_beside_a_name_is_a_question() -> None:
    item = read("Đ/c Nguyễn Quốc Toàn, các đồng chí Phó Trưởng Ban")

    assert item.leaders == ("Nguyễn Quốc Toàn",)
    assert item.review_reasons == (ReviewReason.ROLE_AMBIGUOUS,)
