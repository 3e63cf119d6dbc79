"""Where an item stands: its address in the outline, and the words that were read."""

from workflows.deadlines import Span
from workflows.reading.entries import Entry, heading_of
from workflows.reading.labels import Field, FieldKind
from workflows.reading.lines import Level
from workflows.reading.names.people import Leaders
from workflows.reading.names.units import Units
from workflows.reading.results import Mark, MarkKind


def marks_of(
    text: str,
    leaders: Leaders,
    units: Units,
    deadline: Span | None,
    product: Span | None,
) -> tuple[Mark, ...]:
    """What is highlighted beside the text, in its order."""
    spans = [(MarkKind.LEADER, span) for span in leaders.spans]
    spans += [(MarkKind.UNIT, span) for span in units.spans]
    spans += [(MarkKind.DEADLINE, deadline)] if deadline else []
    spans += [(MarkKind.PRODUCT, product)] if product else []
    marks = {Mark(kind, span, text[slice(*span)]) for kind, span in spans}
    return tuple(sorted(marks, key=lambda mark: (mark.span, mark.kind)))


def field_span(fields: tuple[Field, ...], kinds: set[FieldKind]) -> Span | None:
    """From the first to the last labelled value of some kinds."""
    return hull(
        tuple(f.span for f in fields if f.kind in kinds and f.span[0] < f.span[1])
    )


def hull(spans: tuple[Span, ...]) -> Span | None:
    """From the first to the last of some spans."""
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else None


def address_in_outline(text: str, entry: Entry) -> tuple[str | None, str, str]:
    """Ordinal, section ("II.1") and the words of the nearest heading above."""
    above = [one for one in entry.ancestors() if one.is_numbered]
    sections = [one.ordinal or "" for one in above if one.level <= Level.ARABIC]
    title = heading_of(text, above[0]) if above else ""
    ordinal = entry.ordinal
    if ordinal is None:
        ordinal = above[0].ordinal if above else None
        nearest = above[0] if above else None
    else:
        nearest = entry
    if nearest is not None and nearest.level == Level.LETTER:
        outer = next((one for one in nearest.ancestors() if one.is_numbered), None)
        if outer is not None and outer.level >= Level.ARABIC:
            ordinal = f"{outer.ordinal}.{ordinal}"
    return ordinal, ".".join(reversed(sections)), title
