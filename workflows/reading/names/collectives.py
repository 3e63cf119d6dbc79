"""Names for several units: "các phòng, đơn vị", and lists that share one head word.

"Các phòng chuyên môn" is one code of the catalogue, "các khoa" of a hospital its own;
"các Sở: Tài chính, Xây dựng" are two departments.
"""

from itertools import takewhile

from workflows.reading.names.agencies import code_of
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.names.name_runs import head_at, run_at
from workflows.reading.names.tokens import Token, span_of
from workflows.reading.names.unit_names import Mention

_NOUNS = (
    ("truong", "hoc"),
    ("don", "vi"), ("trung", "tam"), ("co", "quan"), ("chi", "bo"), ("chi", "cuc"),
    ("bo", "mon"), ("bo", "phan"), ("phong",), ("ban",), ("khoa",), ("to",), ("doi",),
    ("truong",), ("thon",), ("tram",), ("xa",), ("phuong",), ("chi", "doan"),
    ("doan", "the"), ("benh", "vien"), ("khu", "pho"),
)  # fmt: skip
_QUALIFIERS = {("chuyen", "mon"), ("nghiep", "vu"), ("truc", "thuoc"), ("cm",)}
_VAGUE = (("lien", "quan"), ("co", "lien", "quan"), ("chuc", "nang"), ("neu", "tren"))
_LISTS = {
    ("cac", "so"): "so",
    ("cac", "phong"): "phong",
    ("cac", "ban"): "ban",
    ("cac", "khoa"): "khoa",
    ("cac", "bo"): "bo",
    ("cac", "chi", "cuc"): "chi cuc",
    ("cac", "trung", "tam"): "trung tam",
    ("ubnd", "cac", "xa"): "ubnd xa",
    ("ubnd", "cac", "phuong"): "ubnd phuong",
    ("ubnd", "cac", "xa", ",", "phuong"): "ubnd xa",
    ("uy", "ban", "nhan", "dan", "cac", "xa"): "ubnd xa",
    ("chu", "tich", "ubnd", "cac", "xa"): "ubnd xa",
}
_TITLES = {("thu", "truong"), ("giam", "doc"), ("chu", "tich"), ("lanh", "dao")}
_HEAD_WORD = "Phòng "
LONGEST_BARE = 200
_COMMUNES = tuple(
    tuple(words.split())
    for words in (
        "cac xa , phuong , thi tran", "cac xa , phuong", "cac phuong , xa",
        "cac xa", "cac phuong",
    )
)  # fmt: skip
_LONGEST_LIST_HEAD = 6
_OUTSIDE_LISTS = ("so", "bo", "ubnd", "chi cuc")


def communes_at(tokens: list[Token], index: int) -> int:
    """Tokens of "các xã", "các xã, phường" behind a name: "Công an các xã"."""
    for words in _COMMUNES:
        if _folds(tokens, index, len(words)) == words:
            return len(words)
    return 0


def list_head_at(text: str, tokens: list[Token], index: int) -> tuple[str, int] | None:
    """The word that the names of a list share, and how many tokens open the list."""
    for length in range(_LONGEST_LIST_HEAD, 1, -1):
        words = tuple(token.fold for token in tokens[index : index + length])
        head = _LISTS.get(words) if len(words) == length else None
        if head is None:
            continue
        behind = tokens[index + length : index + length + 2]
        if not behind:
            return None
        if behind[0].fold == ":":
            # "Chủ tịch UBND các xã:" is a heading, and no list follows in it.
            return (head, length + 1) if len(behind) > 1 else None
        starts = text[behind[0].start : behind[0].start + 1]
        all_capitals = text[tokens[index].start : behind[0].end].isupper()
        return (head, length) if starts.isupper() and not all_capitals else None
    return None


def listed_at(
    tokens: list[Token],
    index: int,
    head: str,
    gazetteer: Gazetteer,
    limit: int,
    *,
    known: bool,
) -> tuple[Mention, int] | None:
    """A name of a list without its head word: "Tài chính" in "Các Sở: …".

    ``known`` allows only names that are known with the head word.
    """
    at = tokens[index].start
    text = gazetteer.text
    if not text[at : at + 1].isupper() or _folds(tokens, index, 2) in _TITLES:
        return None
    heads = [Token(word, at, at) for word in head.split()]
    found = gazetteer.at([*heads, *tokens[index : index + 16]], 0, bare=False)
    if found is not None and found[1] > len(heads):
        length = found[1] - len(heads)
        span = span_of(tokens[index : index + length])
        return Mention(found[0].codes, span, is_outside=found[0].is_outside), length
    if known or head_at(text, at, limit):
        return None
    length = _bare_run(text, tokens, index, head)
    span = span_of(tokens[index : index + length])
    code = code_of(f"{head} {text[slice(*span)]}")
    outside = head.startswith(_OUTSIDE_LISTS) or gazetteer.own
    return Mention((code,), span, is_outside=outside, is_unknown=True), length


