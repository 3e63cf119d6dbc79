"""Who issued a document: its letterhead, its text, or the symbol of its number."""

import re

from workflows.reading.catalogue import Catalogue
from workflows.reading.heads import Head, cells_of
from workflows.reading.letters import folded, lowered, tidy, words_of
from workflows.reading.names.agencies import AGENCIES

_RIGHT_COLUMN = re.compile(
    r"C[ỘO]NG (?:HÒA|HOÀ|HOA) X[ÃA] H[ỘO]I CH[ỦU] NGH[ĨI]A VI[ỆE]T NAM"
    r"|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s?[-–]\s?Tự do\s?[-–]\s?Hạnh phúc"
    r"|S[ốô]\s?:.*|[^\s,|]+(?: [^\s,|]+){0,3}, ngày.*|[*_#|]+|[-–—=]{2,}",
)
# First words of an agency's name, as letterheads print them.
_BODY = re.compile(
    r"(?:UBND|HĐND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|ỦY BAN|UỶ BAN|"
    r"HỘI ĐỒNG|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|ĐẢNG ỦY|ĐẢNG UỶ"
    r"|ĐẢNG BỘ|HUYỆN ỦY|BAN|SỞ|BỘ|TỔNG CỤC|CỤC|CHI CỤC|VỤ|VIỆN|TRUNG TÂM|TRƯỜNG"
    r"|BỆNH VIỆN|VĂN PHÒNG|PHÒNG|THANH TRA|CÔNG AN|HỘI|LIÊN ĐOÀN|ĐOÀN|TỈNH ĐOÀN"
    r"|CÔNG TY|NGÂN HÀNG|KHO BẠC|BẢO HIỂM XÃ HỘI|THUẾ|TÒA ÁN|TOÀ ÁN|CHÍNH PHỦ"
    r"|THỦ TƯỚNG|ĐÀI|BÁO|CHI BỘ|CÔNG ĐOÀN|MẶT TRẬN|TỔ CÔNG TÁC|CHI ĐOÀN)(?![^\W\d_])"
)
# Those above, which stand over the issuing body on the same line of a table.
_SUPERIOR = re.compile(
    r"(?:UBND|HĐND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|TỈNH ỦY|TỈNH UỶ|BỘ|SỞ|TỔNG CỤC|CỤC"
    r"|ĐẢNG BỘ|ĐẢNG ỦY|ĐẢNG UỶ|LIÊN ĐOÀN)(?![^\W\d_])"
)
_INFERIOR = re.compile(
    r"(?<=\s)(?<!ỦY )(?<!UỶ )(?<!VĂN )(?<!BIÊN )(?<!BỆNH )(?<!HỌC )"
    r"(?:SỞ|BAN|VĂN PHÒNG|PHÒNG|CHI CỤC|TRUNG TÂM|BỆNH VIỆN|ĐẢNG ỦY|THANH TRA|VIỆN"
    r"|CÔNG ĐOÀN|TRƯỜNG(?= (?:ĐẠI|CAO|CHÍNH|TRUNG|THPT|THCS|TIỂU|MẦM)))(?![^\W\d_])"
)
_ANNOUNCES = re.compile(
    r"[^\S\n]{0,4}(?:\([^)]{1,60}\)[*_\s]{0,4})?"
    r"(?:xây dựng|ban hành|thông báo|đề nghị|yêu cầu)"
)
_CLOSING_FORMULA = re.compile(
    r"^([^\n]{5,80}?) (?:xin )?(?:trân trọng )?thông báo[^\n]{0,80}$", re.M
)
_COMMITTEE = re.compile(r"^(?:ỦY|UỶ) BAN NHÂN DÂN")
_SHORT = words_of(
    "UBND HĐND KTCK BQL KCN MTTQ KKT KKTCK VPUB TTYT PTNT HTX BHXH BĐBP TW TU VP"
)
_LEVELS = words_of("tỉnh huyện xã phường thành phố thị trấn trực thuộc")
_LETTERHEAD_LINES = 14
LONGEST_LINE = 400


def issuing_body(
    text: str, head: Head, first_entry: int, catalogue: Catalogue
) -> str | None:
    """The head of the page names it, else the preamble, the end, or the symbol."""
    opening = text[:first_entry]
    bodies = letterhead(head)
    if bodies:
        return _as_written(bodies[-1], text, catalogue)
    fold = folded(opening)
    for name in sorted(catalogue.body_names, key=len, reverse=True):
        at = fold.rfind(folded(name))
        if at >= 0 and _ANNOUNCES.match(opening, at + len(name)):
            return catalogue.body_names[0]
    if head.issuer and _is_name(head.issuer):
        return _with_place(head.issuer, head)
    formula = _CLOSING_FORMULA.search(text)
    if formula is not None and _is_name(tidy(formula.group(1))):
        return _with_place(tidy(formula.group(1)), head)
    return _by_symbol(head, catalogue)


