"""Names of units in a labelled value, with the words that give them a part."""

from dataclasses import dataclass, replace
from enum import StrEnum

from workflows.deadlines import Span
from workflows.reading.letters import words_of
from workflows.reading.names.agencies import code_of
from workflows.reading.names.gazetteer import Gazetteer, KnownName
from workflows.reading.names.name_runs import head_at
from workflows.reading.names.tokens import Token, span_of, tokens_of

Known = tuple[KnownName, list[Token]]
Piece = Token | Known

_SEPARATORS = {",", ";", ".", ":", "(", ")", "/", "+", "va", "voi", "cung"}
# Words around a name that say nothing about which unit it is.
_FILLERS = words_of(
    "giao yeu cau de nghi do la gom bao dong chi d c lanh dao thu truong giam doc "
    "chanh cac don vi co quan bo phan toan the tap tham muu thuc hien trien khai "
    "xay dung theo doi to chuc chiu trach nhiem chinh dau moi chung tong hop cho "
    "ca nhan nhiem vu duoc phan cong chat che soan thao kiem tra doc"
)
_INSIDE_HEADS = words_of(
    "phong ban van vp trung to doi khoa chi doan dang hoi thanh bo tram vien truong"
)
_OUTSIDE_STARTS = (
    ("chi", "cuc"),
    ("bo", "chi", "huy"),
    ("bo", "doi"),
    ("ban", "chi", "huy"),
    ("thanh", "tra"),
)
LONGEST_LISTED = 12
# "Phòng Nội vụ thuộc Sở": what a unit belongs to is no part of its name.
_BELONGS = ("thuoc", "truc", "cua")
_VAGUE = ("lien quan", "luc luong chuc nang", "co quan chuc nang")
_LIST_HEADS: dict[tuple[str, ...], str] = {
    ("cac", "so"): "so",
    ("cac", "phong"): "phong",
    ("cac", "ban"): "ban",
}


class Role(StrEnum):
    """Words between names: who leads, who helps, and pauses."""

    LEAD = "lead"
    SUPPORT = "support"
    LEAD_BRACKETED = "lead_bracketed"
    SUPPORT_BRACKETED = "support_bracketed"
    PAUSE = "pause"


_ROLES: dict[tuple[str, ...], Role] = {
    tuple(words.split()): role
    for words, role in (
        ("chu tri", Role.LEAD),
        ("dau moi", Role.LEAD),
        ("la dau moi", Role.LEAD),
        ("lam dau moi", Role.LEAD),
        ("la co quan dau moi", Role.LEAD),
        ("la don vi dau moi", Role.LEAD),
        ("la co quan thuong truc", Role.LEAD),
        ("la don vi thuong truc", Role.LEAD),
        ("la co quan chu tri", Role.LEAD),
        ("la don vi chu tri", Role.LEAD),
        ("phoi hop", Role.SUPPORT),
        ("phoi hop chat che", Role.SUPPORT),
    )
}
_LONGEST_ROLE = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """One unit as it was mentioned; an unknown one has its slug as code.

    ``is_collective`` stands for several that each do the work; ``is_partner`` is an
    agency whose work our unit only helps with.
    """

    codes: tuple[str, ...]
    span: Span
    is_outside: bool = False
    is_unknown: bool = False
    is_vague: bool = False
    is_doubtful: bool = False
    is_collective: bool = False
    is_partner: bool = False


Step = Mention | Role


def read_mentions(
    text: str, folded: str, span: Span, gazetteer: Gazetteer
) -> list[Step]:
    """The units and role words of a labelled value, in order."""
    return _MentionReader(text, folded, gazetteer).read(span)


def role_at(tokens: list[Token], index: int) -> tuple[Role, int] | None:
    """The role word that begins at a token, and how many tokens it takes."""
    ahead = tuple(token.fold for token in tokens[index : index + _LONGEST_ROLE])
    words = next(
        (ahead[:n] for n in range(len(ahead), 1, -1) if ahead[:n] in _ROLES), ()
    )
    if not words:
        return None
    role = _ROLES[words]
    bracketed = (
        index > 0
        and tokens[index - 1].fold == "("
        and any(token.fold == ")" for token in tokens[index + 2 : index + 5])
    )
    if not bracketed:
        return role, len(words)
    return Role(f"{role.value}_bracketed"), len(words)


