"""Agencies outside that the words of an item name beside those charged with it."""

import re

from workflows.reading.names.addressees import address_of
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.names.unit_names import Mention

_WITH = re.compile(
    r"\b(?:phoi hop(?: chat che)?(?: voi| cung)?|cung voi|cung|giao ban voi"
    r"|lam viec voi|hoi dam voi|trao doi voi|thong nhat voi|don doc)\s{1,3}".replace(
        " ", r"\s{1,3}"
    )
)
MAX_PARTNERS = 20


def partners_in(
    folded: str, start: int, end: int, gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Codes of agencies outside whom the work is done with, in order of the text."""
    codes: dict[str, None] = {}
    for found, _ in zip(
        _WITH.finditer(folded, start, end), range(MAX_PARTNERS), strict=False
    ):
        steps = address_of(folded, found.end(), end, gazetteer).steps
        for step in steps:
            if isinstance(step, Mention) and step.is_outside:
                codes |= dict.fromkeys(step.codes)
    return tuple(codes)
