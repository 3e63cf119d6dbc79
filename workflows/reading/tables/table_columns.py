"""What the columns of a table of work are, told by the words that head them.

Agencies word the heads freely and in any order; the patterns name the genre's words.
They are matched on folded words in single spaces.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workflows.reading.labels import FieldKind
from workflows.reading.letters import folded

MAX_HEAD = 90
_BRACKETED = re.compile(r"\([^)]{0,60}\)|[.:*]")
MAX_COLUMNS = 63  # Word's own limit
_BODY = r"(?:co quan|don vi|phong|ban|bo phan|to chuc|to|so|nganh|noi|chu the)"
_BODIES = rf"(?:cac )?{_BODY}(?:(?:,|/| va|, /) ?{_BODY}){{0,3}}"


class Column(StrEnum):
    """What a column holds beside the fields of labelled lines."""

    ORDINAL = "ordinal"
    CONTENT = "content"
    STATUS = "status"
    OTHER = "other"


# In this order: the first that fits a head names it. The number says how well a head
# of this kind says so, where two columns could bear the name.
_HEADS: tuple[tuple[Column | FieldKind, int, tuple[str, ...]], ...] = (
    (Column.ORDINAL, 0, ("stt", "tt", "so tt", "so thu tu", "thu tu", "no", "#")),
    (
        Column.STATUS,
        0,
        (
            r"(?:trang thai|tinh trang|hien trang|danh gia)(?: .{1,40})?",
            r"(?:muc do|ty le|%) hoan thanh(?: .{1,40})?",
            r"(?:ket qua thuc hien|tien do hien tai)(?: .{1,40})?",
        ),
    ),
    (
        Column.OTHER,
        0,
        (
            r"(?:van ban|can cu|so van ban|so,? ?/? ?ky hieu|trich yeu)(?: .{1,60})?",
            r"noi dung van ban(?: .{1,60})?",
            r"(?:linh vuc|nhom|ghi chu|dia diem|thanh phan)(?: .{1,60})?",
            r"(?:kinh phi|nguon)(?: .{1,60})?",
            r"ngay (?:giao|van ban|ban hanh|bat dau|nhan|ky)(?: .{1,60})?",
            r"thoi gian (?:bat dau|giao|nhan)(?: .{1,60})?",
            r"(?:ngay|thoi gian) (?:hoan thanh )?thuc te(?: .{1,60})?",
            r"ngay hoan thanh thuc te(?: .{1,60})?",
            r"don vi tinh|dvt|(?:muc do )?uu tien",
            r"(?:chuyen vien|can bo)(?: .{1,60})?",
            r"(?:don vi|co quan|nguoi|noi) (?:giao|ban hanh)(?: .{1,60})?",
            r"nguoi (?:thuc hien|nhap|theo doi)(?: .{1,60})?",
            r"(?:kho khan|vuong mac|de xuat|kien nghi|y kien)(?: .{1,60})?",
        ),
    ),
    (
        FieldKind.LEADER,
        0,
        (
            r"(?:cac )?(?:dong chi |d/c )?(?:lanh dao|thuong truc)(?: .{1,60})?",
            (
                r"(?:dong chi |d/c |nguoi |truc tiep |(?:pho )?truong ban )?"
                r"(?:chi dao|phu trach)(?: (?:chi dao|thuc hien|chung))?"
            ),
        ),
    ),
    (
        FieldKind.UNITS,
        0,
        (
            rf"(?:{_BODIES} )?(?:chu tri|thuc hien).{{0,12}}phoi hop(?: .{{1,30}})?",
            rf"{_BODIES}",
            (
                rf"{_BODIES} (?:duoc )?(?:thuc hien|giao|trien khai|tham muu|phu trach"
                r"|chuan bi|phuc vu"
                r"|chiu trach nhiem|phan cong|to chuc|lien quan)(?: .{1,40})?"
            ),
            r"(?:phan cong|trach nhiem|to chuc)(?: nhiem vu)?(?: thuc hien)?",
            r"phan cong .{1,30}",
            r"(?:(?:don vi|co quan|bo phan) )?chuan bi(?: (?:noi dung|tai lieu))?",
            r"thuc hien",
        ),
    ),
    (
        FieldKind.SUPPORT,
        0,
        (
            rf"(?:{_BODIES} )?(?:cung )?phoi hop(?: .{{1,40}})?",
            rf"(?:{_BODIES} )?(?:cung (?:thuc hien|tham gia|lam)|ho tro|tham gia)",
        ),
    ),
    (
        FieldKind.LEAD,
        0,
        (rf"(?:{_BODIES} )?(?:duoc giao )?(?:chu tri|dau moi)(?: .{{1,40}})?",),
    ),
    (
        FieldKind.PRODUCT,
        1,
        (r"(?:du kien )?san pham(?: .{1,60})?", r"dau ra(?: .{1,30})?"),
    ),
    (
        FieldKind.PRODUCT,
        0,
        (
            (
                r"ket qua(?:[ ,/-]{1,3}(?:dau ra|san pham|can dat|du kien|dat duoc"
                r"|cu the|phai dat|hoan thanh))*"
            ),
        ),
    ),
    (
        FieldKind.DEADLINE,
        2,
        (
            r"(?:thoi han|han)(?: .{1,50})?",
            (
                r"(?:thoi gian|ngay|moc(?: thoi gian)?|thoi diem) "
                r"(?:phai |can |du kien )?(?:hoan thanh|ket thuc|den han|het han"
                r"|trinh|bao cao|nop|xong)"
                r"(?: .{1,40})?"
            ),
            r"hoan thanh(?: .{1,20})?",
            r"deadline",
        ),
    ),
    (
        FieldKind.DEADLINE,
        1,
        (
            r"(?:thoi gian|tien do|moc thoi gian|thoi diem)(?:,? .{1,50})?",
            r"lich(?: .{1,20})?",
            r"ngay(?:,? (?:thang|gio|to chuc|hop|thuc hien)(?: .{1,20})?)?",
            r"thu,? ?/? ?ngay(?:,? ?thang)?",
            r"ngay,? ?/? ?(?:gio|thu)",
        ),
    ),
    (
        Column.CONTENT,
        3,
        (
            (
                r"(?:noi dung|ten|mo ta|danh muc)(?: cua| cac)? ?(?:nhiem vu|cong viec"
                r"|cong tac|dau viec|hoat dong).{0,60}"
            ),
            (
                r"(?:nhiem vu|cong viec),? (?:cu the|duoc giao|giao|trong tam"
                r"|can thuc hien|cong viec|nhiem vu|giai phap)(?: .{1,50})?"
            ),
            r"dau viec(?: .{1,30})?",
        ),
    ),
    (
        Column.CONTENT,
        2,
        (
            (
                r"(?:cac )?(?:nhiem vu|cong viec|cong tac|viec|noi dung)"
                r"(?:[ ,/-].{1,60})?"
            ),
        ),
    ),
    (
        Column.CONTENT,
        1,
        (
            (
                r"(?:chi tieu|hoat dong|muc tieu|giai phap|su kien|hoi nghi|tieu chi)"
                r"(?:[ ,/-].{1,60})?"
            ),
            r"(?:ten )?(?:cuoc )?hop(?:[ ,/-].{1,60})?",
            r"(?:ke hoach|de an|chuong trinh)(?:[ ,/-].{1,60})?",
        ),
    ),
)
_PATTERNS = tuple(
    (kind, rank, re.compile("|".join(words))) for kind, rank, words in _HEADS
)
_TELLING = {
    FieldKind.LEAD,
    FieldKind.UNITS,
    FieldKind.SUPPORT,
    FieldKind.DEADLINE,
    FieldKind.LEADER,
    FieldKind.PRODUCT,
}
# Only a table of meetings says where and who takes part.
_OF_MEETINGS = ("dia diem", "thanh phan")
Kind = Column | FieldKind


@dataclass(frozen=True, slots=True)
class Columns:
    """The kind of each column, by place; a kind for which two fit stays the better."""

    kinds: tuple[Kind, ...]
    is_schedule: bool = False

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def content(self) -> int:
        """Where the words of the work stand."""
        return self.kinds.index(Column.CONTENT)

    def place(self, kind: Kind) -> int | None:
        return self.kinds.index(kind) if kind in self.kinds else None


def head_kind(words: str) -> tuple[Kind, int] | None:
    """The kind that a head names and how well it says so; None if it is no head."""
    return _head_kind(words.strip()) if len(words) <= MAX_HEAD else None


@lru_cache(maxsize=4096)
def _head_kind(words: str) -> tuple[Kind, int] | None:
    plain = _BRACKETED.sub(" ", folded(words))
    plain = " ".join(plain.split()).strip(" ,;-")
    for kind, rank, pattern in _PATTERNS:
        if pattern.fullmatch(plain):
            return kind, rank
    return None


def columns_of(heads: Sequence[str]) -> Columns | None:
    """The columns under these heads; None if they do not head a table of work."""
    if len(heads) > MAX_COLUMNS:
        return None
    found = [head_kind(head) for head in heads]
    if not any(one is not None and one[0] is Column.CONTENT for one in found):
        return None
    kinds = [_settled(found, place) for place in range(len(found))]
    named = sum(one is not None for one in found)
    filled = sum(bool(head.strip()) for head in heads)
    is_head = (
        Column.CONTENT in kinds
        and any(kind in _TELLING for kind in kinds)
        and named * 3 >= filled * 2
    )
    if not is_head:
        return None
    places = [" ".join(folded(head).split()).startswith(_OF_MEETINGS) for head in heads]
    return Columns(tuple(kinds), is_schedule=any(places))


def _settled(found: list[tuple[Kind, int] | None], place: int) -> Kind:
    """Of two columns for the same, the one that says so better keeps the name."""
    mine = found[place]
    if mine is None:
        return Column.OTHER
    kind = mine[0]
    if kind in {FieldKind.LEAD, FieldKind.UNITS, FieldKind.SUPPORT, Column.OTHER}:
        return kind
    rivals = [one[1] for one in found if one is not None and one[0] == kind]
    first = next(n for n, one in enumerate(found) if one == (kind, max(rivals)))
    return kind if place == first else Column.OTHER
