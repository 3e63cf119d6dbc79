"""Leaders named in a labelled value: names, all of them, or a title alone."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from workflows.deadlines import Span
from workflows.reading.catalogue import LeaderName
from workflows.reading.labels import Field, FieldKind
from workflows.reading.letters import folded, lowered, words_of
from workflows.reading.results import ReviewReason

ALL_LEADERS = "*all_leaders"
MAX_SLIPS = 1
LONGEST_PERSON = 6
SHORTEST_PERSON = 2

_HONORIFIC = r"(?<![a-z])(?:cac\s{1,3})?(?:dong\s{1,3}chi|d/c|ong|ba|ts|ths)(?![a-z])"
_HONORIFICS = re.compile(rf"(?:{_HONORIFIC}[\s:.,]{{0,3}}){{1,3}}(?=\S)")
_EVERYBODY = re.compile(
    r"(?:(?:cac|tap the|toan the)\s{1,3})?(?:(?:dong chi|d/c)\s{1,3})?(?:trong\s{1,3})?"
    r"(?:tap the\s{1,3})?lanh\s{1,3}dao\b|(?:truong\s{1,3}\w{2,8}\s{1,3}va\s{1,3})?"
    r"cac\s{1,3}pho\s{1,3}truong\b"
)
# With their marks: "Vũ" is a family name, "vụ" a department.
_TITLE_WORDS = words_of(
    "trưởng phó chủ tịch giám đốc chánh bí thư ủy uỷ viên thường trực văn phòng ban sở "
    "quản lý phụ trách tỉnh trung tâm cục chi bộ đảng thành vụ viện hiệu tổ đội khoa "
    "huyện xã phường ubnd hđnd tổng quyền kiểm đơn vị lãnh đạo khu kinh tế"
)
_TITLE_STARTS = words_of(
    "trưởng phó chủ giám chánh bí ủy uỷ thường quyền lãnh thủ tổng vụ cục hiệu viện"
)
_UNNAMED = re.compile(
    r"\bcac\s{1,3}(?:dong\s{1,3}chi|d/c)\s{1,3}(?:pho|truong|thanh vien)"
)
_PIECES = re.compile(r"[^;,()\n–—-]+")


@dataclass(frozen=True, slots=True)
class Leaders:
    """Leaders of one item, in order, with where they were named."""

    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    doubts: tuple[ReviewReason, ...] = ()


def read_leaders(
    text: str, fields: list[Field], leaders: tuple[LeaderName, ...]
) -> Leaders:
    """The leaders of the labelled lines of one item.

    A title that one leader alone holds names that leader; a title that several
    hold, or nobody, is a question for a person.
    """
    values = [field.span for field in fields if field.kind is FieldKind.LEADER]
    found = [
        named for start, end in values for named in _in_value(text, start, end, leaders)
    ]
    names = tuple(dict.fromkeys(name for name, _ in found))
    rest = any(_UNNAMED.search(folded(text[start:end])) for start, end in values)
    unsure = (values and not names) or (rest and ALL_LEADERS not in names)
    doubts = (ReviewReason.ROLE_AMBIGUOUS,) if unsure else ()
    return Leaders(names, tuple(span for _, span in found), doubts)


def known_person(name: str, leaders: tuple[LeaderName, ...]) -> str | None:
    """The leader of that name, one slip allowed where no two names compete.

    "Nguyễn Cảnh Toàn" is not "Nguyễn Quốc Toàn": they are far apart by this measure.
    """
    wanted = " ".join(folded(name).split())
    near = [
        leader.name
        for leader in leaders
        if Levenshtein.distance(wanted, folded(leader.name)) <= MAX_SLIPS
    ]
    exact = [one for one in near if folded(one) == wanted]
    if exact:
        return exact[0]
    return near[0] if len(near) == 1 else None


def _in_value(
    text: str, start: int, end: int, leaders: tuple[LeaderName, ...]
) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    titles: list[Span] = []
    for piece in _PIECES.finditer(text, start, end):
        for span in _split_at_and(text, *piece.span()):
            named = _in_piece(text, span, leaders)
            if named is None:
                titles.append(span)
            else:
                found.append(named)
    return found or [
        (name, span)
        for span in titles
        if (name := _holder_of(text[span[0] : span[1]], leaders)) is not None
    ]


def _split_at_and(text: str, start: int, end: int) -> list[Span]:
    ands = [m.span() for m in re.finditer(r"\s(?:và|cùng)\s", text[start:end])]
    edges = [0, *(edge for span in ands for edge in span), end - start]
    return [
        (start + left, start + right)
        for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]


def _in_piece(
    text: str, span: Span, leaders: tuple[LeaderName, ...]
) -> tuple[str, Span] | None:
    start, end = span
    fold = folded(text[start:end])
    start += len(fold) - len(fold.lstrip())
    end -= len(fold) - len(fold.rstrip())
    if start >= end:
        return None
    if _EVERYBODY.match(fold.strip()):
        return ALL_LEADERS, (start, end)
    honorific = _HONORIFICS.match(folded(text[start:end]))
    if honorific is not None:
        start += honorific.end()
    start = _behind_title(text, start, end)
    words = text[start:end].rstrip(".").split()
    name = " ".join(words).strip("*_ ")
    known = known_person(name, leaders)
    if known is not None:
        return known, (start, end)
    return (name, (start, end)) if _looks_like_a_name(words) else None


def _behind_title(text: str, start: int, end: int) -> int:
    """Where a name begins behind "Phó Trưởng Ban": the title's words are skipped."""
    words = [
        (m.group(), start + m.start()) for m in re.finditer(r"\S+", text[start:end])
    ]
    if not words or lowered(words[0][0]) not in _TITLE_STARTS:
        return start
    for index, (word, at) in enumerate(words):
        rest = [w for w, _ in words[index:]]
        if lowered(word) not in _TITLE_WORDS and _looks_like_a_name(rest):
            return at
    return start


def _looks_like_a_name(words: list[str]) -> bool:
    return (
        SHORTEST_PERSON <= len(words) <= LONGEST_PERSON
        and all(word[0].isupper() and word.isalpha() for word in words)
        and lowered(words[0]) not in _TITLE_STARTS
    )


def _holder_of(title: str, leaders: tuple[LeaderName, ...]) -> str | None:
    wanted = " ".join(_HONORIFICS.sub("", folded(title)).split())
    holders = {
        leader.name
        for leader in leaders
        if " ".join(folded(leader.title).split())
        in (wanted, wanted.removesuffix(" ban quan ly"))
    }
    return holders.pop() if len(holders) == 1 else None
