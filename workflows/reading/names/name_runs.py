"""Where a unit's name ends in running words, if no catalogue lists it.

"Giao Phòng Đảm bảo chất lượng chủ trì …": the name begins with a word for a unit and
runs on until a mark, a word that gives a part in the work, or a verb of office. Names
that the document also gives by themselves (in a cell, a heading, a list) decide where
a verb may as well belong to the name ("Phòng Kế hoạch tổng hợp").
"""

import re
from dataclasses import dataclass

from workflows.reading.clauses import begins_with_work
from workflows.reading.letters import lowered
from workflows.reading.names.name_words import (
    ALONE,
    BINDS,
    COMPLETE,
    COMPOUNDS,
    ENDS,
    ENDS_A_NAME,
    GOES_ON,
    HEAD,
    JOINT_OFFICES,
    LONGEST_NAME,
    MARKS,
    MAX_SMALL,
    NO_UNIT,
    NO_VERB,
    OF_SEVERAL,
    PART,
    SOFT,
    STOP,
    STOP_LATER,
)
from workflows.reading.names.tokens import Token


@dataclass(frozen=True, slots=True)
class Run:
    """How many tokens a name takes; ``is_doubtful`` if it may end elsewhere."""

    length: int
    is_doubtful: bool = False


def head_at(text: str, start: int, end: int) -> int:
    """The length of the word for a unit that begins at an offset; 0 if none does."""
    low = lowered(text[start : min(end, start + 40)])
    low = re.sub(r"\s", " ", low)
    found = HEAD.match(low)
    return 0 if found is None or NO_UNIT.match(low) else found.end()


def run_at(text: str, tokens: list[Token], index: int, limit: int) -> Run | None:
    """The name of an unlisted unit that begins at a token; None if none does.

    The word for the unit stands with a capital, or the word behind it does.
    """
    size = head_at(text, tokens[index].start, limit)
    if not size:
        return None
    at = index
    edge = tokens[index].start + size
    while at < len(tokens) and tokens[at].start < edge:
        at += 1
    follows = at < len(tokens) and _is_capital(text, tokens[at])
    if not (_is_capital(text, tokens[index]) or follows):
        return None
    head = " ".join(lowered(text[tokens[index].start : edge]).split())
    is_complete = COMPLETE.match(head) is not None
    runner = _Runner(
        text, tokens, at, limit, is_complete=is_complete, may_stand_alone=head in ALONE
    )
    count, is_doubtful = runner.run()
    if count == at and not is_complete:
        return None
    return Run(count - index, is_doubtful)


# "Phòng Nội vụ – Đồng chí A": the leader beside the unit is no part of its name.
_HONORIFIC = re.compile(r"(?:đồng chí|đ/c)(?![^\W\d_])")


