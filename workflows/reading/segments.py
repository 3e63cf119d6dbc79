"""A paragraph as pieces of work: one for each addressee, day, or kind of work."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from workflows.deadlines import Deadline, Span
from workflows.reading.clauses import begins_with_work, clauses_in
from workflows.reading.names.addressees import Address, address_of, address_within
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.names.unit_names import Mention
from workflows.reading.narration import TOPIC, tells

_REPORTS = re.compile(
    r"\bbao\s{1,4}cao\b|\bgui\b[^.;]{0,60}\b(?:ket qua|danh sach|so lieu|thong tin)\b"
)
_MEETS = re.compile(
    r"\b(?:giao\s{1,4}ban|(?<!phoi[\s])hop\b|hoi\s{1,4}nghi|hoi\s{1,4}dam)"
)
_VAGUE_CYCLES = ("unspecified", "continuous")
_OPENING = re.compile(
    r"(?:truoc|cham nhat|trong|tu|den|dinh ky|hang|sau khi|ngay sau|tren co so|can cu"
    r"|theo|de|nham|song song|ngoai)\b"
)
_COMMA = re.compile(r",\s{1,4}")
MAX_COMMAS = 4
# No paragraph of a document strings together so many; such a text stays whole.
MOST_CLAUSES = 200
LONGEST_OPENING = 260
_HAS_DUTY = re.compile(
    r"[\s,:]{0,6}(?:co trach nhiem|can|phai|khan truong|tiep tuc|nghiem tuc|chu dong"
    r"|tich cuc|kip thoi|thuong xuyen|dinh ky|can cu|theo|duoc giao|se|la)\b"
)

_GOES_ON = re.compile(r"[\s,:]{1,4}(?!(?:da|duoc|vua|dang|se|la)\b)[a-z]")
_BESIDE = re.compile(
    r"\b(?:giao ban|hop|lam viec|hoi nghi|doi thoai|hoi dam)(?: \w{1,8}){0,3}? voi\s"
    r"|\b(?:sau|truoc) khi (?:co|nhan duoc)(?: \w{1,8}){1,4}? cua\s".replace(
        " ", r"\s{1,4}"
    )
)

FindDeadlines = Callable[[int, int], tuple[Deadline, ...]]


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of work in a paragraph, and whom its own words address."""

    span: Span
    address: Address | None


@dataclass(slots=True)
class _Clause:
    span: Span
    address: Address | None
    deadlines: tuple[Deadline, ...]
    reports: bool
    meets: bool


class _Group:
    """Clauses that make one piece of work, with what they say together."""

    def __init__(self, clauses: list[_Clause]) -> None:
        self.clauses: list[_Clause] = []
        self.kind = (False, False)
        self.days: set[tuple[object, ...]] = set()
        for clause in clauses:
            self.add(clause)

    def add(self, clause: _Clause) -> None:
        """Take in one more clause."""
        self.clauses.append(clause)
        self.kind = (self.kind[0] or clause.reports, self.kind[1] or clause.meets)
        self.days |= {_key(one) for one in clause.deadlines}

    def cut_behind_last_day(self) -> list[_Clause]:
        """Take off the clauses that stand behind the last one with a day."""
        last = max(n for n, clause in enumerate(self.clauses) if clause.deadlines)
        self.clauses, rest = self.clauses[: last + 1], self.clauses[last + 1 :]
        return rest


