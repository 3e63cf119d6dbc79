"""Labels of the block under an item: "Đơn vị thực hiện:", "Thời hạn:" and kin.

Agencies word them freely, so the patterns name the parts of a label, not whole
labels. They are matched on folded text, where markup is blank.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from workflows.deadlines import Span
from workflows.reading.lines import EDGES


class FieldKind(StrEnum):
    """What a labelled line tells."""

    LEADER = "leader"
    UNITS = "units"
    LEAD = "lead"
    SUPPORT = "support"
    DEADLINE = "deadline"
    PRODUCT = "product"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value; ``closed`` once a full stop has ended it."""

    kind: FieldKind
    label: int
    span: Span
    closed: bool


LONGEST_VALUE = 3000
_S = r"[ \t]{1,4}"
_BODY_WORD = r"(?:co quan|don vi|phong|ban|bo phan|ca nhan|to chuc|nguoi)".replace(
    " ", _S
)
_BODY = rf"(?:cac{_S})?{_BODY_WORD}(?:(?:,? ?/? ?|{_S}va{_S}){_BODY_WORD}){{0,3}}"


def _words(pattern: str) -> str:
    return pattern.replace(" ", _S)


# A strong label is one also in the middle of a line, after the end of a sentence.
_STRONG: dict[FieldKind, str] = {
    FieldKind.LEADER: _words(
        r"(?:cac )?(?:dong chi |d/c )?lanh dao(?: [a-z]{2,8}){0,4}?"
        r" (?:chi dao|phu trach|theo doi|chiu trach nhiem)(?: chung| thuc hien)?"
        r"|(?:dong chi|d/c|nguoi) (?:chi dao|phu trach)(?: chi dao)?"
    ),
    FieldKind.UNITS: rf"{_BODY}{_S}"
    + _words(
        r"(?:chu tri,? ?(?:va )?phoi hop|(?:chiu )?trach nhiem(?: chinh)?|"
        r"to chuc thuc hien|thuc hien|tham muu|duoc giao|duoc phan cong|trien khai"
        r"|chuan bi)"
        r"(?: thuc hien| tham muu| trien khai)?"
    )
    + _words(r"|(?:phan cong|trach nhiem|don vi duoc giao) thuc hien"),
    FieldKind.LEAD: rf"{_BODY}{_S}"
    + _words(
        r"(?:duoc giao |chiu trach nhiem )?(?:chu tri|dau moi)"
        r"(?: thuc hien| tham muu| chinh| xay dung| soan thao)?"
    ),
    FieldKind.SUPPORT: rf"{_BODY}{_S}" + _words(r"(?:cung )?phoi hop(?: thuc hien)?"),
    FieldKind.DEADLINE: _words(
        r"(?:thoi han|thoi gian|han|tien do|thoi diem|moc thoi gian)"
        r"(?: (?:phai |can )?(?:hoan thanh|thuc hien|trinh|bao cao|gui|nop|xong"
        r"|to chuc|du kien|ban hanh|xu ly|ket thuc)){1,2}"
        r"|thoi han|han cuoi"
    ),
    FieldKind.PRODUCT: _words(
        r"san pham(?:,? ?/? ?ket qua)?"
        r"(?: (?:dau ra|hoan thanh|can dat|du kien|ban giao|phai dat|cu the))?"
        r"|ket qua,? ?/? ?(?:san pham|dau ra)|ket qua (?:can dat|dau ra|du kien)"
    ),
    FieldKind.OTHER: _words(
        r"dia diem|thanh phan(?: (?:tham )?du(?: hop)?)?|ghi chu"
        r"|(?:chuyen vien|can bo|don vi|co quan|bo phan) (?:theo doi|kiem tra|don doc)"
        r"(?:, (?:don doc|theo doi|kiem tra)){0,2}|(?:nguon )?kinh phi(?: thuc hien)?"
    ),
}
# A weak one counts only at the beginning of a line, or behind another label.
_WEAK: dict[FieldKind, str] = {
    FieldKind.LEADER: _words(r"phu trach(?: chi dao)?|chi dao(?: thuc hien)?"),
    FieldKind.UNITS: _words(
        r"phan cong|thuc hien|chuan bi(?: noi dung)?|noi dung va chuan bi"
    ),
    FieldKind.LEAD: _words(r"chu tri(?: thuc hien| tham muu)?|dau moi"),
    FieldKind.SUPPORT: _words(r"phoi hop(?: thuc hien| voi)?"),
    FieldKind.DEADLINE: _words(
        r"thoi gian|han|tien do|hoan thanh(?: truoc| trong| cham nhat)?"
    ),
    FieldKind.PRODUCT: _words(r"ket qua"),
}


def _either(*tables: dict[FieldKind, str]) -> str:
    """All labels of the tables, each kind a named group, the strong ones first."""
    groups = (
        f"(?P<{kind.value}{number}>{pattern})"
        for number, table in enumerate(tables)
        for kind, pattern in table.items()
    )
    return "(?:" + "|".join(groups) + ")[ \t]{0,6}:"


_AT_START = re.compile(r"[ \t(]{0,4}" + _either(_STRONG, _WEAK))
_BEHIND_ANOTHER = re.compile(r"[.;,(|][ \t\-+]{0,8}" + _either(_STRONG, _WEAK))
_IN_A_SENTENCE = re.compile(r"[.;(|][ \t\-+]{0,8}" + _either(_STRONG))


# "Hoàn thành trước ngày 30/6/2026", without a colon, on a short line of its own.
_DONE_BY = re.compile(
    _words(r"(?:thoi han |thoi gian )?(?:hoan thanh|xong|thoi han) ")
    + _words(r"(?=(?:truoc|trong|vao|cham nhat|muon nhat)(?: ngay| thang| quy)? )")
)
LONGEST_DONE_BY = 70


def fields_at(folded: str, start: int, end: int) -> list[Field]:
    """The labelled values of a line that begins with a label; else nothing."""
    first = _AT_START.match(folded, start, end)
    if first is None:
        done = _DONE_BY.match(folded, start, end)
        if done is None or end - start > LONGEST_DONE_BY:
            return []
        span = value_span(folded, done.end(), end)
        return [Field(FieldKind.DEADLINE, start, span, closed=True)]
    found = [first, *_BEHIND_ANOTHER.finditer(folded, first.end(), end)]
    return _fields(folded, found, end)


def fields_within(folded: str, start: int, end: int) -> list[Field]:
    """Labelled values that follow the words of an item on the same line."""
    first = _IN_A_SENTENCE.search(folded, start, end)
    if first is None:
        return []
    found = [first, *_BEHIND_ANOTHER.finditer(folded, first.end(), end)]
    return _fields(folded, found, end)


def value_span(text: str, start: int, end: int) -> Span:
    """The value without the white space, markup and stops around it.

    A value of more than a page is none: the rest is left aside, so that no reading of
    values can take long.
    """
    end = min(end, start + LONGEST_VALUE)
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES + ".;,":
        end -= 1
    if end > start and text[end - 1] == ")" and "(" not in text[start:end]:
        return value_span(text, start, end - 1)
    return start, end


def _fields(folded: str, found: list[re.Match[str]], end: int) -> list[Field]:
    fields: list[Field] = []
    for match, following in zip(found, [*found[1:], None], strict=True):
        stop = end if following is None else following.start()
        kind = FieldKind((match.lastgroup or "").rstrip("01"))
        label = match.start(match.lastgroup or 0)
        closed = folded[match.end() : stop].rstrip().endswith((".", ";", ")"))
        span = value_span(folded, match.end(), stop)
        fields.append(Field(kind, label, span, closed))
    return fields
