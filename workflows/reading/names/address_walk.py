"""Goes over the words of an address: names, their parts, and marks between them."""

import re
from dataclasses import replace

from workflows.deadlines import Span
from workflows.reading.names.agencies import code_of
from workflows.reading.names.collectives import (
    collective_at,
    communes_at,
    list_head_at,
    listed_at,
)
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.names.name_runs import head_at
from workflows.reading.names.tokens import span_of, tokens_of
from workflows.reading.names.unit_names import Mention, Role, Step, role_at

_VAGUE = re.compile(
    r"(?:cac\s{1,4})?(?:so|nganh|co quan|don vi|phong|to chuc|dia phuong|luc luong)"
    r"(?:(?:,\s{0,4}|\s{1,4}va\s{1,4}|\s{1,4})(?:cac\s{1,4})?"
    r"(?:ban|nganh|don vi|co quan|dia phuong|doan the|to chuc)){0,4}"
    r"\s{1,4}(?:co\s{1,4})?(?:lien quan|chuc nang(?:\s{1,4}tai cua khau)?)"
    r"|cac\s{1,4}so,?\s{1,4}(?:ban,?\s{1,4})?nganh\b|cac\s{1,4}doan\s{1,4}the\b"
    r"|cac\s{1,4}to\s{1,4}chuc\s{1,4}chinh\s{1,4}tri\s?(?:-\s?|\s)xa\s{1,4}hoi"
    r"(?:\s{1,4}(?:tinh|xa|phuong|huyen)\b)?"
)
_NOBODY = re.compile(r"lien\s{1,4}quan|chuc\s{1,4}nang|nganh\b")
_TITLES = {
    tuple(words.split())
    for words in (
        "giam doc", "pho giam doc", "chanh", "truong", "thu truong", "lanh dao",
        "chu tich", "nguoi dung dau", "chi cuc truong", "cuc truong", "doi truong",
        "to truong", "hieu truong", "vien truong", "bi thu", "dong chi", "cac dong chi",
        "chi huy truong", "tong giam doc", "tram truong", "hat truong", "truong phong",
    )
}  # fmt: skip
_ADVERBS = {
    ("khan", "truong"), ("tich", "cuc"), ("chu", "dong"), ("truc", "tiep"),
    ("tiep", "tuc"), ("nghiem", "tuc"),
}  # fmt: skip
_BETWEEN = {",", ";", "va", "voi", "cung", ":", "/", "+"}
_QUALIFIER = re.compile(
    r"\s{0,3}(?:truc thuoc|thuoc|cua|tren dia ban|neu tren)(?![a-z])".replace(
        " ", r"\s{1,4}"
    )
)
_OF_WHAT = re.compile(
    r"\s{1,4}(?:toan\s{1,4})?(?:so|ban|tinh|xa|phuong|huyen|co quan|don vi|nganh|truong"
    r"|chi cuc|cuc|trung tam|thanh pho|tham quyen)(?![a-z])"
)
LONGEST_BRACKET = 160
LONGEST_REST = 8


