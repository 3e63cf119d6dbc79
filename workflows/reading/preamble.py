"""What stands before the first entry: an order in running words, or a lead-in."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from workflows.deadlines import Span
from workflows.reading.lines import Line
from workflows.reading.names.addressees import Address, address_of
from workflows.reading.paragraphs import paragraphs_of
from workflows.reading.segments import Segmenter

_ORDER = re.compile(
    r"(?<![a-z])((?:giao|yeu cau|de nghi|phan cong)\s{1,4}(?!nhiem vu|ban\b|ban,|tiep))"
)
_NEVER = re.compile(r"\W{0,4}(?:kinh gui|can cu|so\s?:|v/v|noi nhan)")
_ENDS = (".", "./.", ";")
FEWEST_WORDS = 8
MAX_ORDERS = 40


def lead_in_address(segmenter: Segmenter, lines: Sequence[Line]) -> Address | None:
    """Whom the last sentence before the entries addresses: "yêu cầu các phòng …:"."""
    paragraphs = list(paragraphs_of(list(lines)))
    if not paragraphs:
        return None
    start, end = paragraphs[-1]
    if not segmenter.text[start:end].rstrip("*_ ").endswith(":"):
        return None
    found = [address for _, address in _orders(segmenter, start, end)]
    return found[-1] if found else None


def orders_in(segmenter: Segmenter, lines: Sequence[Line]) -> Iterator[Span]:
    """Orders in the paragraphs of a letter, each from its first word to its stop."""
    reached = False
    for start, end in paragraphs_of(list(lines)):
        words = segmenter.text[start:end].rstrip("*_ ")
        is_sentence = words.endswith(_ENDS) and len(words.split()) >= FEWEST_WORDS
        if not is_sentence or _NEVER.match(segmenter.folded, start):
            continue
        order = next(_orders(segmenter, start, end), None)
        if order is not None:
            reached = True
            yield order[0], end
        elif reached and segmenter.address_in(start, end) is not None:
            yield start, end


def _orders(
    segmenter: Segmenter, start: int, end: int
) -> Iterator[tuple[int, Address]]:
    orders = _ORDER.finditer(segmenter.folded, start, end)
    for found in islice(orders, MAX_ORDERS):
        address = address_of(segmenter.folded, found.start(1), end, segmenter.gazetteer)
        if address.steps:
            yield found.start(1), address
