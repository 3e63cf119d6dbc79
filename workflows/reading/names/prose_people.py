"""Leaders in running words, and where a person is addressed instead of a unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.deadlines import Span
from workflows.reading.letters import folded, lowered
from workflows.reading.names.persons import (
    HONORIFICS,
    TITLE_STARTS,
    TITLE_WORDS,
    People,
    looks_like_a_name,
    name_at,
    title_at,
    titled_name,
)
from workflows.reading.results import ReviewReason

ALL_LEADERS = "*all_leaders"
# A leader, not a unit, at the head of a passage: nobody else is addressed there.
_ALL_ADDRESSED = re.compile(
    r"(?:cac\s{1,3}(?:dong\s{1,3}chi|d/c)\s{1,3}|tap\s{1,3}the\s{1,3})lanh\s{1,3}dao"
    r"|lanh\s{1,3}dao\s{1,3}ban\b(?!\s{1,3}chi)"
)
_OFFICE = re.compile(
    r"pho\s{1,3}(?:chu tich|truong ban|giam doc|bi thu|chanh|truong|hieu truong|cuc)"
    r"|truong\s{1,3}ban\b(?:\s{1,3}quan\s{1,3}ly)?"
    r"|chu\s{1,3}tich\s{1,3}(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan)\s{1,3}"
    r"(?:tinh|xa|phuong|huyen|thanh pho|dac khu)"
    r"|giam\s{1,3}doc(?:\s{1,3}(?:so|benh vien|trung tam))?|hieu\s{1,3}truong"
    r"|bi\s{1,3}thu(?:\s{1,3}(?:dang uy|tinh uy|chi bo|chi doan))?"
)
_BEHIND_AN_ORDER = re.compile(
    r"(?:giao|phan cong|de nghi|yeu cau|uy quyen)(?: cho)?\s{0,3}$"
)
_RECEIVES = re.compile(r"(?:bao cao|trinh|xin y kien|gui|tham muu|den|cho|ve)\s{0,3}$")
_BY = re.compile(
    r"(?:\bdo|(?:duoi )?su (?:chi dao|chu tri|dieu hanh)(?: truc tiep)? cua"
    r"|chiu su chi dao cua|[(])\s{0,3}$"
)
_QUOTED = re.compile(
    r"(?:ket luan|y kien(?: chi dao)?|theo chi dao|phat bieu) cua\s{0,3}$"
)
_LEADS = re.compile(
    r"[\s,*_)]{0,4}(?:truc tiep )?(?:chi dao|chu tri|phu trach|theo doi|lanh dao"
    r"|dieu hanh|chiu trach nhiem|lam truong|to chuc|tiep cong dan|kiem tra|du\b)"
)
LOOK_BEHIND = 48


@dataclass(frozen=True, slots=True)
class Leaders:
    """Leaders of one item, in order, with where they were named."""

    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    doubts: tuple[ReviewReason, ...] = ()

    @property
    def named(self) -> list[tuple[str, Span]]:
        """Each name with where it was read."""
        return list(zip(self.names, self.spans, strict=False))


def leaders_in_prose(
    text: str, span: Span, people: People, *, heading: bool = False
) -> Leaders:
    """Leaders whom running words name as leading the work, or as told of it.

    "Giao đồng chí A chỉ đạo", "báo cáo đồng chí B", "do Trưởng Ban chủ trì". A bare
    title that only receives a report ("trình Trưởng Ban") is none.
    """
    start, end = span
    fold = folded(text[start:end])
    everybody = _ALL_ADDRESSED.match(fold, len(fold) - len(fold.lstrip(" *_")))
    if everybody is not None:
        return Leaders((ALL_LEADERS,), ((start, start + everybody.end()),))
    found: dict[str, Span] = {}
    doubtful = False
    for at in _places(fold):
        before = " ".join(fold[max(0, at - LOOK_BEHIND) : at].split())
        if _QUOTED.search(before):
            continue
        named = _named(text, start + at, end, people)
        if named is not None:
            tail = fold[_behind_title_of(text, named[1][1], end) - start :]
            if _counts(before, tail, heading=heading):
                found.setdefault(*named)
            continue
        charged = None if heading else _charged(text, start + at, end, before)
        if charged is None:
            continue
        holder = people.holder_of(text[slice(*charged)])
        if holder is not None:
            found.setdefault(holder, charged)
        doubtful |= holder is None
    doubts = (ReviewReason.ROLE_AMBIGUOUS,) if doubtful and not found else ()
    return Leaders(tuple(found), tuple(found.values()), doubts)


def _charged(text: str, start: int, end: int, before: str) -> Span | None:
    """A bare title that is given the work, or at the head of it; where it stands."""
    office = office_at(text, start, end)
    if office is None:
        return None
    opens = not before.strip(" *_-")
    tail = folded(text[office[1] : min(end, office[1] + LOOK_BEHIND)])
    led = _BY.search(before) is not None and _LEADS.match(tail) is not None
    return office if opens or led or _BEHIND_AN_ORDER.search(before) else None


def person_at(text: str, start: int, end: int) -> int | None:
    """Where the words for a person end that begin at an offset; None for a unit.

    "Đồng chí A, Phó Giám đốc", "Phó Chủ tịch UBND tỉnh", "Trưởng Ban Quản lý".
    """
    while start < end and text[start] in " *_\n":
        start += 1
    fold = folded(text[start : min(end, start + 160)])
    everybody = _ALL_ADDRESSED.match(fold)
    if everybody is not None:
        return start + everybody.end()
    honorific = HONORIFICS.match(fold)
    at = start + (honorific.end() if honorific else 0)
    if honorific is not None:
        name = name_at(text, at, end)
        if name is not None:
            return _behind_title_of(text, name[1], end)
    titled = titled_name(text, at, end)
    if titled is not None:
        return titled[1]
    office = office_at(text, at, end)
    return None if office is None else office[1]


def _places(fold: str) -> Iterator[int]:
    """Where words for a person may begin: at an honorific, or at an office."""
    taken = -1
    for found in _PLACE.finditer(fold):
        if found.start() >= taken:
            yield found.start()
            taken = found.end()


_PLACE = re.compile(rf"{HONORIFICS.pattern}|(?<![a-z])(?:{_OFFICE.pattern})(?![a-z])")


def _named(text: str, start: int, end: int, people: People) -> tuple[str, Span] | None:
    """The person named behind an honorific or a title: (name, where)."""
    honorific = HONORIFICS.match(folded(text[start : min(end, start + 60)]))
    at = start + (honorific.end() if honorific else 0)
    name = name_at(text, at, end)
    if name is None:
        name = titled_name(text, at, end)
    if name is not None:
        said = " ".join(text[slice(*name)].split())
        return people.known(said) or said, name
    if honorific is None:
        return None
    word = re.match(r"[^\W\d_]+", text[at:end])
    called = people.by_given_name(word.group()) if word else None
    if called is None or word is None or lowered(word.group()) in TITLE_STARTS:
        return None
    return called, (at, at + word.end())


def office_at(text: str, start: int, end: int) -> Span | None:
    """The title alone, of one who heads no other agency: a person, not a unit."""
    fold = folded(text[start : min(end, start + 160)])
    honorific = HONORIFICS.match(fold)
    at = honorific.end() if honorific else 0
    found = _OFFICE.match(fold, at)
    if found is None or fold[found.end() : found.end() + 1].isalpha():
        return None
    rest = text[start + found.end() : end]
    head = found.group().split()[0]
    follows = re.match(r"\s{1,3}([^\W\d_]+)", rest)
    # "Giám đốc Sở Tài chính", "Chủ tịch UBND xã Đồng Đăng": their agency is meant.
    if head not in {"pho"} and follows is not None and follows.group(1)[0].isupper():
        return None
    title = title_at(text, start + at, end)
    if title is None or head == "pho":
        return title
    return start + at, start + found.end()


def _counts(before: str, tail: str, *, heading: bool) -> bool:
    if heading:
        return bool(_LEADS.match(tail)) or before.endswith(("(", "-", "–", ":"))
    return bool(
        not before.strip(" *_-")
        or _BEHIND_AN_ORDER.search(before)
        or _RECEIVES.search(before)
        or _BY.search(before)
        or _LEADS.match(tail)
    )


def _behind_title_of(text: str, at: int, end: int) -> int:
    """Behind ", Phó Chủ tịch UBND tỉnh" or " – Phó Trưởng Ban" that follows a name."""
    found = re.match(r"\s{0,3}(?:,|[-–—]|\()\s{0,3}", text[at:end])
    if found is None:
        return at
    title = title_at(text, at + found.end(), end)
    return at if title is None else title[1]


def behind_title(text: str, start: int, end: int) -> int:
    """Where a name begins behind "Phó Trưởng Ban": the title's words are skipped."""
    words = [
        (m.group(), start + m.start()) for m in re.finditer(r"\S+", text[start:end])
    ]
    if not words or lowered(words[0][0]) not in TITLE_STARTS:
        return start
    for index, (word, at) in enumerate(words):
        rest = [w for w, _ in words[index:]]
        if lowered(word) not in TITLE_WORDS and looks_like_a_name(rest):
            return at
    return start
