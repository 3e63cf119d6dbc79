"""The head of a document: number, day, kind and subject.

Form: Nghị định 30/2020/NĐ-CP, Annex I. The two columns of a letterhead reach us as
rows of a table, as cells parted by tabs or blanks, or run together on one line.
"""

import re
from dataclasses import dataclass
from datetime import date

from workflows.reading.letters import folded, tidy

KINDS = {
    "ke hoach": "plan",
    "chuong trinh": "programme",
    "thong bao": "notice",
    "cong dien": "dispatch",
    "cong van": "letter",
    "lich": "schedule",
    "quyet dinh": "other",
    "chi thi": "other",
    "bao cao": "other",
    "to trinh": "other",
    "nghi quyet": "other",
    "huong dan": "other",
    "ket luan": "other",
    "de an": "other",
    "phuong an": "other",
    "quy che": "other",
    "quy dinh": "other",
    "giay moi": "other",
    "bien ban": "other",
    "thong tri": "other",
    "thong cao": "other",
    "phu luc": "other",
}
_SPACED_KINDS = {name.replace(" ", "") for name in KINDS}
# Words that may follow the kind on its own line before the subject begins.
_KIND_TAILS = ("ket luan", "hanh dong", "cong tac", "lam viec", "tuan", "phoi hop")
_KIND_IN_SYMBOL = {
    "KH": "plan",
    "CTR": "programme",
    "CTRHĐ": "programme",
    "CT": "other",
    "TB": "notice",
    "TBKL": "notice",
    "CĐ": "dispatch",
    "CV": "letter",
    "LCT": "schedule",
    "LLV": "schedule",
    "QĐ": "other",
    "BC": "other",
    "TTR": "other",
    "NQ": "other",
    "HD": "other",
    "KL": "other",
    "GM": "other",
    "PA": "other",
    "ĐA": "other",
}
_COLUMNS = re.compile(r"\t|\||[ \u00a0]{4,60}")
# "Số" survives recognition as "Sô", "Só" or "S6"; a blank number is dots or nothing.
_NUMBER = re.compile(
    r"(?:^|(?<=[\s|*_(]))S[ốôóòoỐÔ6]\s{0,4}[:.;]?[\s*_]{0,4}"
    r"([\dlIOo]{0,6})[\s.…_]{0,30}(?P<mark>[/-])\s{0,3}"
    r"(?P<symbol>[A-ZĐƯ][\wĐđƯư&.]{0,24}(?:\s?[-/]\s?[A-ZĐƯ0-9][\wĐđƯư&.]{0,24}){0,4})?"
)
_PLACE = r"[^\W\d_][^\d,;:\n|()]{1,40}"
_ISSUED = re.compile(
    rf"(?:^|(?<=[\s|*_]))({_PLACE}),[\s*_]{{0,4}}ngày[\s.…_]{{0,20}}(\d{{0,2}})[\s.…_]{{0,20}}"
    r"(?:tháng[\s.…_]{0,20}(\d{0,2})[\s.…_]{0,20}năm[\s.…]{0,20}(\d{4})"
    r"|[/-]\s?(\d{1,2})\s?[/-]\s?(\d{4}))"
)
_ABOUT = re.compile(r"V\s?/\s?v\s{0,3}:?\s{0,3}|Về việc:\s{0,3}", re.I)
_OPENING = (
    "can cu",
    "thuc hien",
    "ngay ",
    "de ",
    "nham ",
    "kinh gui",
    "tiep theo",
    "xet ",
    "phan i",
    "i.",
    "1.",
    "dieu 1",
    "(ban hanh kem",
    "(kem theo",
)
_RULES = re.compile(r"[\s\-–—_*=.#|]{1,80}")
_ATTACHED = re.compile(
    r"[Kk]èm\s+theo\s+[^\d()]{3,40}?(?P<number>\d{1,5}[-/][A-ZĐ0-9][^\s,;()]{1,40})"
    r"\s{1,4}ngày\s{1,4}(?P<day>\d{1,2})(?:\s?[/-]\s?|\s{1,4}tháng\s{1,4})"
    r"(?P<month>\d{1,2})(?:\s?[/-]\s?|\s{1,4}năm\s{1,4})(?P<year>\d{4})"
    r"(?:\s{1,4}của\s{1,4}(?P<body>[^()\n]{3,80}))?"
)
LONGEST_SUBJECT = 6
HEAD_LINES = 60
FOOT_CHARACTERS = 2500


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says. ``number`` is None where it is left blank."""

    lines: tuple[str, ...]
    kind: str | None = None
    kind_line: int | None = None
    subject: str | None = None
    number: str | None = None
    symbol: str = ""
    place: str = ""
    day: int | None = None
    month: int | None = None
    year: int | None = None
    issuer: str = ""

    @property
    def issued_on(self) -> date | None:
        """The day of issue, where day, month and year are given and exist."""
        if not (self.day and self.month and self.year):
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def read_head(text: str, first_entry: int) -> Head:
    """Read the head of a text; ``first_entry`` is where its numbered part begins."""
    opening = text[:first_entry] if first_entry > 0 else text
    lines = tuple(opening.splitlines()[:HEAD_LINES])
    found = _attached(opening) | _numbered(lines) | _dated(text, opening)
    kind, at = _kind_of(lines)
    subject = _subject(lines, at)
    symbol = str(found.get("symbol") or "")
    if kind is None:
        kind = _kind_by_symbol(symbol, opening)
    return Head(lines=lines, kind=kind, kind_line=at, subject=subject, **found)  # type: ignore[arg-type]


def cells_of(line: str) -> list[str]:
    """The columns of a line: those of a table, or parted by tabs or wide gaps."""
    return [cell.strip() for cell in _COLUMNS.split(line) if cell.strip()]


def _attached(opening: str) -> dict[str, object]:
    """Number and day of the decision that a plan is issued with."""
    found = _ATTACHED.search(opening)
    if found is None:
        return {}
    number, body, *rest = found.group("number", "body", "day", "month", "year")
    day, month, year = (int(part) if part else None for part in rest)
    symbol = re.split(r"[/-]", number, maxsplit=1)[1]
    said = {"number": number, "symbol": symbol, "day": day, "month": month}
    return {**said, "year": year, "issuer": tidy(body or "")}


def _numbered(lines: tuple[str, ...]) -> dict[str, object]:
    zone = "\n".join(lines)
    for match in _NUMBER.finditer(zone):
        symbol = match.group("symbol")
        if not symbol:
            continue
        symbol = re.sub(r"\s", "", symbol).rstrip(".")
        digits = match.group(1).translate(str.maketrans("lIOo", "1100"))
        number = f"{digits}{match.group('mark')}{symbol}" if digits else None
        return {"number": number, "symbol": symbol}
    return {}


def _dated(text: str, opening: str) -> dict[str, object]:
    """The dated line of the head, or else the one above the signature."""
    foot = text[max(len(opening), len(text) - FOOT_CHARACTERS) :]
    for zone in (opening[: 4 * FOOT_CHARACTERS], foot):
        for match in _ISSUED.finditer(zone):
            place = _place(match.group(1))
            if place is None:
                continue
            _, day, month, year, short_month, short_year = match.groups()
            return {
                "place": place,
                "day": int(day) if day else None,
                "month": int(month or short_month or 0) or None,
                "year": int(year or short_year),
            }
    return {}


def _place(words: str) -> str | None:
    """The place before the day: its last words, all of them capitalised."""
    taken: list[str] = []
    for word in reversed(tidy(words).split()):
        if not word[0].isupper() or word.isupper():
            break
        taken.insert(0, word)
    whole = len(taken) == len(tidy(words).split())
    return " ".join(taken) if taken and (whole or len(taken) > 1) else None


def _kind_of(lines: tuple[str, ...]) -> tuple[str | None, int | None]:
    for index, line in enumerate(lines):
        for cell in cells_of(line):
            kind = _kind(cell)
            if kind is not None:
                return kind, index
    return None, None


def _kind(cell: str) -> str | None:
    """The kind that a line in capitals states: "KẾ HOẠCH", "LỊCH CÔNG TÁC TUẦN 23"."""
    bare = cell.strip("*_# :")
    emphasised = cell != bare and cell.startswith(("*", "#"))
    name = " ".join(folded(bare).split())
    if bare != bare.upper():
        return KINDS.get(name) if emphasised else None
    spaced = "".join(name.split())
    for words, kind in KINDS.items():
        if name == words or spaced == words.replace(" ", ""):
            return kind
        tail = name.removeprefix(words + " ")
        if tail != name and tail.startswith(_KIND_TAILS):
            return kind
    return None


def _kind_by_symbol(symbol: str, opening: str) -> str | None:
    """The kind by the number's symbol; a symbol without one is a letter's."""
    parts = re.split(r"[-/]", symbol)
    known = _KIND_IN_SYMBOL.get(parts[0].upper())
    if known is not None:
        return known
    fold = folded(opening)
    writes = "kinh gui" in fold or _ABOUT.search(opening) is not None
    return "letter" if writes and (symbol or "kinh gui" in fold) else None


def _subject(lines: tuple[str, ...], kind_line: int | None) -> str | None:
    if kind_line is None:
        return _subject_of_letter(lines)
    found: list[str] = []
    own = _behind_kind(lines[kind_line])
    if own:
        found.append(own)
    blank = False
    for line in lines[kind_line + 1 :]:
        if _RULES.fullmatch(line) or not line.strip():
            blank = True
            continue
        emphasised = line.lstrip().startswith(("*", "#"))
        if found and (
            folded(line).strip().startswith(_OPENING) or (blank and not emphasised)
        ):
            break
        found.append(line)
        blank = False
    whole = " ".join(tidy(line.strip(" #|")) for line in found[:LONGEST_SUBJECT])
    return tidy(_ABOUT.sub("", whole, count=1)) or None


def _behind_kind(line: str) -> str:
    """ "CHƯƠNG TRÌNH CÔNG TÁC THÁNG 6" says what it is about as well."""
    cell = next((cell for cell in cells_of(line) if _kind(cell)), "").strip("*_# :")
    name = " ".join(folded(cell).split())
    is_kind_alone = name in KINDS or name.replace(" ", "") in _SPACED_KINDS
    return "" if is_kind_alone else cell.capitalize()


def _subject_of_letter(lines: tuple[str, ...]) -> str | None:
    """ "V/v …" under the number, up to the day, the address or an empty line."""
    found: list[str] = []
    for line in lines:
        if not found:
            start = _ABOUT.search(line)
            if start is None:
                continue
            line = line[start.start() :]  # noqa: PLW2901  the rest of the same line
        elif not line.strip() or folded(line).strip(" *_|").startswith("kinh gui"):
            break
        cell = (cells_of(line) or [""])[0]
        dated = _ISSUED.search(cell)
        place = _place(dated.group(1)) if dated else None
        if dated and place:
            cell = cell[: dated.end(1)].removesuffix(place)
        found.append(cell)
        if len(found) == LONGEST_SUBJECT:
            break
    return tidy(" ".join(" ".join(found).split())) or None
