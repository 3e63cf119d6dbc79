"""The foot of a document: recipients with their codes, and who signed, how.

"Nơi nhận" and the signature stand side by side on paper. They reach us as lines one
after the other in either order, as rows of a table, or run together on one line.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from workflows.reading.letters import folded, tidy
from workflows.reading.lines import NOTE_FIGURES

# Party papers write "T/M" with no stop behind it.
_PREFIX = (
    r"(?:(KT|TL|TUQ|TM|Q|K\.T|T\.L|T\.M|T\.UQ)\s?[./]\s{0,4}"
    r"|([KT]/[TLM]|T/UQ)[.]?\s{1,4})(?=[A-ZÀ-ỸĐ])"
)
_CAPACITY = re.compile(_PREFIX)
_POST = (
    r"(?:PHÓ|TRƯỞNG|QUYỀN|GIÁM ĐỐC|CHỦ TỊCH|CHÁNH|CỤC TRƯỞNG|BÍ THƯ|VIỆN TRƯỞNG"
    r"|HIỆU TRƯỞNG|TỔNG GIÁM ĐỐC|VỤ TRƯỞNG|CHI CỤC TRƯỞNG|CHỈ HUY TRƯỞNG|BỘ TRƯỞNG"
    r"|THỨ TRƯỞNG|THỦ TRƯỞNG|THỦ TƯỚNG|TỔ TRƯỞNG|ĐỘI TRƯỞNG|CHÍNH ỦY|CHÍNH UỶ"
    r"|THANH TRA VIÊN|ỦY VIÊN|UỶ VIÊN|THƯỜNG TRỰC)"
)
_TITLE = re.compile(rf"{_PREFIX}|{_POST}(?![^\W\d_])")
# A title that runs on behind a recipient: "- Sở Nội vụ (b/c); PHÓ TRƯỞNG BAN".
_TITLE_BEHIND = re.compile(
    rf"(?<=\s)(?:{_PREFIX}|{_POST}(?![^\W\d_]))"
    r"[A-ZÀ-ỸĐ .,/-]*$"
)
_NAME_BEHIND = re.compile(
    r"(?<=[A-ZÀ-ỸĐ]{2}) ((?:[A-ZÀ-ỸĐ][a-zà-ỹđ]{1,7} ){1,4}[A-ZÀ-ỸĐ][a-zà-ỹđ]{1,7})\.?$"
)
_CODE = re.compile(r"\(\s?((?:để\s)?[a-zđ]\s?/\s?[a-zđ]{1,2}|b/cáo|để [^)]{3,30})\s?\)")
_ARCHIVE = re.compile(r"Lưu\s{0,2}[:.]?\s{0,3}(.+)$", re.I)
_DRAFTER = re.compile(r"_?\(([^)]{1,20})\)")
_HTML = re.compile(r"</?(?:b|i|u|p|br|em|strong|span)\s?/?>")
_NOTES = tuple(NOTE_FIGURES)
_RAISED = re.compile(r"</?su[bp]>")
_DEGREE = re.compile(
    r"^(?:(?:TS|ThS|Th\.S|PGS|GS|BS|CKI{1,2}|KS|Ông|Bà|Đ/c|Thượng tá|Đại tá|Trung tá"
    r"|Thiếu tướng|BSCKI{1,2})\.?\s{0,2})+"
)
_SIGNED = re.compile(
    r"\(?\s?đã ký\s?\)?|\(?ký,? ?(?:ghi rõ)?[^)]{0,30}đóng dấu\)?", re.I
)
_COLUMNS = re.compile(r"\t|\||\s{4,60}")
_DASH = re.compile(r"(?:^|(?<=[;.:])\s{0,4})[-–+•]\s{1,3}(?=\S)")
_NAME_WORDS = range(2, 7)
_SEVERAL = 2
FOOT_LINES = 60
SIGNATURE_LINES = 14


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets the document, and what for: "b/c", "t/h", "p/h", or nothing said."""

    text: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """The "Lưu" line: where copies are kept, who drafted it (initials), if said."""

    units: tuple[str, ...] = ()
    drafter: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients as listed, signer, the signer's own title, and the capacity.

    ``capacity`` is the prefix of the one who signs, the last of a double form;
    ``titles`` are all lines of the form as printed.
    """

    recipients: tuple[Recipient, ...] = ()
    archive: Archive = Archive()
    signer: str | None = None
    title: str | None = None
    capacity: str = ""
    titles: tuple[str, ...] = ()


def read_closing(text: str) -> Closing:
    """Read the foot of a text, from "Nơi nhận" on, or its last lines."""
    # Footnotes are printed behind the foot of the page, and belong to none of it.
    lines = [one for one in text.splitlines() if not one.startswith(_NOTES)]
    at = _recipients_line(lines)
    begin = max(0, (len(lines) if at is None else at) - SIGNATURE_LINES)
    cells = [
        cell for line in lines[begin : begin + FOOT_LINES] for cell in _cells(line)
    ]
    marked = next((n for n, c in enumerate(cells) if _opens_recipients(c)), len(cells))
    before, after = cells[:marked], cells[marked:]
    signature = _signature(after) or _signature(before)
    titles = signature[0] if signature else ()
    prefixes = [found for one in titles if (found := _CAPACITY.match(one))]
    recipients, archive = _recipients(after)
    acting = bool(titles) and titles[-1].startswith("QUYỀN ")
    capacity = _spelled(prefixes[-1]) if prefixes else ""
    return Closing(
        recipients=recipients,
        archive=archive,
        signer=signature[1] if signature else None,
        title=_bare_title(titles[-1]) if titles else None,
        capacity=capacity or ("Q." if acting else ""),
        titles=titles,
    )


def _recipients_line(lines: list[str]) -> int | None:
    for index in range(len(lines) - 1, -1, -1):
        if any(_opens_recipients(cell) for cell in _COLUMNS.split(lines[index])):
            return index
    return None


def _opens_recipients(cell: str) -> bool:
    fold = " ".join(folded(cell).split())
    return fold.startswith("noi nhan") and (fold[8:9] in {"", ":", "."})


def _cells(line: str) -> list[str]:
    """The columns of a line; a title or a name run together with another is parted."""
    found: list[str] = []
    for column in _COLUMNS.split(_HTML.sub("", line)):
        cell = _SIGNED.sub(" ", column).strip("*_# ")
        if not cell:
            continue
        behind = _TITLE_BEHIND.search(cell)
        if behind is not None and behind.start() > 0 and not _TITLE.match(cell):
            found += [cell[: behind.start()].strip(), behind.group().strip()]
            continue
        name = _NAME_BEHIND.search(cell)
        if name is not None and _TITLE.match(cell):
            found += [cell[: name.start()].strip(), name.group(1)]
        else:
            found.append(cell)
    return found


def _signature(cells: list[str]) -> tuple[tuple[str, ...], str | None] | None:
    """The titles and the name below them, whatever stands between."""
    first = next((n for n, cell in enumerate(cells) if _is_title(cell)), None)
    if first is None:
        return None
    titles = [
        part for cell in cells[first:] if _is_title(cell) for part in _parted(cell)
    ]
    names = [
        _DEGREE.sub("", cell).strip(" .")
        for cell in cells[first:]
        if _is_name(_DEGREE.sub("", cell))
    ]
    if not names:
        # A name that shares its line with the last recipient.
        tails = [_NAME_AT_END.search(cell) for cell in cells[first:]]
        names = [tail.group(1) for tail in tails if tail is not None][-1:]
    return tuple(titles), names[0] if names else None


_NAME_AT_END = re.compile(
    r"[;.)]\s((?:[A-ZÀ-ỸĐ][a-zà-ỹđ]{1,7} ){1,4}[A-ZÀ-ỸĐ][a-zà-ỹđ]{1,7})$"
)


def _parted(title: str) -> list[str]:
    """ "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" on one line is two titles."""
    at = [found.start() for found in _TITLE.finditer(title)]
    inner = [
        start
        for start in at[1:]
        if _CAPACITY.match(title, start)
        or (title.startswith(("PHÓ ", "QUYỀN "), start) and title[start - 1] == " ")
    ]
    edges = [0, *inner, len(title)]
    return [title[left:right].strip(" -/") for left, right in pairwise(edges)]


def _recipients(cells: list[str]) -> tuple[tuple[Recipient, ...], Archive]:
    """One recipient for each dash; a line without one goes on with the last."""
    found: list[str] = []
    for cell in cells:
        if _is_title(cell) or _is_name(_DEGREE.sub("", cell)):
            continue
        begins = _DASH.match(cell) or cell.startswith(("-", "–", "+", "•"))
        bare = re.sub(r"^nơi nhận\s?[:.]?", "", tidy(cell), flags=re.I).strip("*_ ")
        if not bare:
            continue
        parts = [tidy(part).strip("*_ ") for part in _DASH.split(bare) if part.strip()]
        if found and parts and not begins:
            found[-1] = f"{found[-1]} {parts.pop(0)}"
        found += parts
    archive = Archive()
    recipients: list[Recipient] = []
    for one in found:
        words = tidy(one.lstrip("-–+• ").rstrip(";., "))
        if not words:
            continue
        kept = _ARCHIVE.match(_RAISED.sub("", words))
        archive = _archive(kept.group(1)) if kept else archive
        code = _CODE.search(words)
        name = tidy(_CODE.sub("", words)).rstrip(";, ")
        said = "".join(code.group(1).split()) if code else ""
        recipients.append(Recipient(words, name, said if "/" in said else ""))
        if kept:
            break
    return tuple(recipients), archive


def _archive(kept: str) -> Archive:
    """ "VT, VP_(TTT)" → the offices VT and VP, drafted by TTT."""
    found = _DRAFTER.search(kept) if "(" in kept else None
    units = kept[: found.start()] if found else kept
    names = tuple(tidy(part).strip("_-. ") for part in re.split(r"[,;]", units))
    initials = found.group(1) if found else ""
    # "(02b)" tells how many copies are kept.
    return Archive(
        tuple(filter(None, names)), "" if initials[:1].isdigit() else initials
    )


def _spelled(prefix: re.Match[str]) -> str:
    """ "T/M", "TM." and "T.M." are one capacity, "TM."."""
    return re.sub(r"[./\s]", "", prefix.group()) + "."


def _bare_title(title: str) -> str:
    return _CAPACITY.sub("", title).removeprefix("QUYỀN ").strip()


def _is_title(cell: str) -> bool:
    bare = cell.strip("*_# .:")
    return (
        bool(bare)
        and bare == bare.upper()
        and _TITLE.match(bare) is not None
        and len(bare.split()) >= _SEVERAL
    )


def _is_name(cell: str) -> bool:
    parts = cell.strip("*_# .").split()
    if len(parts) not in _NAME_WORDS or not all(part.isalpha() for part in parts):
        return False
    if cell == cell.upper():
        return False
    return all(part[0].isupper() and not part.isupper() for part in parts)
