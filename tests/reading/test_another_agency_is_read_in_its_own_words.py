from datetime import date

import pytest

from tests.reading.catalogue import BOARD
from workflows.reading import Item, ItemKind, Reading, ReviewReason, read_text

PLAN = """UBND TỈNH LẠNG SƠN
**SỞ NỘI VỤ**

Số: 45/KH-SNV

*Lạng Sơn, ngày 12 tháng 3 năm 2026*

**KẾ HOẠCH**
**Cải cách hành chính năm 2026 của Sở Nội vụ**

Căn cứ Quyết định số 100/QĐ-UBND ngày 05/01/2026 của UBND tỉnh, Sở Nội vụ ban hành \
Kế hoạch như sau:

## I. MỤC ĐÍCH, YÊU CẦU

1. Nâng cao chất lượng.

## II. NHIỆM VỤ CỤ THỂ

### 1. Cải cách thể chế

a) Xây dựng Báo cáo rà soát văn bản quy phạm pháp luật.

- **Cơ quan chủ trì:** Phòng Công chức, viên chức.
- **Đơn vị phối hợp:** Văn phòng Sở; Thanh tra Sở; các đơn vị liên quan.
- **Thời hạn:** 30/6/2026.
- **Sản phẩm:** Báo cáo của Sở.

b) Nâng cấp phần mềm

Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch
Thời hạn hoàn thành: chậm nhất 17 giờ 00 ngày 15/7/2026

c) Số hóa hồ sơ (Đơn vị thực hiện: Trung tâm Lưu trữ; thời hạn: từ 01/4 đến 30/9/2026).

d) Rà soát kinh phí.
+ Chủ trì: Phòng Kế hoạch - Tài chính; phối hợp: Văn phòng Sở
+ Hoàn thành: trong 10 ngày làm việc kể từ ngày ban hành Kế hoạch này

**Nơi nhận:**
- UBND tỉnh (b/c);
- Lưu: VT.

**KT. GIÁM ĐỐC**
**PHÓ GIÁM ĐỐC**

**Trần Thị Mai**
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_text(PLAN, BOARD)


@pytest.fixture(scope="module")
def items(reading: Reading) -> dict[str | None, Item]:
    return {item.ordinal: item for item in reading.items}


def test_only_the_lettered_tasks_are_items(items: dict[str | None, Item]) -> None:
    assert list(items) == ["1.a", "1.b", "1.c", "1.d"]
    assert {item.kind for item in items.values()} == {ItemKind.TASK}


def test_a_comma_inside_a_name_does_not_split_it(
    items: dict[str | None, Item],
) -> None:
    assert items["1.a"].lead_units == ("phong_cong_chuc_vien_chuc",)
    assert items["1.b"].lead_units == ("so_vhttdl",)


def test_those_who_help_are_kept_apart_from_those_who_lead(
    items: dict[str | None, Item],
) -> None:
    assert items["1.a"].supporting_units == ("van_phong_so", "thanh_tra_so")
    assert "cac_don_vi_lien_quan" in items["1.a"].external_agencies
    assert items["1.d"].lead_units == ("phong_ke_hoach_tai_chinh",)
    assert items["1.d"].supporting_units == ("van_phong_so",)


def test_a_block_in_brackets_is_not_part_of_the_words(
    items: dict[str | None, Item],
) -> None:
    assert items["1.c"].text == "Số hóa hồ sơ"
    assert items["1.c"].deadline.starts_on == date(2026, 4, 1)
    assert items["1.c"].deadline.due_on == date(2026, 9, 30)


def test_a_period_runs_from_the_day_of_issue(items: dict[str | None, Item]) -> None:
    assert items["1.d"].deadline.due_on == date(2026, 3, 26)


def test_the_product_is_the_labelled_one(items: dict[str | None, Item]) -> None:
    assert items["1.a"].product == "Báo cáo của Sở"


def test_nothing_is_asked_where_nothing_is_in_doubt(
    items: dict[str | None, Item],
) -> None:
    doubts = {reason for item in items.values() for reason in item.review_reasons}
    assert doubts <= {ReviewReason.DEADLINE_MISSING}


def test_the_head_and_the_foot_are_read(reading: Reading) -> None:
    facts = reading.document
    assert facts.reference_number == "45/KH-SNV"
    assert facts.issued_on == date(2026, 3, 12)
    assert facts.issuing_body == "Sở Nội vụ"
    assert (facts.signer, facts.signer_title) == ("Trần Thị Mai", "PHÓ GIÁM ĐỐC")
    assert facts.signing_capacity == "KT."