class Segmenter:
    """Cuts the paragraphs of one document."""

    def __init__(
        self,
        text: str,
        folded: str,
        gazetteer: Gazetteer,
        find_deadlines: FindDeadlines,
    ) -> None:
        self.text = text
        self.folded = folded
        self.gazetteer = gazetteer
        self.find_deadlines = find_deadlines

    def segments_of(self, start: int, end: int) -> list[Segment]:
        """The pieces of work of a paragraph in order; none if it only tells."""
        head = self.address_in(start, end)
        spans = self._spans(start, end, head)
        if len(spans) > MOST_CLAUSES:
            return [Segment((start, end), head)]
        while spans and tells(self.text, *spans[0]):
            spans.pop(0)
        if not spans:
            return []
        if spans[0][0] != start:
            head = self.address_in(spans[0][0], end)
        groups = [_Group([self._clause(spans[0], head)])]
        for span in spans[1:]:
            self._take(groups, self._clause(span, self._own_address(span)))
        return [self._segment(group) for group in groups]

    def address_in(self, start: int, end: int) -> Address | None:
        """Who is addressed at the head, behind a topic, or behind an opening."""
        own = address_of(self.folded, start, end, self.gazetteer)
        if own.steps or own.names_person:
            return own
        for at in self._heads_behind(start, end):
            found = address_of(self.folded, at, end, self.gazetteer)
            if found.steps and isinstance(found.steps[0], Mention):
                rest = self.folded[found.end : min(end, found.end + 60)]
                if found.is_order or found.has_role or _GOES_ON.match(rest):
                    return found
        return address_within(self.folded, start, end, self.gazetteer)

    def beside_leader(self, start: int, end: int) -> tuple[str, ...]:
        """Units that take part where a leader, and no unit, is charged."""
        found = _BESIDE.search(self.folded, start, end)
        if found is None:
            return ()
        steps = address_of(self.folded, found.end(), end, self.gazetteer).steps
        named = (step for step in steps if isinstance(step, Mention))
        return tuple(c for one in named if not one.is_vague for c in one.codes)

    def _heads_behind(self, start: int, end: int) -> list[int]:
        limit = min(end, start + LONGEST_OPENING)
        low = self.text[start:limit].lower()
        topic = TOPIC.match(low) if len(low) == limit - start else None
        heads = [start + topic.end()] if topic else []
        if _OPENING.match(self.folded, start, limit):
            commas = _COMMA.finditer(self.folded, start, limit)
            heads += [comma.end() for comma in islice(commas, MAX_COMMAS)]
        return heads

    def _has_duty(self, at: int, rest: str) -> bool:
        return _HAS_DUTY.match(rest) is not None or begins_with_work(
            self.text, at, at + len(rest)
        )

    def _spans(self, start: int, end: int, head: Address | None) -> list[Span]:
        """The clauses; what the address at the head takes in is not cut."""
        spans: list[Span] = []
        reached = head.end if head is not None else start
        for span in islice(clauses_in(self.text, start, end), MOST_CLAUSES + 1):
            if spans and (span[0] < reached or self._is_rest(span)):
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
        return spans

    def _is_rest(self, span: Span) -> bool:
        """Whether a clause is no more than units and their part in the work."""
        own = address_of(self.folded, *span, self.gazetteer)
        rest = self.folded[own.end : span[1]].strip(" .;,*_\n")
        return bool(own.steps) and not own.is_order and rest in ("", "thuc hien")

    def _own_address(self, span: Span) -> Address | None:
        """Whom a later clause addresses anew: an order, or a unit with its duty."""
        own = address_of(self.folded, *span, self.gazetteer)
        if not own.steps or not isinstance(own.steps[0], Mention):
            if own.is_order and own.steps:
                return own
            return address_within(self.folded, *span, self.gazetteer)
        rest = self.folded[own.end : min(span[1], own.end + 60)]
        if own.is_order or own.has_role or self._has_duty(own.end, rest):
            return own
        return None

    def _clause(self, span: Span, address: Address | None) -> _Clause:
        deadlines = tuple(one for one in self.find_deadlines(*span) if _is_firm(one))
        cycles = any(one.recurrence is not None for one in deadlines)
        reports = cycles and _REPORTS.search(self.folded, *span) is not None
        meets = cycles and _MEETS.search(self.folded, *span) is not None
        return _Clause(span, address, deadlines, reports, meets and not reports)

    def _take(self, groups: list[_Group], clause: _Clause) -> None:
        last = groups[-1]
        if clause.address is not None:
            groups.append(_Group([clause]))
            return
        new_days = {_key(one) for one in clause.deadlines} - last.days
        of_other_kind = (clause.reports, clause.meets) != last.kind and (
            begins_with_work(self.text, *clause.span)
        )
        if of_other_kind and (any(last.kind) or clause.reports or clause.meets):
            groups.append(_Group([clause]))
        elif last.days and new_days:
            groups.append(_Group([*last.cut_behind_last_day(), clause]))
        else:
            last.add(clause)

    def _segment(self, group: _Group) -> Segment:
        start, end = group.clauses[0].span[0], group.clauses[-1].span[1]
        return Segment((start, end), group.clauses[0].address)


def _is_firm(deadline: Deadline) -> bool:
    """Whether a deadline parts work from work: "định kỳ" alone does not."""
    return deadline.recurrence not in _VAGUE_CYCLES


def _key(deadline: Deadline) -> tuple[object, ...]:
    return (deadline.type, deadline.due_on, deadline.recurrence, deadline.offset)
