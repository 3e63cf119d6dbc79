"""Names in a text: the longest known name at each place, by whole words.

Commas belong to names ("Văn hóa, Thể thao và Du lịch") and hyphens do not ("Kế
hoạch - Tổng hợp"). Work is proportional to the text, whatever the catalogue.

A document of another agency speaks of that agency's own units: our "Văn phòng" and
"Phòng Kế hoạch tổng hợp" are then not meant.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from workflows.reading.catalogue import Catalogue, UnitName
from workflows.reading.letters import folded
from workflows.reading.names.agencies import AGENCIES, code_of
from workflows.reading.names.document_names import is_agency_code, names_by_themselves
from workflows.reading.names.name_runs import head_at, run_at, works_at
from workflows.reading.names.tokens import Token, span_of, tokens_of

__all__ = ["Gazetteer", "KnownName", "Token", "gazetteer_of", "span_of", "tokens_of"]

Words = tuple[str, ...]
# One slip of spelling for each so many letters, and none in a short name.
LETTERS_PER_SLIP = 12
SHORTEST_INEXACT = 10
SHORTEST_BARE_NAME = 3
LONGEST_LISTED = 16
_OTHER_BODY = re.compile(
    r"(?:dự án|các khu|khu |rừng|chợ|đầu tư|di tích|cảng|đại diện|điều phối|công chứng"
    r"|luật sư|đoàn|quỹ|vùng|công viên|bến xe|cụm)(?![^\W\d_])|(?:dự án|các khu|khu)\s"
)


@dataclass(frozen=True, slots=True)
class KnownName:
    """What a name stands for; an alias may stand for several units.

    ``is_cut`` if it was read before a comma, where a name may as well go on;
    ``is_doubtful`` if another agency's paper may mean a unit of its own by it.
    """

    codes: tuple[str, ...]
    is_outside: bool = False
    is_unknown: bool = False
    is_collective: bool = False
    is_cut: bool = False
    is_doubtful: bool = False


class Gazetteer:
    """The names of one catalogue, of agencies that everybody knows, of a document.

    ``own`` is whether the catalogue's agency issued the document.
    """

    def __init__(
        self, catalogue: Catalogue, text: str = "", *, own: bool = True
    ) -> None:
        self.text = text
        self.own = own
        self.centres = tuple(
            unit.code
            for unit in catalogue.units
            if folded(unit.name).startswith("trung tam")
        )
        self.collective = next((unit.code for unit in catalogue.collectives), "")
        mine = _names_in_use(catalogue, text, own=own)
        self.exact = _index(mine, outside=False)
        if not own:
            for words, known in _index(_full_names(catalogue), outside=False).items():
                doubtful = replace(known, is_doubtful=True)
                self.exact.setdefault(words, doubtful)
        for words, known in _index(AGENCIES, outside=True).items():
            self.exact.setdefault(words, known)
        self.bare = _bare_names(mine, self.exact) if own else {}
        self.bodies = frozenset(_words(name) for name in catalogue.body_names)
        self.local: dict[Words, KnownName] = {}
        self._measure()
        self.local = self._local_names(text)
        self._measure()
        self._spelled = {
            " ".join(words): known for words, known in (self.exact | self.bare).items()
        }

    def _measure(self) -> None:
        names = (*self.exact, *self.bare, *self.bodies, *self.local)
        self._longest = max(map(len, names), default=0)
        self._first = {words[0] for words in (*self.exact, *self.bare, *self.local)}

    def at(
        self, tokens: list[Token], index: int, *, bare: bool
    ) -> tuple[KnownName, int] | None:
        """The longest name that begins at a token, and how many tokens it takes.

        ``bare`` also finds "Kế hoạch tổng hợp" without its "Phòng": only safe where
        nothing but units is expected.
        """
        if tokens[index].fold not in self._first:
            return None
        words = tuple(token.fold for token in tokens[index : index + self._longest])
        lengths = range(len(words), 0, -1)
        local = next((n for n in lengths if words[:n] in self.local), 0)
        for length in lengths:
            known = self.exact.get(words[:length])
            if known is None and bare:
                known = self.bare.get(words[:length])
            if known is not None:
                body = self._body_after(tokens, index + length)
                if body or length >= local:
                    return known, length + body
                break
        return (self.local[words[:local]], local) if local else None

    def in_prose(
        self, tokens: list[Token], index: int, limit: int
    ) -> tuple[KnownName, int, bool] | None:
        """The unit named in running words: (name, tokens, whether it is in doubt).

        A listed name that goes on is another unit's: "Ban Quản lý dự án …".
        """
        centre = self._only_centre(tokens, index, limit)
        if centre is not None:
            return centre
        known = self.at(tokens, index, bare=False)
        run = run_at(self.text, tokens, index, limit) if self.text else None
        if known is not None and (
            run is None
            or run.length <= known[1]
            or not (known[0].is_cut or self._goes_on(tokens, index + known[1], limit))
        ):
            place = self._place_after(tokens, index + known[1])
            length = known[1] + place * known[0].is_outside
            return known[0], length, known[0].is_doubtful
        if run is None:
            return None
        span = span_of(tokens[index : index + run.length])
        near = self.nearly(self.text[slice(*span)]) if self.own else None
        if near is not None:
            return near, run.length, False
        code = code_of(self.text[slice(*span)])
        found = KnownName((code,), is_outside=is_agency_code(code), is_unknown=True)
        return found, run.length, run.is_doubtful

    def _only_centre(
        self, tokens: list[Token], index: int, limit: int
    ) -> tuple[KnownName, int, bool] | None:
        """ "Trung tâm" alone, in a paper of an agency that has just one."""
        words = tuple(token.fold for token in tokens[index : index + 2])
        if not self.own or len(self.centres) != 1 or words != ("trung", "tam"):
            return None
        behind = tokens[index + 2 : index + 3]
        alone = not behind or not behind[0].fold.isalnum()
        if not alone and (
            self.text[behind[0].start].isupper()
            or not works_at(self.text, behind[0].start, limit)
        ):
            return None
        is_name = self.text[tokens[index].start].isupper()
        return (KnownName(self.centres), 2, False) if is_name else None

    def nearly(self, name: str) -> KnownName | None:
        """The one known name within a slip of the pen or two; None if two compete."""
        wanted = " ".join(_words(name))
        slips = len(wanted) // LETTERS_PER_SLIP
        if len(wanted) < SHORTEST_INEXACT or not slips:
            return None
        near = {
            known
            for spelled, known in self._spelled.items()
            if Levenshtein.distance(wanted, spelled, score_cutoff=slips) <= slips
        }
        return near.pop() if len(near) == 1 else None

    def _local_names(self, text: str) -> dict[Words, KnownName]:
        """Names that the document gives by themselves: in cells, headings and lists."""
        found: dict[Words, KnownName] = {}
        for tokens, name, is_cut in names_by_themselves(text):
            words = tuple(token.fold for token in tokens)
            if self._covers(tokens) or (
                words in found and (is_cut or not found[words].is_cut)
            ):
                continue
            code = code_of(name)
            found[words] = KnownName(
                (code,), is_agency_code(code), is_unknown=True, is_cut=is_cut
            )
        return found

    def _covers(self, tokens: list[Token]) -> bool:
        known = self.at(tokens, 0, bare=False)
        return known is not None and known[1] >= len(tokens)

    def _goes_on(self, tokens: list[Token], index: int, limit: int) -> bool:
        """Whether the words behind a listed name belong to a longer one."""
        if index >= len(tokens):
            return False
        token = tokens[index]
        if token.fold in {"tinh", "thanh"}:
            return False
        if self._place_after(tokens, index):
            return False
        if not self.text[token.start].isupper():
            # "Ban Quản lý dự án …" is another body; any other small word is a verb.
            return _OTHER_BODY.match(self.text, token.start) is not None
        return not head_at(self.text, token.start, limit)

    def _place_after(self, tokens: list[Token], index: int) -> int:
        """Tokens of "tỉnh", "tỉnh Lạng Sơn", "Lạng Sơn" behind an agency's name."""
        taken = 0
        if index < len(tokens) and tokens[index].fold == "tinh":
            taken = 1
        words = tuple(token.fold for token in tokens[index + taken : index + taken + 2])
        return taken + 2 if words in _PROVINCES else taken

    def _body_after(self, tokens: list[Token], index: int) -> int:
        """Tokens of the agency's own name behind a unit: "Văn phòng Ban Quản lý"."""
        words = tuple(token.fold for token in tokens[index : index + self._longest])
        lengths = (n for n in range(len(words), 0, -1) if words[:n] in self.bodies)
        return next(lengths, 0)