class _Runner:
    def __init__(
        self,
        text: str,
        tokens: list[Token],
        at: int,
        limit: int,
        *,
        is_complete: bool,
        may_stand_alone: bool,
    ) -> None:
        self.may_stand_alone = may_stand_alone
        self.text = text
        self.is_complete = is_complete
        self.tokens = tokens
        self.at = at
        self.begin = at
        self.limit = limit
        self.small = 0
        self.doubtful = False

    def run(self) -> tuple[int, bool]:
        """(index behind the name, whether it may end elsewhere)."""
        while self.at < min(len(self.tokens), self.begin + LONGEST_NAME):
            taken = self._step()
            if not taken:
                break
            self.at += taken
        return self.at, self.doubtful or self.small > MAX_SMALL

    def _step(self) -> int:
        token = self.tokens[self.at]
        if token.fold in MARKS:
            return self._over_comma() if token.fold == "," else 0
        if token.fold == "va":
            return self._over_and()
        if _is_capital(self.text, token):
            self.small = 0
            return 0 if _HONORIFIC.match(self._low(token.start)) else 1
        return self._small(token)

    def _small(self, token: Token) -> int:
        low = self._low(token.start)
        if NO_VERB.match(low):
            self.small += 1
            return 1
        if OF_SEVERAL.match(low) and self._is_of_several():
            return 2
        if self.is_complete and self.at == self.begin and not GOES_ON.match(low):
            return 0
        soft = SOFT.match(low)
        if soft is not None:
            return self._over_soft(token, soft.end(), low)
        if self.at > self.begin or not low.startswith(("chỉ đạo", "công tác")):
            works = begins_with_work(self.text, token.start, self.limit)
            late = works or STOP_LATER.match(low) is not None
            stops = STOP.match(low) is not None or (late and self.at > self.begin + 1)
            if stops and self.tokens[self.at - 1].fold + token.fold not in COMPOUNDS:
                return 0
        self.small += 1
        return 1

    def _is_of_several(self) -> bool:
        """ "Công đoàn các Khu công nghiệp", "Ban Quản lý … các công trình"."""
        start = self.tokens[max(0, self.begin - 3)].start
        before = lowered(self.text[start : self.tokens[self.at].start])
        return "ban" in before or "công đoàn" in before

    def _over_soft(self, token: Token, size: int, low: str) -> int:
        before = lowered(self.text[max(0, token.start - 20) : token.start]).rstrip()
        ends = bool(ENDS.match(low, size) or PART.match(low, size))
        behind = ENDS_A_NAME.match(low, size)
        if behind is not None and self.at > self.begin:
            ends = ends or self._begins_a_name(token.start + behind.end())
        first = self.at == self.begin and not self.is_complete
        said = lowered(self.text[self.tokens[self.begin].start : token.start])
        if low[:size].strip() in said and not ends:
            # "Phòng Tổ chức – Hành chính tổ chức …": no name says a word twice.
            return 0
        words = 2 if " " in low[:size] else 1
        # "Trung tâm xây dựng kế hoạch": a name, or a centre alone and what it does.
        self.doubtful |= first and not ends and self.may_stand_alone
        if ends or first or BINDS.search(before):
            self.small += words
            return words
        return 0

    def _begins_a_name(self, start: int) -> bool:
        capital = self.text[start : start + 1].isupper()
        return capital or head_at(self.text, start, self.limit) > 0

    def _over_comma(self) -> int:
        """A comma of the name's own: "Phòng Phổ biến, giáo dục pháp luật chủ trì"."""
        behind = self.tokens[self.at + 1 : self.at + 9]
        if not behind:
            return 0
        if head_at(self.text, behind[0].start, self.limit) or behind[0].fold == "cac":
            return 0
        for count, token in enumerate(behind):
            if token.fold in MARKS:
                return 0
            low = self._low(token.start)
            compound = behind[count - 1].fold + token.fold if count else ""
            if compound in COMPOUNDS:
                continue
            if PART.match(low):
                # "Phòng Kinh tế, Hạ tầng": one name or two, a person must look.
                self.doubtful |= _is_capital(self.text, behind[0])
                return 1 + count if count > 1 else 0
            if STOP.match(low):
                return 0
        return 0

    def _over_and(self) -> int:
        behind = self.tokens[self.at + 1 : self.at + 2]
        if not behind or behind[0].fold in MARKS or self.at == self.begin:
            return 0
        start = behind[0].start
        if (self.tokens[self.at - 1].fold, behind[0].fold) in JOINT_OFFICES:
            return 2
        if head_at(self.text, start, self.limit) or behind[0].fold in {"cac", "lanh"}:
            return 0
        if not _is_capital(self.text, behind[0]):
            low = self._low(start)
            if STOP.match(low) or SOFT.match(low):
                return 0
        return 2

    def _low(self, start: int) -> str:
        return _lower(self.text, start, self.limit)


def works_at(text: str, start: int, end: int) -> bool:
    """Whether a verb of office begins at an offset, so that a name ends before it."""
    low = _lower(text, start, end)
    return (
        STOP.match(low) is not None
        or SOFT.match(low) is not None
        or begins_with_work(text, start, end)
    )


def _lower(text: str, start: int, end: int) -> str:
    return re.sub(r"\s", " ", lowered(text[start : min(end, start + 60)]))


def _is_capital(text: str, token: Token) -> bool:
    return text[token.start].isupper() or text[token.start].isdigit()
