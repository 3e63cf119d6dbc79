"""Facts of the document as a whole: its head, and its foot (see closing.py)."""

import re
from dataclasses import dataclass
from datetime import date

from workflows.reading.catalogue import Catalogue
from workflows.reading.citations import cited_documents
from workflows.reading.closing import read_closing
from workflows.reading.letters import folded, lowered, tidy
from workflows.reading.lines import Line
from workflows.reading.outline import Outline
from workflows.reading.results import DocumentFacts

KINDS = {
    "ke hoach": "plan",
    "chuong trinh": "programme",
    "chuong trinh cong tac": "programme",
    "thong bao": "notice",
    "thong bao ket luan": "notice",
    "cong dien": "dispatch",
    "cong van": "letter",
    "lich": "schedule",
    "lich cong tac": "schedule",
    "lich cong tac tuan": "schedule",
}
OTHER_KINDS = frozenset(
    (
        "quyet dinh",
        "chi thi",
        "bao cao",
        "to trinh",
        "nghi quyet",
        "huong dan",
        "ket luan",
    )
)
_KIND_IN_SYMBOL = {"KH": "plan", "CTr": "programme", "TB": "notice", "CĐ": "dispatch"}
_NUMBER = re.compile(r"Số\s{0,4}:\s{0,4}(\d{0,5})\s{0,4}([/-]\S{1,40})?")
_ISSUED = re.compile(
    r"[^\W\d_][^,\n]{1,60},\s{0,4}ngày\s{0,12}(\d{0,2})[\s.…]{0,12}"
    r"tháng\s{0,12}(\d{0,2})[\s.…]{0,12}năm\s{1,12}(\d{4})"
)
_OPENING = (
    "can cu",
    "thuc hien",
    "ngay ",
    "de ",
    "nham ",
    "kinh gui",
    "tiep theo",
    "xet ",
)
_YEAR = re.compile(r"(?:năm\s{1,4}|(?:tháng|quý)\s{1,4}\w{1,3}/)(20\d\d)\b")
_ANNOUNCES = re.compile(
    r"[^\S\n]{0,4}(?:\([^)]{1,60}\)[*_\s]{0,4})?(?:xây dựng|ban hành|thông báo)"
)
_BODY_HEADS = (
    "ban quan ly",
    "so ",
    "ubnd",
    "uy ban nhan dan",
    "chi cuc",
    "cuc ",
    "tinh uy",
)
_CLOSING_FORMULA = re.compile(r"^([^\n]{5,80}?) trân trọng thông báo", re.M)
LONGEST_SUBJECT = 6


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str | None = None
    kind_line: int | None = None
    number: str | None = None
    symbol: str = ""
    day: int | None = None
    month: int | None = None
    year: int | None = None


def read_facts(text: str, outline: Outline, catalogue: Catalogue) -> DocumentFacts:
    """The facts that the head and the foot give; None for what is left blank."""
    lines = outline.preamble
    words = [text[line.start : line.end] for line in lines]
    head = _read_head(words)
    subject_lines = _subject_lines(words, head, lines)
    subject = tidy(" ".join(subject_lines)) or None
    closing = read_closing(text, outline.closing)
    body_from = lines[0].start if lines else 0
    first = next(outline.all_entries(), None)
    first_entry = first.parts[0].start if first and first.parts else len(text)
    named = _YEAR.findall(lowered(subject or ""))
    return DocumentFacts(
        kind=head.kind or _KIND_IN_SYMBOL.get(head.symbol, "other"),
        reference_number=head.number,
        subject=subject,
        issuing_body=_issuing_body(text, words, first_entry, catalogue),
        issued_on=_date(head),
        year=int(named[-1]) if named else head.year,
        month=head.month,
        signer=closing.signer,
        signer_title=closing.title,
        signing_capacity=closing.capacity,
        recipients=closing.recipients,
        cited_documents=tuple(
            cited
            for cited in cited_documents(text, body_from, first_entry, len(text))
            if cited.reference_number != head.number
        ),
    )


def _read_head(words: list[str]) -> _Head:
    head = _Head()
    found: dict[str, int | str | None] = {}
    for index, line in enumerate(words):
        number = _NUMBER.match(line)
        issued = _ISSUED.search(line)
        if number is not None and "number" not in found:
            symbol = number.group(2) or ""
            found["symbol"] = symbol.strip("/-").split("-")[0].split("/")[0]
            found["number"] = number.group(1) + symbol if number.group(1) else None
        if issued is not None and "year" not in found:
            day, month, year = (int(part) if part else None for part in issued.groups())
            found |= {"day": day, "month": month, "year": year}
        if "kind" not in found and _kind(line) is not None:
            found |= {"kind": _kind(line), "kind_line": index}
    return _Head(**found) if found else head  # type: ignore[arg-type]


def _kind(line: str) -> str | None:
    if line != line.upper():
        return None
    name = " ".join(folded(line).split())
    return KINDS.get(name) or ("other" if name in OTHER_KINDS else None)


def _subject_lines(words: list[str], head: _Head, lines: tuple[Line, ...]) -> list[str]:
    if head.kind_line is None:
        return [w[4:].strip() for w in words if folded(w).startswith("v/v ")][:1]
    found: list[str] = []
    for index in range(head.kind_line + 1, len(words)):
        opens = folded(words[index]).startswith(_OPENING)
        new_block = lines[index].after_blank and not lines[index].is_emphasised
        if found and (opens or new_block):
            break
        found.append(words[index])
    return found[:LONGEST_SUBJECT]


def _date(head: _Head) -> date | None:
    if not (head.day and head.month and head.year):
        return None
    try:
        return date(head.year, head.month, head.day)
    except ValueError:
        return None


def _is_body(line: str) -> bool:
    return folded(line).startswith(_BODY_HEADS)


def _in_mixed_case(capitals: str, opening: str, fold: str, catalogue: Catalogue) -> str:
    """A name in capitals as the catalogue or the running text spells it."""
    wanted = folded(capitals)
    for name in catalogue.body_names:
        if folded(name) == wanted:
            return catalogue.body_names[0]
    at = fold.rfind(wanted)
    return tidy(opening[at : at + len(wanted)]) if at >= 0 else tidy(capitals)


def _issuing_body(
    text: str, words: list[str], first_entry: int, catalogue: Catalogue
) -> str | None:
    """The head of the page names it, else the preamble, else the last sentence."""
    opening = text[:first_entry]
    fold = folded(opening)
    head = [w for w in words[:10] if w == w.upper() and _is_body(w)]
    if head:
        return _in_mixed_case(head[-1], opening, fold, catalogue)
    for name in sorted(catalogue.body_names, key=len, reverse=True):
        at = fold.rfind(folded(name))
        if at >= 0 and _ANNOUNCES.match(opening, at + len(name)):
            return catalogue.body_names[0]
    formula = _CLOSING_FORMULA.search(text)
    return tidy(formula.group(1)) if formula else None
