"""Who is addressed at the beginning of a passage: "Giao Văn phòng chủ trì, …".

Words are taken one after another as long as they are names, role words or marks
between them; the first other word ends the address, and nothing is searched for
beyond it.
"""

import re
from dataclasses import dataclass

from workflows.deadlines import Span
from workflows.reading.gazetteer import Gazetteer, Token, span_of, tokens_of
from workflows.reading.letters import slug
from workflows.reading.unit_names import Mention, Role, Step, role_at

_ORDER = re.compile(
    r"(?:(?:giao|yeu cau|de nghi|phan cong|giao cho)\s{1,4})?"
    r"(?:(?:cho|dong chi|giam doc|thu truong|lanh dao|truong|chanh)\s{1,4}){0,3}"
)
_ORDERS = ("giao", "yeu cau", "de nghi", "phan cong")
_ORDER_WITHIN = re.compile(r"[:,]\s{1,4}((?:giao|yeu cau)\s)")
_SENTENCE_END = re.compile(r"[.!?]\s")
_VAGUE = re.compile(
    r"(?:cac\s{1,4})?(?:so|nganh|co quan|don vi|phong|to chuc|dia phuong|luc luong)"
    r"(?:(?:,\s{0,4}|\s{1,4}va\s{1,4}|\s{1,4})"
    r"(?:ban|nganh|don vi|co quan|dia phuong)){0,3}"
    r"\s{1,4}(?:lien quan|chuc nang(?:\s{1,4}tai cua khau)?)"
)
_BETWEEN = {",", ";", "va", "voi", "cung", "(", ")", ":", "khan", "truong"}
LONGEST_ADDRESS = 1200


@dataclass(frozen=True, slots=True)
class Address:
    """The units and role words at the head of a passage, and where they end."""

    steps: tuple[Step, ...]
    end: int
    is_order: bool

    @property
    def has_role(self) -> bool:
        """Whether somebody was said to lead or to help."""
        return any(
            isinstance(step, Role) and step is not Role.PAUSE for step in self.steps
        )


def address_of(folded: str, start: int, end: int, gazetteer: Gazetteer) -> Address:
    """The address at the head of a passage; no steps if nobody is addressed."""
    order = _ORDER.match(folded, start, end)
    begin = order.end() if order else start
    is_order = folded.startswith(_ORDERS, start, end)
    limit = min(end, begin + LONGEST_ADDRESS)
    tokens = tokens_of(folded, begin, limit)
    steps: list[Step] = []
    index = 0
    reached = begin
    while index < len(tokens):
        taken = _take(folded, tokens, index, limit, gazetteer)
        if taken is None:
            break
        step, length = taken
        if step is not None:
            steps.append(step)
            reached = tokens[index + length - 1].end
        index += length
    if not any(isinstance(step, Mention) for step in steps):
        return Address((), start, is_order)
    return Address(tuple(steps), reached, is_order)


def under_heading(own: Address, heading: Address | None) -> Address | None:
    """Who is addressed by a passage under a heading; None if nobody is.

    "Phối hợp với Sở X …" under the heading of a unit leaves the work with the unit.
    """
    if heading is None or not own.steps:
        return own if own.steps else heading
    if not isinstance(own.steps[0], Role):
        return own
    return Address((*heading.steps, *own.steps), own.end, own.is_order)


def address_within(
    folded: str, start: int, end: int, gazetteer: Gazetteer
) -> Address | None:
    """The address in the middle of a single sentence: "Về kinh phí: giao Sở X …"."""
    order = _ORDER_WITHIN.search(folded, start, end)
    if order is None or _SENTENCE_END.search(folded, start, order.start()):
        return None
    address = address_of(folded, order.start(1), end, gazetteer)
    return address if address.steps else None


def _take(
    folded: str, tokens: list[Token], index: int, limit: int, gazetteer: Gazetteer
) -> tuple[Step | None, int] | None:
    token = tokens[index]
    vague = _VAGUE.match(folded, token.start, limit)
    if vague is not None:
        return _vague(folded, tokens, index, vague.span())
    known = gazetteer.at(tokens, index, bare=False)
    if known is not None:
        name, length = known
        span = span_of(tokens[index : index + length])
        return Mention(name.codes, span, is_outside=name.is_outside), length
    role = role_at(tokens, index)
    if role is not None:
        return role
    if token.fold not in _BETWEEN:
        return None
    return (Role.PAUSE if token.fold == ";" else None), 1


def _vague(
    folded: str, tokens: list[Token], index: int, span: Span
) -> tuple[Step, int]:
    length = sum(token.end <= span[1] for token in tokens[index:])
    code = slug(folded[span[0] : span[1]])
    return Mention((code,), span, is_outside=True, is_vague=True), length