class Walk:
    """Goes over the tokens of an address as long as they belong to it."""

    def __init__(self, folded: str, start: int, end: int, gazetteer: Gazetteer) -> None:
        self.folded = folded
        self.limit = end
        self.gazetteer = gazetteer
        self.tokens = tokens_of(folded, start, end)
        self.reached = start
        self.head: str | None = None
        self.is_open_list = False

    def steps(self) -> list[Step]:
        """The names and role words of the address, in order."""
        found: list[Step] = []
        index = 0
        while index < len(self.tokens):
            taken = self._take(index)
            if taken is None:
                break
            new, length = taken
            index += length
            if new:
                found += new
                self.reached = self.tokens[index - 1].end
                index += self._qualified(index)
        return _without_lead_ins(self._with_doubt(found, index), self.folded)

    def _with_doubt(self, found: list[Step], index: int) -> list[Step]:
        """Doubt the last name if words behind a comma may belong to it.

        "Phòng A, b và c chủ trì": one name or two, and it is not known which.
        """
        last = found[-1] if found else None
        if not isinstance(last, Mention) or index >= len(self.tokens):
            return found
        if self.tokens[index - 1].fold not in {",", "va"}:
            return found
        ahead = self.tokens[index : index + LONGEST_REST]
        for n, token in enumerate(ahead):
            if token.fold in {".", ";", ":", ","}:
                break
            if role_at(ahead, n) is not None:
                return [*found[:-1], replace(last, is_doubtful=True)]
        return found

    def _take(self, index: int) -> tuple[list[Step], int] | None:
        token = self.tokens[index]
        vague = _VAGUE.match(self.folded, token.start, self.limit)
        if vague is not None:
            return self._vague(index, vague.span())
        role = role_at(self.tokens, index)
        if role is not None:
            self.head = None
            return [role[0]], role[1]
        named = self._named(index)
        if named is not None:
            return named
        return self._between(index)

    def _named(self, index: int) -> tuple[list[Step], int] | None:
        text, tokens, gazetteer = self.gazetteer.text, self.tokens, self.gazetteer
        head = list_head_at(text, tokens, index)
        if head is not None:
            self.head, length = head
            self.is_open_list = True
            return [], length
        plain = gazetteer.at(tokens, index, bare=False)
        if self.head is not None and plain is None:
            listed = listed_at(
                tokens,
                index,
                self.head,
                gazetteer,
                self.limit,
                known=not self.is_open_list,
            )
            if listed is not None:
                return [listed[0]], listed[1]
        collective = collective_at(text, tokens, index, gazetteer)
        if collective is not None:
            return [collective[0]], collective[1]
        known = gazetteer.in_prose(tokens, index, self.limit)
        if known is None:
            return self._of_communes(index) or self._titled(index)
        name, length, doubtful = known
        self.head = (
            tokens[index].fold if tokens[index].fold in {"so", "phong"} else None
        )
        self.is_open_list = False
        communes = communes_at(tokens, index + length)
        if communes and len(name.codes) == 1:
            length += communes
            name = replace(name, codes=(f"{name.codes[0]}_xa",), is_collective=True)
        mention = Mention(
            name.codes,
            span_of(tokens[index : index + length]),
            is_outside=name.is_outside or (name.is_unknown and gazetteer.own),
            is_unknown=name.is_unknown,
            is_doubtful=doubtful,
            is_collective=name.is_collective,
        )
        return [mention], length

    def _of_communes(self, index: int) -> tuple[list[Step], int] | None:
        """ "Công an các xã, phường": a word for a unit alone, of all communes."""
        tokens = self.tokens
        size = head_at(self.gazetteer.text, tokens[index].start, self.limit)
        length = sum(t.start < tokens[index].start + size for t in tokens[index:])
        communes = communes_at(tokens, index + length) if size else 0
        if not communes:
            return None
        code = code_of(
            f"{self.folded[tokens[index].start : tokens[index].start + size]} xa"
        )
        span = span_of(tokens[index : index + length + communes])
        return [Mention((code,), span, is_outside=True, is_collective=True)], (
            length + communes
        )

    def _titled(self, index: int) -> tuple[list[Step], int] | None:
        """ "Giám đốc Sở X", "Trưởng các phòng": the title stands for the unit."""
        for length in (3, 2, 1):
            words = tuple(t.fold for t in self.tokens[index : index + length])
            if len(words) == length and words in _TITLES:
                if index + length >= len(self.tokens):
                    return None
                behind = self._take(index + length)
                if behind is None or not (behind[0] or self.head):
                    return None
                return behind[0], length + behind[1]
        return None

    def _between(self, index: int) -> tuple[list[Step], int] | None:
        token = self.tokens[index]
        if token.fold == "(":
            return self._bracket(index)
        pair = tuple(t.fold for t in self.tokens[index : index + 2])
        if pair in _ADVERBS and role_at(self.tokens, index + 2) is not None:
            return [], 2
        if token.fold not in _BETWEEN and token.fold != ")":
            return None
        return ([Role.PAUSE] if token.fold == ";" else []), 1

    def _bracket(self, index: int) -> tuple[list[Step], int] | None:
        """A bracket that gives a part is read; any other behind a name is passed."""
        close = next(
            (
                n
                for n, token in enumerate(self.tokens[index + 1 :], index + 1)
                if token.fold == ")"
            ),
            None,
        )
        inside = self.tokens[index + 1 : close]
        if any(role_at(inside, n) for n in range(len(inside))):
            return [], 1
        if (
            close is None
            or self.tokens[close].end - self.tokens[index].start > LONGEST_BRACKET
        ):
            return None
        self.reached = self.tokens[close].end
        return [], close - index + 1

    def _qualified(self, index: int) -> int:
        """Tokens of "thuộc Sở", "của Ban", "trên địa bàn tỉnh" behind a name."""
        found = _QUALIFIER.match(self.folded, self.reached, self.limit)
        if found is None:
            return 0
        end = found.end()
        at = index + sum(token.start < end for token in self.tokens[index:])
        if at < len(self.tokens):
            known = self.gazetteer.in_prose(self.tokens, at, self.limit)
            what = _OF_WHAT.match(self.folded, end, self.limit)
            if known is not None:
                end = self.tokens[at + known[1] - 1].end
            elif what is not None:
                end = what.end()
            elif found.group().split()[-1] != "tren":
                return 0
        self.reached = end
        return sum(token.start < end for token in self.tokens[index:])

    def _vague(self, index: int, span: Span) -> tuple[list[Step], int]:
        length = sum(token.end <= span[1] for token in self.tokens[index:])
        code = code_of(self.folded[span[0] : span[1]])
        vague = _NOBODY.search(self.folded, *span) is not None
        mention = Mention(
            (code,), span, is_outside=True, is_vague=vague, is_collective=not vague
        )
        return [mention], length


def _without_lead_ins(steps: list[Step], folded: str) -> list[Step]:
    """ "Các đơn vị: A, B, C" is A, B and C: what a colon opens is not one of them."""
    return [
        step
        for n, step in enumerate(steps)
        if not (
            isinstance(step, Mention)
            and (step.is_vague or step.is_collective)
            and isinstance(next(iter(steps[n + 1 :]), None), Mention)
            and folded[step.span[1] : step.span[1] + 3].lstrip().startswith(":")
        )
    ]
