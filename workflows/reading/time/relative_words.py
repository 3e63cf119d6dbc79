"""Periods that run from an event: "chậm nhất sau 05 ngày kể từ ngày ban hành".

Patterns run on plain words: lower case, single spaces.
"""

import re
from datetime import date

from workflows.calendars import WorkingCalendar
from workflows.deadlines import Anchor, Deadline, DeadlineType, OffsetUnit, anchored
from workflows.reading.time.date_words import days_in

_UNIT = r"(?:ngày làm việc|ngày|giờ|tuần|tháng|h(?= |$|[,.;)]))"
# "03 tháng", "05 (năm) ngày làm việc", "24h"; "06 tháng đầu năm" is a half-year.
LENGTH = rf"\d{{1,3}} ?(?:\([^)]{{1,20}}\) ?)?{_UNIT}(?! (?:đầu|cuối)\b)"
_TAIL = r"[^.;,)]{0,100}"
_WITHIN = (
    r"(?:trong vòng|trong thời (?:hạn|gian)|(?:chậm|muộn) nhất(?: là)?(?: trong| sau)?"
    r"(?: vòng| thời (?:hạn|gian))?|không quá|tối đa|sau|trong)(?: là)?"
)
_FROM = (
    r"(?:(?:kể|tính) từ|từ (?:khi|ngày|lúc|thời điểm)|sau (?:khi|ngày)"
    r"|sau (?=hội nghị|cuộc))"
)
_MEETING = r"(?:ngày|khi|cuộc|hội|phiên)"
# A length and its event; a length that is called a limit without one, if it is not of
# hours, which are a standard of service; a length in front of an event: "trước cuộc
# họp ít nhất 02 ngày".
PERIOD = (
    rf"\b(?:{_WITHIN} )?{LENGTH},? {_FROM}\b{_TAIL}"
    rf"|\b(?:trong vòng|trong thời hạn|(?:chậm|muộn) nhất(?: là)?(?: trong| sau)"
    rf"(?: vòng| thời hạn)?) (?!\d{{1,3}} ?(?:giờ|h\b)){LENGTH}\b(?! (?:trước|đầu))"
    rf"|\btrước [^.;,)]{{0,60}} (?:ít nhất|tối thiểu|chậm nhất) {LENGTH}\b"
    rf"|\b(?:(?:ít|chậm|muộn) nhất(?: là)?|tối thiểu) {LENGTH} trước {_MEETING}{_TAIL}"
)
_PERIOD = re.compile(PERIOD)
_LENGTH = re.compile(rf"\b(\d{{1,3}}) ?(?:\([^)]{{1,20}}\) ?)?({_UNIT})")
_BARE = re.compile(rf"(?:{_WITHIN} )?{LENGTH}(?! ?(?:một lần|/))")
_EVENT = re.compile(
    r"\b(?:ngay )?sau (?:khi|kỳ|tết|nghỉ|hội nghị|cuộc)\b|\bngay sau\b"
    r"|\bkhi hoàn thành\b"
)
_TET = re.compile(r"\bsau (?:(?:kỳ|đợt|dịp) )?(?:nghỉ )?tết\b")
# The paper's own day, not that of a contract or of another paper.
_ISSUED = re.compile(
    r"\bnày\b|^[\W\d]{0,9}(?:làm việc)?\W{0,3}(?:(?:kể|tính) )?(?:từ |sau )?"
    r"(?:ngày |khi )?(?:được )?(?:ký(?: ban hành)?|ban hành)"
    r"(?: (?:kế hoạch|chương trình|thông báo|quyết định|công văn|văn bản|chỉ thị"
    r"|công điện))?\W{0,3}$"
)
_RECEIVED = re.compile(r"\bnhận\b")
_BACKWARDS = re.compile(rf"{LENGTH} trước |\btrước .{{0,100}}(?:nhất|tối thiểu) \d")
_UNITS = {
    "ngày": OffsetUnit.CALENDAR_DAY,
    "giờ": OffsetUnit.HOUR,
    "h": OffsetUnit.HOUR,
    "tuần": OffsetUnit.WEEK,
    "tháng": OffsetUnit.MONTH,
}


def relative_in(
    words: str,
    year: int | None,
    issued_on: date | None,
    calendar: WorkingCalendar,
) -> Deadline | None:
    """The period or event in plain words; due only if its anchor is known.

    A length alone ("10 ngày làm việc") is a period whose event is not named.
    """
    period = _PERIOD.search(words)
    moments = days_in(words, year)
    if period is None and not moments:
        event = _EVENT.search(words)
        if event is not None:
            return _after(words[event.start() :])
        period = _BARE.match(words)
    if period is None:
        return None
    length = _LENGTH.search(words, period.start())
    if length is None:
        return None
    later = [m for m in moments if m.day is not None and m.start >= length.end()]
    backwards = _BACKWARDS.search(words, period.start(), period.end()) is not None
    anchor = Anchor.STATED_DATE if later else _anchor(words[length.end() :])
    deadline = Deadline(
        type=DeadlineType.RELATIVE,
        anchor=Anchor.EVENT if backwards and not later else anchor,
        offset=-int(length.group(1)) if backwards else int(length.group(1)),
        offset_unit=_UNITS.get(length.group(2), OffsetUnit.WORKING_DAY),
    )
    known = later[0].day if later else issued_on if anchor is Anchor.ISSUED_ON else None
    return deadline if known is None else anchored(deadline, known, calendar)


def _after(words: str) -> Deadline:
    return Deadline(type=DeadlineType.RELATIVE, anchor=_anchor(words))


def _anchor(words: str) -> Anchor:
    if _TET.search(words):
        return Anchor.END_OF_TET_HOLIDAY
    if _RECEIVED.search(words):
        return Anchor.RECEIVED_ON
    return Anchor.ISSUED_ON if _ISSUED.search(words) else Anchor.EVENT
