"""Which columns the list may show; the name of a mission is always there."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """Values are what stands in an address (`cot=`); in the order of the table."""

    NUMBER = "so"
    UNIT = "don-vi"
    SUPPORTING = "phoi-hop"
    FIELD = "linh-vuc"
    LEADER = "lanh-dao"
    DOCUMENT = "van-ban"
    PRODUCT = "san-pham"
    STATE = "trang-thai"
    PROGRESS = "tien-do"
    DEADLINE = "han"
    GIVEN = "ngay-giao"
    CHANGED = "thay-doi"
    SINCE = "cho-tu"


WORDS: Final[dict[Column, str]] = {
    Column.NUMBER: "Số",
    Column.UNIT: "Chủ trì",
    Column.SUPPORTING: "Phối hợp",
    Column.FIELD: "Lĩnh vực",
    Column.LEADER: "Chỉ đạo",
    Column.DOCUMENT: "Văn bản",
    Column.PRODUCT: "Sản phẩm",
    Column.STATE: "Trạng thái",
    Column.PROGRESS: "Tiến độ",
    Column.DEADLINE: "Thời hạn",
    Column.GIVEN: "Ngày giao",
    Column.CHANGED: "Thay đổi",
    Column.SINCE: "Ở trạng thái từ",
}
USUAL: Final = (
    Column.NUMBER,
    Column.UNIT,
    Column.LEADER,
    Column.STATE,
    Column.DEADLINE,
)


def columns_of(names: Iterable[str]) -> tuple[Column, ...]:
    """Those that there are, each once, in the order of the table."""
    wanted = set(names)
    return tuple(one for one in Column if one in wanted)
