"""Periods that run from an event: "chậm nhất sau 05 ngày kể từ ngày ban hành"."""

import re
from datetime import date

from workflows.calendars import WorkingCalendar
from workflows.deadlines import Anchor, Deadline, DeadlineType, OffsetUnit, anchored
from workflows.reading.date_words import Moment
from workflows.reading.letters import GAP

_LENGTH = re.compile(
    rf"\b(\d{{1,3}})(?:{GAP}\([^)]{{1,20}}\))?{GAP}"
    rf"(ngày{GAP}làm{GAP}việc|ngày|giờ|tuần|tháng)"
    rf"(?:,)?{GAP}(?:(?:kể|tính){GAP}từ|từ|sau)\b(?:{GAP}(?:ngày|khi|lúc))?"
)
_AFTER = re.compile(
    rf"\b(?:ngay{GAP})?sau{GAP}(?:khi|kỳ|tết|nghỉ|hội{GAP}nghị|cuộc)\b|\bngay{GAP}sau\b|\bkhi{GAP}hoàn{GAP}thành\b"
)
_TET = re.compile(rf"\bsau{GAP}(?:kỳ{GAP})?(?:nghỉ{GAP})?tết\b")
_ISSUED = re.compile(rf"\b(?:ban{GAP}hành|ký|ký{GAP}ban{GAP}hành)\b")
_RECEIVED = re.compile(r"\bnhận\b")
_UNITS = {
    "ngày": OffsetUnit.CALENDAR_DAY,
    "giờ": OffsetUnit.HOUR,
    "tuần": OffsetUnit.WEEK,
    "tháng": OffsetUnit.MONTH,
}


def relative_in(
    low: str,
    moments: list[Moment],
    issued_on: date | None,
    calendar: WorkingCalendar,
) -> Deadline | None:
    """The period or event in lower-case words; due only if its anchor is known."""
    length = _LENGTH.search(low)
    if length is None:
        event = _AFTER.search(low)
        if event is None or moments:
            return None
        return Deadline(
            type=DeadlineType.RELATIVE, anchor=_anchor(low[event.start() :])
        )
    unit = " ".join(length.group(2).split())
    later = [m for m in moments if m.day is not None and m.start >= length.end() - 1]
    anchor = Anchor.STATED_DATE if later else _anchor(low[length.end() :])
    deadline = Deadline(
        type=DeadlineType.RELATIVE,
        anchor=anchor,
        offset=int(length.group(1)),
        offset_unit=_UNITS.get(unit, OffsetUnit.WORKING_DAY),
    )
    known = later[0].day if later else issued_on if anchor is Anchor.ISSUED_ON else None
    return deadline if known is None else anchored(deadline, known, calendar)


def _anchor(words: str) -> Anchor:
    if _TET.search(words):
        return Anchor.END_OF_TET_HOLIDAY
    if _RECEIVED.search(words):
        return Anchor.RECEIVED_ON
    return Anchor.ISSUED_ON if _ISSUED.search(words) else Anchor.EVENT
