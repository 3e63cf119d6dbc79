"""Who is who in a document: names with titles, and which name a bare title means.

A title that one person alone holds names that person: in the document ("đồng chí A,
Phó Chủ tịch Thường trực UBND tỉnh"), in the catalogue on the document's day, or as
the one who signs. Nothing is guessed: two holders, or none, are a question.
"""

import re
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from workflows.deadlines import Span
from workflows.reading.catalogue import Catalogue, LeaderName
from workflows.reading.letters import folded, lowered, words_of
from workflows.reading.results import DocumentFacts

MAX_SLIPS = 1
LONGEST_PERSON = 6
SHORTEST_PERSON = 2
LONGEST_TITLE = 12

HONORIFIC = (
    r"(?<![a-z])(?:cac\s{1,3})?(?:dong\s{1,3}chi|d/c|ong|ba|gs|pgs|ts|ths|bs|ks"
    r"|bscki{1,2})(?![a-z])"
)
HONORIFICS = re.compile(rf"(?:{HONORIFIC}[\s:.,*_]{{0,3}}){{1,4}}(?=\S)")
# With their marks: "Vũ" is a family name, "vụ" a department.
TITLE_WORDS = words_of(
    "trưởng phó chủ tịch giám đốc chánh bí thư ủy uỷ viên thường trực văn phòng ban sở "
    "quản lý tỉnh trung tâm cục chi bộ đảng thành vụ viện hiệu tổ đội khoa "
    "huyện xã phường ubnd hđnd tổng quyền kiểm đơn vị lãnh đạo khu kinh tế ktck thủ "
    "nhân dân hội đồng bệnh trường phòng cửa khẩu đoàn đồng công"
)
TITLE_STARTS = words_of(
    "trưởng phó chủ giám chánh bí ủy uỷ thường quyền lãnh thủ tổng vụ cục hiệu viện"
)
_NAMED = re.compile(
    r"(?:[Đđ]ồng chí|Đ/c|đ/c|Đ/C|[ÔôỒ]ng|[Bb]à)[\s:.]{1,3}"
    r"(?P<name>[^\W\d_][^,;:()\n–—-]{3,40}?)"
    r"\s{0,3}(?:,|[-–—]|\()\s{0,3}(?P<title>[^,;:()\n.]{4,90})"
)
_SURNAMES = words_of(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý lò "
    "quàng lăng nông chu hà vi lộc triệu bế lương đinh trịnh đoàn mai tô tạ cao "
    "lâm lục mã sầm tống la ma hứa giàng thào sùng vàng lầu cầm đèo tòng cà bạc "
    "tăng thái châu kiều quách từ văn đàm nghiêm khuất phùng đào doãn thân giáp "
    "lưu mạc ninh phí trương vương uông âu lường khà tiêu hạ lã đồng tôn quan "
    "nghê khổng thạch sơn kim thi danh lữ diệp hầu phó bàn chẩu chảo phàn tẩn cư "
    "hạng sần lù vừ mùa bá xồng lỳ pờ chang khoàng"
)
_PLACE_BEFORE = re.compile(r"(?:xã|phường|thị trấn|huyện|tỉnh|thành phố)\s+$", re.I)
_OF_BODY = re.compile(r"\s(?:quan ly|khu ktck|khu kinh te).*$")


@dataclass(frozen=True, slots=True)
class People:
    """The persons that a document can mean.

    ``titled`` are (folded title, name) as the document gives them; ``signer_roles``
    are the forms in which the text can speak of the one who signs.
    """

    leaders: tuple[LeaderName, ...] = ()
    titled: tuple[tuple[str, str], ...] = ()
    signer: str = ""
    signer_roles: frozenset[str] = frozenset()
    given: dict[str, set[str]] = field(default_factory=dict)

    def known(self, name: str) -> str | None:
        """The person of that name: a leader, or one whom the document presents."""
        found = known_person(name, self.leaders)
        if found is not None:
            return found
        wanted = " ".join(folded(name).split())
        return next((one for _, one in self.titled if folded(one) == wanted), None)

    def by_given_name(self, name: str) -> str | None:
        """The one person called by that given name: "Đ/c Hải"."""
        found = self.given.get(folded(name).strip(), set())
        return next(iter(found)) if len(found) == 1 else None

    def holder_of(self, title: str) -> str | None:
        """The one person who holds a title; None if several do, or nobody."""
        wanted = _bare(title)
        if not wanted:
            return None
        exact = {name for held, name in self.titled if held == wanted}
        longer = exact or {
            name for held, name in self.titled if wanted.startswith(f"{held} ")
        }
        if len(exact or longer) == 1:
            return (exact or longer).pop()
        short = _OF_BODY.sub("", wanted)
        holders = {
            leader.name
            for leader in self.leaders
            if _bare(leader.title) in {wanted, short}
        }
        if len(holders) == 1:
            return holders.pop()
        if not holders and (wanted in self.signer_roles or short in self.signer_roles):
            return self.signer or None
        return None


def people_of(
    text: str, facts: DocumentFacts, catalogue: Catalogue, *, own: bool
) -> People:
    """The persons of a document; the catalogue's leaders only in a paper of ours."""
    titled = tuple(dict.fromkeys(_presented(text)))
    leaders = leaders_on_the_day(catalogue, facts) if own else ()
    names = {leader.name for leader in leaders if leader.title}
    names |= {name for _, name in titled}
    names |= {facts.signer} if facts.signer else set()
    given: dict[str, set[str]] = {}
    for name in names:
        given.setdefault(folded(name).split()[-1], set()).add(name)
    return People(
        leaders=leaders if own else _names_only(catalogue.leaders),
        titled=titled,
        signer=facts.signer or "",
        signer_roles=_signer_roles(facts),
        given=given,
    )


