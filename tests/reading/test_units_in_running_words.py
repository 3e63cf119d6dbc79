# ruff: noqa: E501, ISC004  the sentences stay as they are written
import pytest

from tests.reading.papers import our_items, their_items
from workflows.reading import Item, ReviewReason

DAY = "trước ngày 20/6/2026"
VP, KHTH, QLHT, QLDN, TT, ALL = (
    "van_phong",
    "phong_khth",
    "phong_qlht",
    "phong_qldn",
    "tt_qlck",
    "all_departments",
)


def only(items: tuple[Item, ...]) -> Item:
    assert len(items) == 1
    return items[0]


@pytest.mark.parametrize(
    ("words", "lead", "supporting"),
    [
        ("Giao Văn phòng làm đầu mối, phối hợp với các phòng chuyên môn,"
         " Trung tâm tổng hợp kết quả", [VP], [ALL, TT]),
        ("Phòng KHTH (chủ trì), Văn phòng (phối hợp) lập báo cáo", [KHTH], [VP]),
        ("Văn phòng là cơ quan đầu mối tổng hợp kết quả", [VP], []),
        ("Kiểm tra công trình, do Phòng Quản lý hạ tầng chủ trì, phối hợp với"
         " TTQLCK", [QLHT], [TT]),
        ("Kiểm tra công trình; giao Phòng Quản lý hạ tầng thực hiện", [QLHT], []),
        ("Phòng Quản 1ý hạ tâng kiểm tra công trình", [QLHT], []),
        ("TTQLKC rà soát quy trình thu phí", [TT], []),
        ("Văn phòng chủ trì, phối hợp với Sở Nội vụ, Công an tỉnh và các cơ quan liên"
         " quan tổ chức tập huấn", [VP], ["so_noi_vu", "cong_an_tinh"]),
        ("Ban Chỉ đạo xây dựng cửa khẩu thông minh rà soát tiến độ",
         ["ban_chi_dao_xay_dung_cua_khau_thong_minh"], []),
    ],
)  # fmt: skip
def test_a_paper_of_ours_names_our_units(
    words: str, lead: list[str], supporting: list[str]
) -> None:
    item = only(our_items(f"1. {words} {DAY}."))

    assert list(item.lead_units) == lead
    assert list(item.supporting_units) == supporting
    assert not item.review_reasons


@pytest.mark.parametrize(
    ("words", "lead", "supporting"),
    [
        ("Giao Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở, Thanh tra Sở tham"
         " mưu quyết định", ["phong_to_chuc_can_bo"], ["van_phong_so", "thanh_tra_so"]),
        ("Phòng Xây dựng chính quyền và Công tác thanh niên rà soát địa giới",
         ["phong_xay_dung_chinh_quyen_va_cong_tac_thanh_nien"], []),
        ("Phòng Hành chính tổng hợp lập dự toán", ["phong_hanh_chinh_tong_hop"], []),
        ("Chi cục Văn thư - Lưu trữ thu thập tài liệu", ["chi_cuc_van_thu_luu_tru"], []),
        ("Phòng Y tế khuyến cáo người dân", ["phong_y_te"], []),
        ("Sở Công Thương khuyến cáo doanh nghiệp", ["so_cong_thuong"], []),
        ("Ban Quản lý các khu công nghiệp chủ trì rà soát",
         ["ban_quan_ly_cac_khu_cong_nghiep"], []),
        ("Công an xã chủ trì, phối hợp với Văn phòng HĐND và UBND, Ban Chỉ huy Quân sự xã"
         " tuần tra", ["cong_an_xa"],
         ["van_phong_hdnd_va_ubnd", "ban_chi_huy_quan_su_xa"]),
        ("Chi cục trưởng Chi cục Kiểm lâm phối hợp với Hạt Kiểm lâm khu vực rà soát",
         ["chi_cuc_kiem_lam"], ["hat_kiem_lam_khu_vuc"]),
        ("Giám đốc Sở Khoa học và Công nghệ chủ trì; các Sở: Tài chính, NN&MT phối hợp rà"
         " soát", ["so_khcn"], ["so_tai_chinh", "so_nnmt"]),
        ("Ủy ban nhân dân phường Tam Thanh cập nhật", ["ubnd_phuong_tam_thanh"], []),
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh tuần tra", ["bo_chi_huy_bdbp"], []),
        ("Thuế tỉnh Lạng Sơn rà soát", ["thue_tinh"], []),
        ("Phòng Đào tạo và Quản lý khoa học rà soát chuẩn đầu ra",
         ["phong_dao_tao_va_quan_ly_khoa_hoc"], []),
        ("Ban Quản lý dự án các công trình giao thông tỉnh lập hồ sơ",
         ["ban_quan_ly_du_an_cac_cong_trinh_giao_thong_tinh"], []),
        ("Trưởng thôn Nà Pàn vận động nhân dân", ["thon_na_pan"], []),
    ],
)  # fmt: skip
def test_a_unit_in_no_catalogue_ends_where_its_work_begins(
    words: str, lead: list[str], supporting: list[str]
) -> None:
    item = only(their_items(f"1. {words} {DAY}."))

    assert list(item.lead_units) == lead
    assert list(item.supporting_units) == supporting
    assert not item.review_reasons


