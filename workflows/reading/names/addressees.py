"""Who is addressed at the beginning of a passage: "Giao Văn phòng chủ trì, …".

Words are taken one after another as long as they are names, role words or marks
between them; the first other word ends the address, and nothing is searched for
beyond it.
"""

import re
from dataclasses import dataclass, replace

from workflows.reading.names.address_walk import LONGEST_BRACKET, Walk
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.names.prose_people import person_at
from workflows.reading.names.unit_names import Mention, Role, Step

_ORDER = re.compile(
    r"(?:(?:tran trong |kinh )?(?:giao|yeu cau|de nghi|phan cong|uy quyen)"
    r"(?: nhiem vu)?(?: cho)?\s{1,4})?".replace(" ", r"\s{1,4}")
)
_ORDERS = ("giao", "yeu cau", "de nghi", "phan cong", "tran trong", "kinh de nghi")
_ORDER_WITHIN = re.compile(r"[:,;]\s{1,4}((?:giao|yeu cau|de nghi|phan cong)\s)")
_DONE_BY = re.compile(r"\b(do)\s{1,4}(?=\S)")
_SENTENCE_END = re.compile(r"[.!?]\s")
_DIRECTS = re.compile(
    r"[\s,]{1,3}(?:phu trach,?\s{1,3})?(?:truc tiep\s{1,3})?"
    r"(?:chi dao|lanh dao|don doc|dieu hanh)\s{1,3}"
)
LONGEST_ADDRESS = 1200


@dataclass(frozen=True, slots=True)
class Address:
    """The units and role words at the head of a passage, and where they end.

    ``names_person`` is set where a leader is addressed instead of a unit.
    """

    steps: tuple[Step, ...]
    end: int
    is_order: bool
    names_person: bool = False

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
    person = person_at(gazetteer.text, begin, limit) if gazetteer.text else None
    if person is not None:
        return _led_by_a_person(folded, person, end, gazetteer, is_order=is_order)
    walk = Walk(folded, begin, limit, gazetteer)
    steps = walk.steps()
    if not any(isinstance(step, Mention) for step in steps):
        return Address((), start, is_order)
    return Address(tuple(steps), walk.reached, is_order)


def under_heading(own: Address, heading: Address | None) -> Address | None:
    """Who is addressed by a passage under a heading; None if nobody is.

    "Phối hợp với Sở X …" under the heading of a unit leaves the work with the unit,
    and makes Sở X a partner outside.
    """
    if own.names_person and own.steps:
        return own
    if own.names_person:
        # A leader charged under a unit's heading answers for that unit's work.
        return heading if heading is not None and not heading.is_order else own
    if heading is None or not own.steps:
        return own if own.steps else heading
    first = own.steps[0]
    if not isinstance(first, Role):
        return own
    steps = own.steps
    if first is Role.SUPPORT:
        steps = tuple(
            replace(step, is_partner=True)
            if isinstance(step, Mention) and step.is_outside
            else step
            for step in steps
        )
    return Address((*heading.steps, *steps), own.end, own.is_order)


def address_within(
    folded: str, start: int, end: int, gazetteer: Gazetteer
) -> Address | None:
    """The address in the middle or at the end of a single sentence.

    "Về kinh phí: giao Sở X …", "…; giao Phòng Y thực hiện", "… do Phòng Z chủ trì",
    "… (Phòng X thực hiện)".
    """
    order = _ORDER_WITHIN.search(folded, start, end)
    if order is not None and not _SENTENCE_END.search(folded, start, order.start()):
        address = address_of(folded, order.start(1), end, gazetteer)
        if address.steps or address.names_person:
            return address
    return _address_at_end(folded, start, end, gazetteer)


def _address_at_end(
    folded: str, start: int, end: int, gazetteer: Gazetteer
) -> Address | None:
    for found in _DONE_BY.finditer(folded, start, end):
        address = address_of(folded, found.end(), end, gazetteer)
        if address.steps and address.has_role:
            return address
    stop = end
    while stop > start and folded[stop - 1] in " .;,/*_\n":
        stop -= 1
    begin = folded.rfind("(", start, stop) if folded[stop - 1 : stop] == ")" else -1
    if begin < 0 or stop - begin > LONGEST_BRACKET:
        return None
    address = address_of(folded, begin + 1, stop - 1, gazetteer)
    rest = folded[address.end : stop - 1].strip()
    done = rest in ("", "thuc hien", "tham muu", "chu tri", "to chuc thuc hien")
    return address if address.steps and done and rest else None


def _led_by_a_person(
    folded: str, person: int, end: int, gazetteer: Gazetteer, *, is_order: bool
) -> Address:
    """ "Giao đồng chí A chỉ đạo Văn phòng …": the unit directed does the work."""
    directs = _DIRECTS.match(folded, person, end)
    if directs is not None:
        led = address_of(folded, directs.end(), end, gazetteer)
        if led.steps and not led.names_person:
            return Address(led.steps, led.end, is_order, names_person=True)
    return Address((), person, is_order, names_person=True)