class _MentionReader:
    """Reads one value; holds what has been read of it so far."""

    def __init__(self, text: str, folded: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.folded = folded
        self.gazetteer = gazetteer
        self.steps: list[Step] = []
        self.chunk: list[Piece] = []
        self.list_head: str | None = None

    def read(self, span: Span) -> list[Step]:
        tokens = tokens_of(self.folded, *span)
        index = 0
        while index < len(tokens):
            index += self._take(tokens, index)
        self._close_chunk(",")
        return self.steps

    def _take(self, tokens: list[Token], index: int) -> int:
        known = self._known(tokens, index)
        if known is not None:
            name, length = known
            self.chunk.append((name, tokens[index : index + length]))
            return length
        role = role_at(tokens, index)
        if role is not None:
            self._close_chunk(",")
            self.steps.append(role[0])
            return role[1]
        token = tokens[index]
        if token.fold not in _SEPARATORS:
            self.chunk.append(token)
            return 1
        self._close_chunk(token.fold)
        if token.fold in {";", "."}:
            self.steps.append(Role.PAUSE)
            self.list_head = None
        return 1

    def _known(self, tokens: list[Token], index: int) -> tuple[KnownName, int] | None:
        """The known name here; after "Các Sở:" names stand without their "Sở"."""
        if not self.chunk and self.list_head is not None:
            head = Token(self.list_head, tokens[index].start, tokens[index].start)
            listed = self.gazetteer.at(
                [head, *tokens[index : index + LONGEST_LISTED]], 0, bare=False
            )
            if listed is not None and listed[1] > 1:
                return listed[0], listed[1] - 1
        words = tuple(token.fold for token in tokens[index : index + 2])
        if words in _LIST_HEADS and [t.fold for t in tokens[index + 2 : index + 3]] == [
            ":"
        ]:
            return None
        return self.gazetteer.at(tokens, index, bare=True)

    def _close_chunk(self, separator: str) -> None:
        chunk, self.chunk = self.chunk, []
        if not chunk:
            return
        names = [piece for piece in chunk if not isinstance(piece, Token)]
        if names:
            self._add_names(chunk, names)
            return
        words = [piece for piece in chunk if isinstance(piece, Token)]
        head = _LIST_HEADS.get(tuple(word.fold for word in words))
        if separator == ":" and head is not None:
            self.list_head = head
        else:
            self._add_words(words)

    def _add_names(self, chunk: list[Piece], names: list[Known]) -> None:
        at = chunk.index(names[0])
        before = [piece for piece in chunk[:at] if isinstance(piece, Token)]
        after: list[Token] = []
        for piece in reversed(chunk):
            if not isinstance(piece, Token):
                break
            after.insert(0, piece)
        if after and after[0].fold in _BELONGS:
            after = []
        if not _all_fillers(before) or (after and self._continues_name(after)):
            self._add_unknown([token for piece in chunk for token in _tokens(piece)])
            return
        doubtful = bool(after) and after[0].fold not in _FILLERS
        doubtful |= any(known.is_doubtful for known, _ in names)
        self.steps += [
            Mention(
                known.codes,
                span_of(tokens),
                is_outside=known.is_outside
                or (known.is_unknown and self.gazetteer.own),
                is_unknown=known.is_unknown,
                is_doubtful=doubtful,
                is_collective=known.is_collective,
            )
            for known, tokens in names
        ]

    def _add_words(self, words: list[Token]) -> None:
        span = span_of(words)
        said = self.folded[span[0] : span[1]]
        near = self.gazetteer.nearly(said)
        if _all_fillers(words):
            return
        if any(vague in " ".join(said.split()) for vague in _VAGUE):
            code = code_of(said)
            self.steps.append(Mention((code,), span, is_outside=True, is_vague=True))
        elif near is not None:
            self.steps.append(Mention(near.codes, span, is_outside=near.is_outside))
        elif head_at(self.text, *span) or words[0].fold == "cac":
            self.list_head = None
            self._add_unknown(words)
        elif self.list_head is not None:
            self._add_unknown(words, head=self.list_head)
        elif not self._prolong(span) and self._is_capital(words[0]):
            self._add_unknown(words, doubtful=True)

    def _add_unknown(
        self, words: list[Token], *, head: str = "", doubtful: bool = False
    ) -> None:
        span = span_of(words)
        folds = (*([head] if head else []), *(word.fold for word in words))
        self.steps.append(
            Mention(
                (code_of(f"{head} {self.text[span[0] : span[1]]}"),),
                span,
                is_outside=_is_outside(folds) or self.gazetteer.own,
                is_unknown=True,
                is_doubtful=doubtful,
            )
        )

    def _prolong(self, span: Span) -> bool:
        """Add words to an unknown name cut at a comma or "và" of its own."""
        last = self.steps[-1] if self.steps else None
        if not isinstance(last, Mention) or not last.is_unknown:
            return False
        whole = (last.span[0], span[1])
        code = code_of(self.text[whole[0] : whole[1]])
        # "Phòng Nội vụ, Tài chính" may be one name or two: a person must look.
        doubtful = (
            self.text[span[0]].isupper() and "," in self.text[last.span[1] : span[0]]
        )
        self.steps[-1] = replace(
            last, codes=(code,), span=whole, is_doubtful=last.is_doubtful or doubtful
        )
        return True

    def _is_capital(self, token: Token) -> bool:
        return self.text[token.start].isupper()

    def _continues_name(self, after: list[Token]) -> bool:
        letter = self.text[after[0].start]
        return letter.isupper() or letter.isdigit()


def _tokens(piece: Piece) -> list[Token]:
    return [piece] if isinstance(piece, Token) else piece[1]


def _all_fillers(words: list[Token]) -> bool:
    return all(word.fold in _FILLERS for word in words)


def _is_outside(folds: tuple[str, ...]) -> bool:
    if any(folds[: len(start)] == start for start in _OUTSIDE_STARTS):
        return True
    return folds[0] not in _INSIDE_HEADS
