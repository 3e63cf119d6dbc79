"""Agencies outside, by the short form under which everybody knows them.

Codes of the labelling rules, not of a catalogue: an agency that is not listed
becomes the slug of its name.
"""

from workflows.reading.catalogue import UnitName

AGENCIES: tuple[UnitName, ...] = (
    UnitName("ubnd_tinh", "UBND tỉnh", ("Ủy ban nhân dân tỉnh", "Lãnh đạo UBND tỉnh")),
    UnitName("hdnd_tinh", "HĐND tỉnh", ("Hội đồng nhân dân tỉnh",)),
    UnitName(
        "vp_ubnd_tinh",
        "Văn phòng UBND tỉnh",
        ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
    ),
    UnitName(
        "chu_tich_ubnd_tinh", "Chủ tịch UBND tỉnh", ("Chủ tịch Ủy ban nhân dân tỉnh",)
    ),
    UnitName("tinh_uy", "Tỉnh ủy"),
    UnitName("so_khcn", "Sở Khoa học và Công nghệ", ("Sở KH&CN", "Sở KHCN")),
    UnitName("so_nnmt", "Sở Nông nghiệp và Môi trường", ("Sở NN&MT", "Sở NNMT")),
    UnitName(
        "so_vhttdl",
        "Sở Văn hóa, Thể thao và Du lịch",
        ("Sở Văn hóa Thể thao và Du lịch", "Sở VH,TT&DL", "Sở VHTTDL", "Sở VH TTDL"),
    ),
    UnitName("so_gddt", "Sở Giáo dục và Đào tạo", ("Sở GD&ĐT", "Sở GDĐT")),
    UnitName("so_dttg", "Sở Dân tộc và Tôn giáo"),
    UnitName("so_tai_chinh", "Sở Tài chính"),
    UnitName("so_noi_vu", "Sở Nội vụ"),
    UnitName("so_xay_dung", "Sở Xây dựng"),
    UnitName("so_cong_thuong", "Sở Công Thương"),
    UnitName("so_ngoai_vu", "Sở Ngoại vụ"),
    UnitName("so_y_te", "Sở Y tế"),
    UnitName("so_tu_phap", "Sở Tư pháp"),
    UnitName("chi_cuc_hai_quan_kv_vi", "Chi cục Hải quan khu vực VI"),
    UnitName(
        "bo_chi_huy_bdbp",
        "Bộ Chỉ huy Bộ đội Biên phòng",
        ("Ban Chỉ huy Bộ đội Biên phòng", "Bộ Chỉ huy BĐBP tỉnh", "Ban Chỉ huy BĐBP"),
    ),
    UnitName("cong_an_tinh", "Công an tỉnh"),
    UnitName("thue_tinh", "Thuế tỉnh", ("Thuê tỉnh",)),
)
