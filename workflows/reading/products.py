"""The tangible result: as labelled, or as the first words of the item name it."""

import re

from workflows.deadlines import Span
from workflows.reading.labels import Field, FieldKind
from workflows.reading.letters import folded

_FIRST_WORDS = re.compile(
    r"(?:xay dung|ban hanh|hoan thien|soan thao|du thao|lap|trinh)\s{1,4}"
    r"((?:du thao\s{1,4}|cac\s{1,4})?(?:ke hoach|bao cao|de an|to trinh|quyet dinh|"
    r"quy che|quy dinh|phuong an|quy trinh|chuong trinh|danh muc|ho so)\b"
    r"[^.;:\n]{0,160})"
)


def product_span(
    text: str, fields: tuple[Field, ...], start: int, end: int
) -> Span | None:
    """Where the product is named; None if nothing tangible is."""
    for field in fields:
        if field.kind is FieldKind.PRODUCT and field.span[0] < field.span[1]:
            return field.span
    found = _FIRST_WORDS.match(folded(text[start:end]))
    if found is None:
        return None
    words = text[start + found.start(1) : start + found.end(1)].rstrip(" ,*_")
    return start + found.start(1), start + found.start(1) + len(words)
