"""Entries of a list of meetings: what below the name is time, place and preparation."""

import re

from workflows.deadlines import Span
from workflows.reading.clauses import sentences_in
from workflows.reading.labels import Field, FieldKind
from workflows.reading.names.addressees import address_of
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.outline import Entry
from workflows.reading.paragraphs import paragraphs_of

_MEETING = re.compile(
    r"\W{0,4}(?:(?:to chuc|du|tham du|tham gia|chu tri|chuan bi|dong chi"
    r"|phuc vu)\s{1,3}"
    r"(?:va\s{1,3}tham du\s{1,3})?)?(?:\w{1,10}\s{1,3}){0,4}?"
    r"(?:hoi nghi|hop\b|cuoc hop|gap mat|giao ban|lam viec voi|hoi dam|tiep cong dan"
    r"|le ky niem|toa dam|doi thoai|hoi thao)"
)
_WHEN = re.compile(
    r"\W{0,4}(?:thoi gian|theo lich|du kien|tu|vao|luc|ngay|buoi|sang|chieu|\d{1,2}\s?"
    r"(?:gio|h\d{0,2}\b)|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|giao ban dinh ky"
    r"|(?:hop|to chuc)? ?dinh ky|hang (?:tuan|thang|quy)|trong (?:thang|tuan|quy"
    r"|ngay))\b"
)
_DETAIL = re.compile(
    r"\W{0,4}(?:dia diem|thanh phan|noi dung|chuan bi|chu tri|tai\b|hinh thuc|giao\b"
    r"|tai lieu|don vi|co quan|phuc vu)"
)
_PREPARES = re.compile(r"\b(?:chu tri|chuan bi|phuc vu|tham muu|phoi hop)\b")
LONGEST_DETAIL = 200


def is_meeting(folded: str, start: int, end: int) -> bool:
    """Whether words begin with a meeting to hold or to attend."""
    return _MEETING.match(folded, start, min(end, start + 120)) is not None


def detail_field(folded: str, span: Span, gazetteer: Gazetteer) -> Field | None:
    """A line below a meeting's name as a labelled value; None if it is no detail."""
    start, end = span
    if end - start > LONGEST_DETAIL:
        return None
    own = address_of(folded, start, end, gazetteer)
    if own.steps and _PREPARES.search(folded, start, end):
        return Field(FieldKind.UNITS, start, (start, own.end), closed=True)
    if _WHEN.match(folded, start, end):
        return Field(FieldKind.DEADLINE, start, span, closed=True)
    if _DETAIL.match(folded, start, end):
        return Field(FieldKind.OTHER, start, span, closed=True)
    return None


def details_of(
    text: str, folded: str, entry: Entry, gazetteer: Gazetteer
) -> list[Field]:
    """What stands below the name of a meeting, as labelled values."""
    lines = [span for part in entry.below() for span in paragraphs_of(part.parts)]
    # "Địa điểm: Phòng họp. Văn phòng chuẩn bị." tells of the unit in passing.
    lines += [
        sentence
        for field in entry.fields
        if field.kind is FieldKind.OTHER
        for sentence in sentences_in(text, *field.span)[1:]
    ]
    found = (detail_field(folded, span, gazetteer) for span in lines[1:])
    return [field for field in found if field is not None]