@lru_cache(maxsize=8)
def gazetteer_of(
    catalogue: Catalogue, text: str = "", *, own: bool = True
) -> Gazetteer:
    """The gazetteer of a catalogue and a document, built once."""
    return Gazetteer(catalogue, text, own=own)


def _names_in_use(
    catalogue: Catalogue, text: str, *, own: bool
) -> tuple[UnitName, ...]:
    """The catalogue's names that a document can mean."""
    if own:
        return (*catalogue.units, *catalogue.collectives)
    fold = " ".join(folded(text).split())
    bodies = [
        unit
        for unit in catalogue.units
        if any(folded(unit.name) == folded(name) for name in catalogue.body_names)
    ]
    full = [
        UnitName(unit.code, name)
        for unit in bodies
        for name in (unit.name, *unit.aliases)
        if len(name.split()) > SHORTEST_BARE_NAME
    ]
    if not any(" ".join(folded(one.name).split()) in fold for one in full):
        return tuple(full)
    centres = [u for u in catalogue.units if folded(u.name).startswith("trung tam")]
    return (*bodies, *centres)


def _full_names(catalogue: Catalogue) -> tuple[UnitName, ...]:
    """Our units by their whole names, which units of others bear as well."""
    return tuple(
        UnitName(unit.code, unit.name)
        for unit in catalogue.units
        if len(unit.name.split()) > SHORTEST_BARE_NAME
    )