def letterhead(head: Head) -> list[str]:
    """The bodies that the letterhead prints, in capitals, the superior one first."""
    end = head.kind_line if head.kind_line is not None else _LETTERHEAD_LINES
    bodies: list[str] = []
    open_end = False
    for line in head.lines[: min(end, _LETTERHEAD_LINES)]:
        left = next(iter(cells_of(_RIGHT_COLUMN.sub(" | ", line[:LONGEST_LINE]))), "")
        left = tidy(left.strip(" -–*"))
        if not left or left != left.upper() or not any(c.isalpha() for c in left):
            open_end = open_end and not left
            continue
        for part in _parted(left):
            if _BODY.match(part):
                bodies.append(part)
                open_end = True
            elif open_end and bodies:
                bodies[-1] = f"{bodies[-1]} {part}"
    return bodies


def in_mixed_case(capitals: str) -> str:
    """ "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH" → "Sở Văn hóa, Thể thao và Du lịch"."""
    small = _COMMITTEE.sub("UBND", tidy(capitals))
    known = next(
        (
            name
            for agency in AGENCIES
            for name in (agency.name, *agency.aliases)
            if folded(name) == folded(small)
        ),
        None,
    )
    if known is not None:
        return known
    words = small.split()
    head = next(
        (
            n
            for n in (4, 3, 2, 1)
            if (m := _BODY.match(" ".join(words[:n]))) is not None
            and len(m.group().split()) == n
        ),
        1,
    )
    out: list[str] = []
    starts, in_place = True, False
    for index, word in enumerate(words):
        low = word.lower()
        bare = word.strip(",.-–")
        if bare in _SHORT:
            out.append(word)
        elif low.strip(",") in _LEVELS and index:
            out.append(low)
            in_place = True
            continue
        elif low in {"và", "của"} or (0 < index < head):
            out.append(low)
            starts = low == "và" or index == head - 1
            continue
        elif starts or in_place or index == 0:
            out.append(word.capitalize())
        else:
            out.append(low)
        starts = word.endswith((",", "-", "–")) or index == head - 1 or not bare
    return " ".join(out)


def _parted(line: str) -> list[str]:
    """ "UBND TỈNH LẠNG SƠN SỞ NỘI VỤ" is two bodies, "VĂN PHÒNG UBND TỈNH" one."""
    if _SUPERIOR.match(line) is None:
        return [line]
    inner = _INFERIOR.search(line)
    if inner is None:
        return [line]
    first, rest = line[: inner.start()].strip(), line[inner.start() :].strip()
    return [first, *_parted(rest)]


def _is_name(words: str) -> bool:
    return _BODY.match(words.upper()) is not None


def _as_written(capitals: str, text: str, catalogue: Catalogue) -> str:
    """The name as the catalogue or the running text spells it."""
    capitals = _COMMITTEE.sub("UBND", capitals)
    wanted = folded(capitals)
    for name in catalogue.body_names:
        if folded(name) == wanted:
            return catalogue.body_names[0]
    fold, at = folded(text), -1
    while (at := fold.find(wanted, at + 1)) >= 0:
        written = text[at : at + len(wanted)]
        if written != written.upper() and "\n" not in written:
            return tidy(written[0].upper() + written[1:])
    return in_mixed_case(capitals)


def _with_place(name: str, head: Head) -> str:
    """ "Văn phòng UBND tỉnh" of Lạng Sơn, where the dated line says which province."""
    return f"{name} {head.place}" if name.endswith(" tỉnh") and head.place else name


def _by_symbol(head: Head, catalogue: Catalogue) -> str | None:
    """The body whose initials the number bears: "45/KH-SNV", "/KH-BQLKKTCK"."""
    parts = [part.upper() for part in re.split(r"[-/]", head.symbol) if part]
    if not parts:
        return None
    for part in reversed(parts):
        for name in catalogue.body_names:
            if part in {name.upper().replace(" ", ""), _initials(name)}:
                return catalogue.body_names[0]
        for agency in AGENCIES:
            names = (agency.name, *agency.aliases)
            if part in map(_initials, names) and len(part) > 2:  # noqa: PLR2004
                return _with_place(agency.name, head)
    if "UBND" in parts and head.place:
        return f"UBND tỉnh {head.place}"
    return None


def _initials(name: str) -> str:
    """ "Sở Khoa học và Công nghệ" → "SKHCN": joining words have no initial."""
    words = [w for w in re.split(r"[\s,&.-]+", name) if lowered(w) not in {"và", ""}]
    return "".join(w if w.isupper() else w[0].upper() for w in words)