def test_a_name_that_stands_by_itself_elsewhere_decides_where_it_ends() -> None:
    words = "Phòng Phổ biến, giáo dục pháp luật"

    items = their_items(
        f"1. {words} rà soát văn bản {DAY}.\n\n2. In tờ gấp.\n\nĐơn vị thực hiện: {words}"
    )

    slug = "phong_pho_bien_giao_duc_phap_luat"
    assert [item.lead_units for item in items] == [(slug,), (slug,)]


def test_a_comma_that_may_or_may_not_part_two_names_is_a_question() -> None:
    words = "Phòng Giáo dục, Văn hóa và Thể thao chủ trì rà soát"

    item = only(their_items(f"1. {words} {DAY}."))

    assert item.review_reasons == (ReviewReason.ROLE_AMBIGUOUS,)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Các phòng, đơn vị xây dựng kế hoạch riêng", (ALL, TT)),
        ("Trưởng các phòng, Giám đốc Trung tâm xây dựng kế hoạch riêng", (ALL, TT)),
        ("Văn phòng, các phòng, Trung tâm gửi báo cáo", (VP, ALL, TT)),
    ],
)
def test_a_collective_name_gives_each_its_own_copy(
    words: str, codes: tuple[str, ...]
) -> None:
    item = only(our_items(f"1. {words} {DAY}."))

    assert item.fan_out
    assert item.lead_units == codes
    assert not item.review_reasons


def test_communes_together_are_one_name_and_each_does_its_own() -> None:
    item = only(their_items(f"1. UBND các xã, phường cập nhật dữ liệu {DAY}."))

    assert item.lead_units == ("ubnd_xa",)
    assert item.fan_out


def test_a_list_shares_its_head_word_up_to_the_next_full_name() -> None:
    words = (
        "Các Sở: Tài chính, Khoa học và Công nghệ, Thuế tỉnh và UBND các xã: Đồng Đăng,"
        " Tân Thanh phối hợp chặt chẽ với Sở Nội vụ trong công tác cán bộ"
    )

    item = only(their_items(f"1. {words}."))

    assert item.lead_units == (
        "so_tai_chinh",
        "so_khcn",
        "thue_tinh",
        "ubnd_xa_dong_dang",
        "ubnd_xa_tan_thanh",
    )


def test_units_named_one_by_one_without_a_lead_are_a_question() -> None:
    words = "Phòng Kế hoạch tổng hợp và Phòng Quản lý doanh nghiệp rà soát dự án"

    item = only(our_items(f"1. {words} {DAY}."))

    assert item.lead_units == (KHTH, QLDN)
    assert item.review_reasons == (ReviewReason.MULTIPLE_UNITS_NO_LEAD,)
    assert not item.fan_out


def test_helping_an_agency_makes_it_a_partner_and_no_helper_of_ours() -> None:
    item = only(
        our_items(f"1. Phòng QLHT\n\n- Phối hợp với Sở Xây dựng thẩm định hồ sơ {DAY}.")
    )

    assert item.lead_units == (QLHT,)
    assert item.supporting_units == ()
    assert item.external_agencies == ("so_xay_dung",)


def test_a_unit_of_our_name_in_the_paper_of_another_agency_is_a_question() -> None:
    item = only(their_items(f"1. Phòng Kế hoạch tổng hợp lập dự toán {DAY}."))

    assert item.lead_units == (KHTH,)
    assert item.review_reasons == (ReviewReason.ROLE_AMBIGUOUS,)


@pytest.mark.parametrize(
    "words",
    [
        "Phòng, chống cháy nổ tại trụ sở",
        "Tổ chức hội nghị tổng kết",
        "Ban hành quy chế làm việc",
        "Báo cáo kết quả thực hiện",
        "Khoa học và công nghệ phải đi trước một bước",
    ],
)
def test_words_that_only_look_like_a_unit_name_none(words: str) -> None:
    items = their_items(f"1. {words} {DAY}.")

    assert all(item.lead_units == () for item in items)


@pytest.mark.parametrize(
    ("words", "receivers"),
    [
        ("báo cáo UBND tỉnh (qua Sở Nội vụ)", ("ubnd_tinh", "so_noi_vu")),
        ("gửi kết quả về Phòng Kế hoạch tổng hợp", ("phong_khth",)),
        ("trình Lãnh đạo UBND tỉnh", ("ubnd_tinh",)),
        ("trình Trưởng Ban", ()),
    ],
)
def test_who_receives_the_result_is_told(
    words: str, receivers: tuple[str, ...]
) -> None:
    item = only(our_items(f"1. Văn phòng tổng hợp, {words} {DAY}."))

    assert item.report_to == receivers
    outside = {code for code in receivers if code != "phong_khth"}
    assert outside <= set(item.external_agencies)