def collective_at(
    text: str, tokens: list[Token], index: int, gazetteer: Gazetteer
) -> tuple[Mention, int] | None:
    """ "Các phòng, đơn vị trực thuộc" at a token, and how many tokens it takes."""
    if tokens[index].fold not in {"cac", "moi", "tung"}:
        return None
    at = index + 1
    nouns: list[str] = []
    while True:
        noun = _noun_at(text, tokens, at, gazetteer)
        if noun is None:
            break
        nouns.append(noun[0])
        at += noun[1]
        step = _over_separator(tokens, at)
        if _noun_at(text, tokens, at + step, gazetteer) is None or not step:
            break
        at += step
    if not nouns:
        return None
    vague = next((len(v) for v in _VAGUE if _folds(tokens, at, len(v)) == v), 0)
    at += vague
    codes = () if vague else _codes(nouns, gazetteer)
    span = span_of(tokens[index:at])
    mention = Mention(
        codes or (code_of(text[slice(*span)]),),
        span,
        is_vague=not codes,
        is_collective=True,
    )
    return mention, at - index


def _noun_at(
    text: str, tokens: list[Token], at: int, gazetteer: Gazetteer
) -> tuple[str, int] | None:
    if at >= len(tokens):
        return None
    for noun in _NOUNS:
        if _folds(tokens, at, len(noun)) != noun:
            continue
        if noun == ("to",) and _folds(tokens, at + 1, 1) == ("chuc",):
            return None
        end = at + len(noun)
        qualified = next(
            (
                len(words)
                for words in _QUALIFIERS
                if _folds(tokens, end, len(words)) == words
            ),
            0,
        )
        if not qualified and _is_name(text, tokens, at, end, gazetteer):
            return None
        return " ".join(noun), len(noun) + qualified
    return None


def _is_name(
    text: str, tokens: list[Token], at: int, end: int, gazetteer: Gazetteer
) -> bool:
    """Whether the noun begins a unit's own name: "Trung tâm Quản lý cửa khẩu"."""
    if (
        gazetteer.at(tokens, at, bare=False) is not None
        and text[tokens[at].start].isupper()
    ):
        return True
    capital = end < len(tokens) and text[tokens[end].start].isupper()
    return capital and not text[tokens[at].start : tokens[end].end].isupper()


def _folds(tokens: list[Token], at: int, length: int) -> tuple[str, ...]:
    return tuple(token.fold for token in tokens[at : at + length])


def _over_separator(tokens: list[Token], at: int) -> int:
    words = [token.fold for token in tokens[at : at + 3]]
    if not words or words[0] not in {",", "va", "/"}:
        return 0
    size = 2 if words[:2] == [",", "va"] else 1
    return size + (1 if words[size : size + 1] == ["cac"] else 0)


def _codes(nouns: list[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """The codes of a collective name; none where it is too vague for one."""
    codes: list[str] = []
    rooms = "phong" in nouns
    if rooms and gazetteer.collective:
        codes.append(gazetteer.collective)
    for noun in nouns:
        if noun == "phong" or (rooms and noun in {"ban", "bo phan"}):
            continue
        if noun in {"xa", "phuong"}:
            codes.append("ubnd_xa")
        elif gazetteer.own and noun in {"don vi", "trung tam"}:
            codes += gazetteer.centres if rooms or noun == "trung tam" else ()
        elif noun not in {"co quan", "doan the"}:
            codes.append(code_of(f"các {noun}"))
    return tuple(dict.fromkeys(codes))


def _bare_run(text: str, tokens: list[Token], index: int, head: str) -> int:
    """How many tokens a name without its head word takes: "Tài chính - Kế hoạch"."""
    start = tokens[index].start
    words = _HEAD_WORD + text[start : start + LONGEST_BARE]
    ahead = list(
        takewhile(lambda token: token.fold.isalnum(), tokens[index : index + 12])
    )
    run = run_at(words, _shifted(ahead, start), 0, len(words))
    length = 1 if run is None else max(1, run.length - 1)
    if not head.startswith("ubnd"):
        return length
    # A commune's name holds no "và"; what stands behind it is another's.
    ands = [n for n in range(1, length) if tokens[index + n].fold == "va"]
    return ands[0] if ands else length


def _shifted(tokens: list[Token], start: int) -> list[Token]:
    by = len(_HEAD_WORD) - start
    moved = [
        Token(token.fold, token.start + by, token.end + by)
        for token in tokens
        if token.end - start < LONGEST_BARE
    ]
    return [Token("phong", 0, len(_HEAD_WORD) - 1), *moved]
