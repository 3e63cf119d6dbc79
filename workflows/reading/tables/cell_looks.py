"""How much the words of a cell look like those of a column."""

import re
from collections.abc import Sequence

from workflows.deadlines import Span
from workflows.reading.labels import FieldKind
from workflows.reading.names.persons import HONORIFICS
from workflows.reading.tables.table_columns import MAX_COLUMNS, Column, Columns, Kind

DATE = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}\b|\b\d{1,2}/20\d\d|thang \d|\bquy (?:[ivx]{1,3}|\d)\b"
    r"|^truoc\b|cham nhat|(?:hang|moi) (?:thang|quy|tuan|nam|ngay)|thuong xuyen|dinh ky"
    r"|trong (?:nam|thang|quy|ngay)|nam 20\d\d|ngay \d|khi (?:co|duoc|phat sinh)"
    r"|theo (?:lich|quy dinh|ke hoach|yeu cau|tien do)|sau khi|ngay sau|lien tuc"
    r"|\bgio\b|\d{1,2}h\d{0,2}|thu (?:hai|ba|tu|nam|sau|bay)|ca nam|dot xuat"
)
UNIT = re.compile(
    r"(?:\d{1,2}[.)] )?(?:cac |giao |- )?(?:van phong|phong|trung tam|ban|so|cuc"
    r"|chi (?:cuc|doan)|thanh tra|ubnd|hdnd|uy ban|bo|bo phan|don vi|doi|khoa|vien"
    r"|truong|hoi|doan|cong an|hai quan|tinh (?:uy|doan)|to|kho bac|thue|bien phong"
    r"|vp|tt|co quan|nganh|xa|phuong|huyen|mat tran|lien doan|cong doan|bao|dai"
    r"|cong ty|toan)\b"
)
PERSON = re.compile(
    r"(?:cac )?(?:d/c|dong chi|ong|ba|lanh dao|truong|pho|giam doc|chu tich|bi thu"
    r"|chanh|hieu truong|vien truong|cuc truong)\b"
)
PRODUCT = re.compile(
    r"(?:- )?(?:ban |cac |01 |file |so )?(?:du thao|bao cao|ke hoach|quyet dinh"
    r"|van ban|to trinh|cong van|de an|phuong an|quy che|quy dinh|danh (?:muc|sach)"
    r"|ho so|bien ban|thong bao|chuong trinh|hop dong|tai lieu|phan mem|he thong"
    r"|nghi quyet|giay moi|bai|tin|bang|hoi nghi|lop|cuoc|ket luan|chi thi|huong dan"
    r"|thu|phieu|bieu|co so du lieu|trang)\b"
)
_ORDINAL = re.compile(r"[(]?(?:[ivxlc]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-z])[).]?")
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,8}(?:[,;/ -]{1,3}[A-ZĐ]{2,8}){0,5}")
LONGEST_UNIT = 200
LONGEST_DATE = 120
LONG_WORDS = 5
MOST = 0.7  # of the cells of a column
NOT_QUITE = 0.8  # a leader, where a unit is looked for
FITS, FITS_NOT, EMPTY = 3.0, -3.0, -0.6
GOES_ON, NEW_PARAGRAPH = 0.3, -1.2


def looks_like(kind: Kind, said: Sequence[str], raw: Sequence[str]) -> float:
    """A score for these lines as one cell: folded words, and as they are printed."""
    if not said:
        return 2 * FITS_NOT if kind is Column.CONTENT else EMPTY
    words = " ".join(" ".join(said).split())
    score = _fit(kind, words, " ".join(raw))
    for line, printed in zip(said[1:], raw[1:], strict=True):
        goes_on = printed[:1].islower() or line.startswith(("-", "+", ",", ";", "("))
        # A day, its name and its hour stand on lines of their own.
        goes_on = goes_on or (kind is FieldKind.DEADLINE and bool(DATE.search(line)))
        score += GOES_ON if goes_on else NEW_PARAGRAPH
    return score


def _fit(kind: Kind, words: str, raw: str) -> float:
    is_date = len(words) <= LONGEST_DATE and DATE.search(words) is not None
    is_unit = len(words) <= LONGEST_UNIT and bool(
        UNIT.match(words) or _ABBREVIATION.fullmatch(raw.strip(" .*_"))
    )
    match kind:
        case FieldKind.DEADLINE:
            fits = is_date and not is_unit
        case FieldKind.LEAD | FieldKind.UNITS | FieldKind.SUPPORT:
            if not is_unit and _is_person(words):
                return FITS * NOT_QUITE
            fits = is_unit
        case FieldKind.LEADER:
            is_name = raw.istitle() and 1 < len(raw.split()) <= LONG_WORDS
            fits = is_name or _is_person(words)
        case Column.CONTENT:
            if len(words.split()) >= LONG_WORDS:
                return FITS / 2
            return FITS_NOT if is_date or is_unit else FITS / 6
        case _:
            if kind is FieldKind.PRODUCT and PRODUCT.match(words):
                return FITS
            # "TS. Đỗ Thị Mai" is no place.
            is_other = is_date or is_unit or HONORIFICS.match(words)
            return FITS_NOT / 2 if is_other else 0.0
    return FITS if fits else FITS_NOT


def _is_person(words: str) -> bool:
    return (PERSON.match(words) or HONORIFICS.match(words)) is not None


def guessed_columns(
    text: str, folded: str, grid: Sequence[Sequence[Span]]
) -> Columns | None:
    """The columns of a table without a head, by what most of their cells look like."""
    if min(map(len, grid)) > MAX_COLUMNS:
        return None
    kinds: list[Kind] = []
    longest, most = -1, float(LONG_WORDS)
    for column in range(min(map(len, grid))):
        spans = [cells[column] for cells in grid if cells[column][0] < cells[column][1]]
        said = [" ".join(folded[slice(*span)].split()) for span in spans]
        kinds.append(_usual(said, [text[slice(*span)] for span in spans]))
        mean = sum(len(words.split()) for words in said) / max(1, len(said))
        if kinds[-1] is Column.OTHER and mean >= most:
            longest, most = column, mean
    if longest < 0 or not {FieldKind.UNITS, FieldKind.DEADLINE} <= set(kinds):
        return None
    kinds[longest] = Column.CONTENT
    # Of two columns for the same, the first is read.
    first = [
        kind if kinds.index(kind) == n else Column.OTHER for n, kind in enumerate(kinds)
    ]
    return Columns(tuple(first))


def _usual(said: Sequence[str], raw: Sequence[str]) -> Kind:
    """What most of the cells of a column look like."""
    tests: dict[Kind, list[bool]] = {
        Column.ORDINAL: [_ORDINAL.fullmatch(words) is not None for words in said],
        FieldKind.DEADLINE: [
            len(words) <= LONGEST_DATE and DATE.search(words) is not None
            for words in said
        ],
        FieldKind.UNITS: [
            len(words) <= LONGEST_UNIT
            and bool(UNIT.match(words) or _ABBREVIATION.fullmatch(printed.strip(" .")))
            for words, printed in zip(said, raw, strict=True)
        ],
    }
    for kind, fits in tests.items():
        if said and sum(fits) >= MOST * len(said):
            return kind
    return Column.OTHER