def leaders_on_the_day(
    catalogue: Catalogue, facts: DocumentFacts
) -> tuple[LeaderName, ...]:
    """Leaders with the posts that they held when the document was issued.

    Where its day is blank, the posts of today count. Whoever held none is known by
    name alone.
    """
    day = facts.issued_on
    if day is None:
        return (*catalogue.leaders, *_names_only(catalogue.former_leaders))
    every = (*catalogue.leaders, *catalogue.former_leaders)
    held = [
        leader
        for leader in every
        if (leader.since is None or leader.since <= day)
        and (leader.until is None or day <= leader.until)
    ]
    names = {leader.name for leader in held}
    rest = tuple(leader for leader in every if leader.name not in names)
    return (*held, *_names_only(rest))


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


def looks_like_a_name(words: list[str]) -> bool:
    """Whether words are spelled as a person's name is, and begin with no title."""
    return (
        SHORTEST_PERSON <= len(words) <= LONGEST_PERSON
        and all(word[0].isupper() and word.isalpha() for word in words)
        and lowered(words[0]) not in TITLE_STARTS
    )


def name_at(text: str, start: int, end: int) -> Span | None:
    """The person's name that begins at an offset: capitalised words, two or more."""
    words: list[Span] = []
    for found in re.finditer(r"\S+", text[start : min(end, start + 80)]):
        word = found.group()
        bare = word.strip("*_,.;:()")
        if not bare or not bare[0].isupper() or not bare.isalpha():
            break
        if lowered(bare) in TITLE_STARTS and words:
            break
        at = start + found.start() + word.index(bare)
        words.append((at, at + len(bare)))
        if word[-1] in ",.;:)" or len(words) == LONGEST_PERSON:
            break
    said = [text[slice(*span)] for span in words]
    if not looks_like_a_name(said) or (len(said) > 1 and said[0].isupper() and len(said[0]) > 2 and not said[1].isupper()):  # fmt: skip  # noqa: E501, PLR2004
        return None
    return words[0][0], words[-1][1]


def titled_name(text: str, start: int, end: int) -> Span | None:
    """The name behind a title that begins at an offset: "Chủ tịch UBND xã Lò Văn Hặc".

    A place may bear a person's name; where the text has it as one, it is no person.
    """
    at = start
    for count, found in enumerate(
        re.finditer(r"[^\W\d_]+", text[start : min(end, start + 120)])
    ):
        low = lowered(found.group())
        at = start + found.start()
        if not count and low not in TITLE_STARTS:
            return None
        named = name_at(text, at, end) if count and low in _SURNAMES else None
        if named is not None and named[1] - named[0] > len(found.group()):
            return None if _is_place(text, named) else named
        if low not in TITLE_WORDS or count > LONGEST_TITLE:
            return None
    return None


def _is_place(text: str, named: Span) -> bool:
    """Whether a name behind "xã" stands there also where no chairman is named."""
    before = text[max(0, named[0] - 12) : named[0]]
    if _PLACE_BEFORE.search(before) is None:
        return False
    place = rf"(?<!UBND )(?:xã|phường)\s+{re.escape(text[slice(*named)])}"
    return re.search(place, text, re.I) is not None


def title_at(text: str, start: int, end: int) -> Span | None:
    """The title that begins at an offset: "Phó Chủ tịch Thường trực UBND tỉnh"."""
    reached = start
    for count, found in enumerate(
        re.finditer(r"\S+", text[start : min(end, start + 120)])
    ):
        word = found.group().strip("*_")
        bare = word.strip(",.;:()")
        low = lowered(bare)
        if not count and low not in TITLE_STARTS:
            return None
        if count == LONGEST_TITLE or not (low in TITLE_WORDS or bare[:1].isupper()):
            break
        reached = start + found.start() + found.group().index(bare) + len(bare)
        if word != bare:
            break
    return (start, reached) if reached > start else None


def _presented(text: str) -> list[tuple[str, str]]:
    """(title, name) wherever the document presents somebody."""
    found: list[tuple[str, str]] = []
    for match in _NAMED.finditer(text):
        name = " ".join(match.group("name").split()).strip("*_ ")
        title = title_at(text, *match.span("title"))
        if title is not None and looks_like_a_name(name.split()):
            found.append((_bare(text[slice(*title)]), name))
    return found


def _signer_roles(facts: DocumentFacts) -> frozenset[str]:
    title = " ".join(folded(facts.signer_title or "").split())
    if not title or (title.startswith("pho ") and "thuong truc" not in title):
        return frozenset()
    body = folded(facts.issuing_body or "").split()
    ends = (" ".join(body[:n]) for n in range(1, len(body) + 1))
    return frozenset((title, *(f"{title} {end}" for end in ends)))


def _names_only(leaders: tuple[LeaderName, ...]) -> tuple[LeaderName, ...]:
    """Leaders without their titles: in another agency's paper these are its own."""
    return tuple(
        LeaderName(name, "") for name in dict.fromkeys(x.name for x in leaders)
    )


def _bare(title: str) -> str:
    words = " ".join(HONORIFICS.sub("", folded(title)).split()).strip(" *_,.;:")
    return re.sub(r"\buy ban nhan dan\b", "ubnd", words)