def _words(name: str) -> Words:
    fold = folded(name)
    return tuple(token.fold for token in tokens_of(fold, 0, len(fold)))


def _index(units: Iterable[UnitName], *, outside: bool) -> dict[Words, KnownName]:
    codes: dict[Words, list[str]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            words = _words(name)
            if words and unit.code not in codes.setdefault(words, []):
                codes[words].append(unit.code)
    return {
        words: KnownName(tuple(found), outside, is_collective=_stands_for_many(words))
        for words, found in codes.items()
    }


def _stands_for_many(words: Words) -> bool:
    return words[0] in {"cac", "pcm"} or "cac" in words[:2] or "chuyen" in words[-2:]


def _bare_names(
    units: Iterable[UnitName], taken: dict[Words, KnownName]
) -> dict[Words, KnownName]:
    """Names without their first word "Phòng", where that leaves enough to tell."""
    bare: dict[Words, KnownName] = {}
    for unit in units:
        head, *rest = _words(unit.name)
        words = tuple(rest)
        if head == "phong" and len(words) >= SHORTEST_BARE_NAME and words not in taken:
            bare[words] = KnownName((unit.code,))
    return bare


_PROVINCES = {
    tuple(name.split())
    for name in (
        "lang son", "cao bang", "bac kan", "ha giang", "tuyen quang", "lao cai",
        "yen bai", "lai chau", "dien bien", "son la", "thai nguyen", "phu tho",
        "bac giang", "quang ninh", "bac ninh", "ha noi", "hai phong", "hung yen",
        "ninh binh", "thanh hoa", "nghe an", "ha tinh", "quang tri", "da nang",
        "quang ngai", "khanh hoa", "gia lai", "dak lak", "lam dong", "dong nai",
        "tay ninh", "vinh long", "dong thap", "ca mau", "an giang", "can tho",
    )
}  # fmt: skip
