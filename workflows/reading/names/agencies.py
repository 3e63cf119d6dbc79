"""Agencies outside, by the short form under which everybody knows them.

Codes of the labelling rules, not of a catalogue: an agency that is not listed
becomes the slug of its name (see ``code_of``).
"""

import re
from collections.abc import Iterator

from workflows.reading.catalogue import UnitName
from workflows.reading.letters import lowered, slug

# Fields of State management, with the short forms in use ("Sở KH&CN"). Those that
# ministries and departments share; the first short form makes the code.
_FIELDS: dict[str, tuple[str, ...]] = {
    "Khoa học và Công nghệ": ("khcn", "KH&CN", "KHCN", "KH và CN"),
    "Nông nghiệp và Môi trường": ("nnmt", "NN&MT", "NNMT", "NN và MT"),
    "Văn hóa, Thể thao và Du lịch": (
        "vhttdl",
        "VH,TT&DL",
        "VHTTDL",
        "VH TTDL",
        "VHTT&DL",
        "Văn hóa Thể thao và Du lịch",
    ),
    "Giáo dục và Đào tạo": ("gddt", "GD&ĐT", "GDĐT", "GD-ĐT", "GD và ĐT"),
    "Dân tộc và Tôn giáo": ("dttg", "DT&TG", "DTTG"),
    "Lao động - Thương binh và Xã hội": (
        "ldtbxh",
        "LĐ-TB&XH",
        "LĐTBXH",
        "LĐ,TB&XH",
        "Lao động, Thương binh và Xã hội",
    ),
    "Thông tin và Truyền thông": ("tttt", "TT&TT", "TTTT"),
    "Tài nguyên và Môi trường": ("tnmt", "TN&MT", "TNMT"),
    "Nông nghiệp và Phát triển nông thôn": (
        "nnptnt",
        "NN&PTNT",
        "NNPTNT",
        "Nông nghiệp và PTNT",
    ),
    "Kế hoạch và Đầu tư": ("khdt", "KH&ĐT", "KHĐT"),
    "Giao thông vận tải": ("gtvt", "GTVT"),
    "Tài chính": ("tai_chinh", "TC"),
    "Nội vụ": ("noi_vu",),
    "Xây dựng": ("xay_dung",),
    "Công Thương": ("cong_thuong", "CT"),
    "Y tế": ("y_te",),
    "Tư pháp": ("tu_phap",),
    "Ngoại vụ": ("ngoai_vu",),
    "Ngoại giao": ("ngoai_giao",),
    "Quốc phòng": ("quoc_phong",),
    "Công an": ("cong_an",),
    "Du lịch": ("du_lich",),
    "Giao thông và Xây dựng": ("giao_thong_va_xay_dung",),
}
_OF_MINISTRIES = {"Công an", "Quốc phòng", "Ngoại giao"}
_SHORTEST_SHORT_FORM = 2
_OF_THE_STATE = (
    UnitName("chinh_phu", "Chính phủ"),
    UnitName("thu_tuong_chinh_phu", "Thủ tướng Chính phủ", ("Thủ tướng",)),
    UnitName("van_phong_chinh_phu", "Văn phòng Chính phủ", ("VPCP",)),
    UnitName("quoc_hoi", "Quốc hội"),
)
_OF_THE_PROVINCE = (
    UnitName(
        "ubnd_tinh",
        "UBND tỉnh",
        (
            "Ủy ban nhân dân tỉnh",
            "Lãnh đạo UBND tỉnh",
            "Lãnh đạo Ủy ban nhân dân tỉnh",
            "Thường trực UBND tỉnh",
        ),
    ),
    UnitName("hdnd_tinh", "HĐND tỉnh", ("Hội đồng nhân dân tỉnh",)),
    UnitName(
        "thuong_truc_hdnd_tinh",
        "Thường trực HĐND tỉnh",
        ("TT HĐND tỉnh", "Thường trực Hội đồng nhân dân tỉnh"),
    ),
    UnitName(
        "vp_ubnd_tinh",
        "Văn phòng UBND tỉnh",
        ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
    ),
    UnitName(
        "chu_tich_ubnd_tinh", "Chủ tịch UBND tỉnh", ("Chủ tịch Ủy ban nhân dân tỉnh",)
    ),
    UnitName("tinh_uy", "Tỉnh ủy"),
    UnitName(
        "ban_thuong_vu_tinh_uy",
        "Ban Thường vụ Tỉnh ủy",
        ("BTV Tỉnh ủy", "BTVTU", "Ban Thường vụ tỉnh ủy"),
    ),
    UnitName("thuong_truc_tinh_uy", "Thường trực Tỉnh ủy", ("TT Tỉnh ủy", "TTTU")),
    UnitName(
        "chi_cuc_hai_quan_kv_vi",
        "Chi cục Hải quan khu vực VI",
        ("Chi cục HQ khu vực VI", "Chi cục HQKV VI", "Hải quan khu vực VI"),
    ),
    UnitName(
        "bo_chi_huy_bdbp",
        "Bộ Chỉ huy Bộ đội Biên phòng",
        (
            "Ban Chỉ huy Bộ đội Biên phòng",
            "Bộ Chỉ huy BĐBP",
            "Ban Chỉ huy BĐBP",
            "Bộ đội Biên phòng tỉnh",
            "BĐBP tỉnh",
            "BCH BĐBP",
            "BCH Bộ đội Biên phòng",
        ),
    ),
    UnitName("cong_an_tinh", "Công an tỉnh", ("CA tỉnh",)),
    UnitName("thue_tinh", "Thuế tỉnh", ("Thuê tỉnh", "Cơ quan Thuế tỉnh")),
    UnitName("thanh_tra_tinh", "Thanh tra tỉnh"),
    # Offices of every ward, whose name a comma would part.
    UnitName("phong_kinh_te_ha_tang_va_do_thi", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    UnitName(
        "ubnd_xa",
        "UBND các xã",
        (
            "UBND các xã, phường",
            "UBND các phường, xã",
            "UBND xã, phường",
            "UBND cấp xã",
            "UBND các xã, phường, thị trấn",
            "UBND các xã biên giới",
            "UBND các xã, phường biên giới",
            "Ủy ban nhân dân các xã",
            "Ủy ban nhân dân các xã, phường",
            "Ủy ban nhân dân cấp xã",
            "các xã, phường",
        ),
    ),
)
_SHORTENED = (
    ("uy_ban_nhan_dan", "ubnd"),
    ("hoi_dong_nhan_dan", "hdnd"),
    ("uy_ban_mttq", "ubmttq"),
)
_OF_ALL_COMMUNES = re.compile(
    r"(?:ubnd_)?(?:cac_|cap_)(?:xa|phuong)(?:_phuong|_xa|_thi_tran|_bien_gioi)*|ubnd_xa_phuong"
)
# "Giám đốc Sở X" stands for Sở X, "Chủ tịch UBND xã A" for UBND xã A.
_HEADED_BY = re.compile(
    r"^(?:cac_)?(?:dong_chi_)?(?:thu_truong|giam_doc|chu_tich|chanh|truong|lanh_dao|"
    r"nguoi_dung_dau|chi_cuc_truong|cuc_truong)_(?=(?:cac_)?(?:ubnd|hdnd|so|van_phong|"
    r"phong|trung_tam|chi_cuc|cuc|ban|khoa|to|doi|benh_vien|co_quan|don_vi|chi_bo|"
    r"thon|truong|vien|thanh_tra)(?:_|$))"
)
# Where a name ends and its place in the order of things begins.
_BELONGS = re.compile(r"\s(?:trực thuộc|thuộc|của|trên địa bàn)(?:\s.*)?$", re.S)


def _named() -> Iterator[UnitName]:
    for field, (code, *shorts) in _FIELDS.items():
        for head, prefix in (("Sở", "so"), ("Bộ", "bo")):
            if prefix == "so" and field in _OF_MINISTRIES:
                continue
            aliases = tuple(
                f"{head} {short}"
                for short in shorts
                if len(short) >= _SHORTEST_SHORT_FORM
            )
            yield UnitName(f"{prefix}_{code}", f"{head} {field}", aliases)


AGENCIES: tuple[UnitName, ...] = (*_OF_THE_PROVINCE, *_OF_THE_STATE, *_named())


def code_of(name: str) -> str:
    """The code of a name that nobody listed: its slug, in the usual short forms.

    "Ủy ban nhân dân phường Hồng Bàng" → ``ubnd_phuong_hong_bang``; what a unit
    belongs to ("thuộc Sở", "trên địa bàn") is no part of its name.
    """
    code = slug(_BELONGS.sub("", lowered(" ".join(name.split()))) or name)
    for long, short in _SHORTENED:
        code = code.replace(long, short)
    code = _HEADED_BY.sub("", code)
    for short, long in (("vp_", "van_phong_"), ("tt_", "trung_tam_"), ("p_", "phong_")):
        if code.startswith(short) and not code.startswith("vp_ubnd"):
            code = long + code.removeprefix(short)
    if code.startswith("van_phong_ubnd_"):
        code = "vp_" + code.removeprefix("van_phong_")
    return "ubnd_xa" if _OF_ALL_COMMUNES.fullmatch(code) else code
