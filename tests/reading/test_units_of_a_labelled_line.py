import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import one_item
from workflows.reading import Item, ReviewReason, read_text

VP, KHTH, QLHT, QLDN, TT, ALL = (
    "van_phong",
    "phong_khth",
    "phong_qlht",
    "phong_qldn",
    "tt_qlck",
    "all_departments",
)
ROLES = [
    ("Văn phòng", [VP], []),
    ("Kế hoạch tổng hợp", [KHTH], []),
    ("Phòng Kế hoạch - Tổng hợp", [KHTH], []),
    ("Phòng Quản lý hạ tâng", [QLHT], []),
    ("PHÒNG QUẢN LÝ DOANH NGHIỆP", [QLDN], []),
    ("Văn phòng Ban Quản lý", [VP], []),
    ("Văn phòng chủ trì, phối hợp với các phòng chuyên môn, TTQLCK", [VP], [ALL, TT]),
    ("Phòng QLHT chủ trì; Văn phòng, Phòng QLDN phối hợp", [QLHT], [VP, QLDN]),
    ("Chủ trì: Văn phòng; phối hợp: các PCM, TTQLCK", [VP], [ALL, TT]),
    ("Văn phòng (chủ trì), Phòng KHTH (phối hợp)", [VP], [KHTH]),
    ("Phòng KHTH (phối hợp), Văn phòng (chủ trì)", [VP], [KHTH]),
    ("Phòng Quản lý hạ tầng phối hợp Trung tâm Quản lý cửa khẩu", [QLHT], [TT]),
]
QUESTIONS = [
    "Văn phòng, các phòng chuyên môn, Trung tâm Quản lý cửa khẩu",
    "Văn phòng; Phòng chuyên môn; Trung tâm Quản lý cửa khẩu",
    "Văn phòng và Trung tâm Quản lý cửa khẩu",
    "Văn phòng, Phòng Kế hoạch tổng hợp phối hợp thực hiện",
]


def read(value: str) -> Item:
    return read_text(one_item(f"Đơn vị thực hiện: {value}."), BOARD).items[0]


@pytest.mark.parametrize(("value", "lead", "supporting"), ROLES)
def test_each_unit_gets_the_part_that_it_was_given(
    value: str, lead: list[str], supporting: list[str]
) -> None:
    item = read(value)

    assert list(item.lead_units) == lead
    assert list(item.supporting_units) == supporting
    assert not item.review_reasons


@pytest.mark.parametrize("value", QUESTIONS)
def test_several_units_without_a_lead_are_a_question(value: str) -> None:
    item = read(value)

    assert len(item.lead_units) > 1
    assert item.review_reasons == (ReviewReason.MULTIPLE_UNITS_NO_LEAD,)
    assert item.suggested_lead == "van_phong"


def test_a_unit_beside_the_lead_without_a_part_is_a_question() -> None:
    item = read("Văn phòng chủ trì, Phòng Quản lý hạ tầng")

    assert item.lead_units == ("van_phong",)
    assert item.review_reasons == (ReviewReason.ROLE_AMBIGUOUS,)


@pytest.mark.parametrize(
    ("value", "slug"),
    [
        ("Phòng Quản lý đô thị", "phong_quan_ly_do_thi"),
        ("Văn phòng Đăng ký đất đai", "van_phong_dang_ky_dat_dai"),
        ("Trung tâm Quản lý cửa khẩu Hữu Nghị", "trung_tam_quan_ly_cua_khau_huu_nghi"),
        ("Sở Nội vụ", "so_noi_vu"),
    ],
)
def test_a_name_in_no_catalogue_is_a_slug_and_an_agency_outside(
    value: str, slug: str
) -> None:
    item = read(value)

    assert item.lead_units == (slug,)
    assert item.external_agencies == (slug,)


def test_a_list_of_agencies_shares_its_first_word() -> None:
    item = read("Các Sở: Tài chính, Khoa học và Công nghệ, Dân tộc và Tôn giáo")

    assert item.lead_units == ("so_tai_chinh", "so_khcn", "so_dttg")


def test_nobody_named_is_a_question() -> None:
    item = read("Các đơn vị liên quan")

    assert item.lead_units == ()
    assert item.review_reasons == (ReviewReason.NO_UNIT,)
