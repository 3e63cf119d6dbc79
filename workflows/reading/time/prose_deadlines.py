"""Deadlines inside running words, where most dates are none.

What stands as a deadline is read as the value of a labelled line would be, so that
one grammar gives both.
"""

import re
from dataclasses import replace
from datetime import date

from workflows.calendars import VIETNAM, WorkingCalendar
from workflows.deadlines import NO_DEADLINE, Deadline, DeadlineType, Span
from workflows.reading.letters import MARKUP
from workflows.reading.results import ReviewReason
from workflows.reading.time.date_words import masked_citations
from workflows.reading.time.deadline_words import read_deadline
from workflows.reading.time.plain_words import PlainWords, plain_words
from workflows.reading.time.recurrence_words import Cycle, cycles_in
from workflows.reading.time.time_phrases import (
    bare_days_in,
    bounds_in,
    events_in,
    handed_over_in,
    is_appointment,
    is_month_or_quarter,
    unnamed_cycles_in,
)

# What stands in front of a day that is no deadline: what it closes, cites or counts.
_NOT_DUE = re.compile(
    r"(?:\b(?:tính|số liệu|số dư|lũy kế|luỹ kế|kể|hiệu lực|giai đoạn|nhiệm kỳ|thời kỳ"
    r"|chốt|so với|cùng kỳ|phát sinh"
    r"|(?:đã|được) (?:ban hành|phê duyệt|ký|cấp|giao|tiếp nhận))"
    r"(?: (?:thực hiện|từ|đến|thi hành|báo cáo|lấy))?"
    r"|\bđã(?: được)?(?: (?:hoàn thành|thực hiện|tổ chức|trình|gửi|báo cáo|họp)\b"
    r"(?: [^\s.;,]{1,12}){0,6})?) $"
)
_FEAST = re.compile(
    r"\b(?:kỷ niệm|chào mừng|nhân dịp|dịp|quốc tế|lễ|tết|truyền thống)"
    r"(?: [^\s.;,]{1,12}){0,4} $"
)
_REPORTED = re.compile(
    r"\b(?:kết quả|tình hình|số liệu|nhiệm vụ|công tác|chỉ tiêu|hoạt động|phát sinh"
    r"|kế hoạch|chương trình|lịch|giao ban)(?: [^\s.;,]{1,12}){0,6} $"
)
_HANDED_OVER = re.compile(
    r"\b(?:hoàn thành|xong|trình|gửi|nộp|ban hành|phê duyệt|thời gian|thời hạn)\b"
    r"[^.;]{0,60}$"
)
_CITED = re.compile(
    r"\b(?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|kết luận|thông báo|công văn"
    r"|công điện|kế hoạch|chương trình|tờ trình|biên bản|văn bản|luật|giấy mời|quy định"
    r"|hướng dẫn|báo cáo)\b[^;]{0,80}$"
    r"|\b(?:từ|đến|kể|tại (?:cuộc|buổi|phiên)[^,;.]{0,60}) $"
)
# "kế hoạch công tác hằng năm": which plan, not how often.
_WHICH = re.compile(
    r"\b(?:kế hoạch|công tác|chương trình|nhiệm vụ|dự toán|chỉ tiêu|mục tiêu|báo cáo"
    r"|đánh giá|xếp loại|cá nhân|hội nghị|cuộc họp|thi đua|khen thưởng|trọng tâm"
    r"|định mức) $"
)
_OFTEN = frozenset({"tuần", "tháng", "quý"})
FAR_ENOUGH = 120


def find_deadlines(
    text: str,
    start: int,
    end: int,
    *,
    year: int | None = None,
    issued_on: date | None = None,
    calendar: WorkingCalendar = VIETNAM,
    event: bool = False,
) -> tuple[Deadline, ...]:
    """All deadlines inside running words, in order, each with its span in ``text``.

    Several days that make one cycle ("định kỳ 6 tháng (…) và hằng năm (…)") are one.
    In the words of an ``event`` a bare day that cites nothing is its day.
    """
    plain = plain_words(text, start, end)
    found: list[Deadline] = []
    for span in _expressions(plain, event=event):
        low, high = _with_markup(text, plain.span(*span), start, end)
        words = text[low:high]
        is_event = event or is_appointment(plain.words[slice(*span)])
        one = read_deadline(
            words, year=year, issued_on=issued_on, calendar=calendar, event=is_event
        )
        if one.type is not DeadlineType.OPEN and not _is_past(one, year, issued_on):
            found.append(replace(one, span=(low, high)))
    return tuple(found)


def find_deadline(
    text: str,
    start: int,
    end: int,
    *,
    year: int | None = None,
    issued_on: date | None = None,
    calendar: WorkingCalendar = VIETNAM,
    event: bool = False,
) -> Deadline:
    """The deadline inside running words, with its span in ``text``.

    Only bounded dates count; dates of cited documents, reporting periods and
    narrative dates are none. Several cycles are taken together; several different
    days are a doubt.
    """
    real = find_deadlines(
        text,
        start,
        end,
        year=year,
        issued_on=issued_on,
        calendar=calendar,
        event=event,
    )
    if not real:
        return NO_DEADLINE
    if all(one.type is DeadlineType.RECURRING for one in real):
        return _together(text, real)
    chosen = max(real, key=lambda one: one.due_on or date.min)
    if len({(one.due_on, one.recurrence) for one in real}) == 1:
        return chosen
    return replace(chosen, doubts=(*chosen.doubts, ReviewReason.MULTIPLE_MILESTONES))


def _together(text: str, cycles: tuple[Deadline, ...]) -> Deadline:
    """One deadline of all cycles of a passage, over the words from first to last."""
    spelled = dict.fromkeys(
        part for one in cycles for part in (one.recurrence or "").split("|")
    )
    spans = [one.span for one in cycles if one.span is not None]
    span = (spans[0][0], spans[-1][1])
    return replace(
        cycles[0],
        words=text[slice(*span)],
        span=span,
        recurrence="|".join(sorted(spelled, key="unspecified".__eq__)),
        recurrence_exclusive=any(one.recurrence_exclusive for one in cycles),
        doubts=tuple(dict.fromkeys(doubt for one in cycles for doubt in one.doubts)),
    )


def _is_past(one: Deadline, year: int | None, issued_on: date | None) -> bool:
    """Whether it tells of former years: "các dự án duyệt trước ngày 01/7/2014"."""
    known = issued_on.year if issued_on else year - 1 if year else None
    return bool(known and one.due_on and one.due_on.year < known)


def _with_markup(text: str, span: Span, start: int, end: int) -> Span:
    """The span with the other half of the bold that it opens or closes."""
    low, high = span
    if text[low:high].count("**") % 2 == 0:
        return span
    if text.startswith("**", high, end):
        while high < end and text[high] in MARKUP:
            high += 1
    else:
        while low > start and text[low - 1] in MARKUP:
            low -= 1
    return low, high


def _expressions(plain: PlainWords, *, event: bool) -> list[Span]:
    """Where deadlines stand: cycles, periods, ranges, bounded days, then events."""
    words = masked_citations(plain.words)
    taken = [
        (cycle.start, cycle.end) for cycle in cycles_in(words) if _is_kept(words, cycle)
    ]
    told: list[Span] = []
    for span in bounds_in(words):
        if _is_free(span, taken) and _is_free(span, told):
            (told if _is_told(words, *span) else taken).append(span)
    for span in bare_days_in(words) if event else ():
        if _is_free(span, taken) and not _cites(words, span[0]):
            taken.append(span)
    taken += [span for span in handed_over_in(words) if _is_free(span, taken)]
    taken += [span for span in unnamed_cycles_in(words) if _is_free(span, taken)]
    for span in events_in(words):
        if _stands_alone(words, span, taken):
            taken.append(span)
    return sorted(taken)


def _is_kept(words: str, cycle: Cycle) -> bool:
    """Whether a cycle sets when to work, and does not tell which plan is meant."""
    before = words[max(0, cycle.start - FAR_ENOUGH) : cycle.start]
    if cycle.is_said:
        return True
    return bool(cycle.units & _OFTEN) and not _WHICH.search(before)


def _is_told(words: str, start: int, end: int) -> bool:
    """Whether a day is a closing day of figures, part of a title, or of the past."""
    before = words[max(0, start - FAR_ENOUGH) : start]
    said = words[start:end]
    if _NOT_DUE.search(before) and not said.startswith("chậm"):
        return True
    if not is_month_or_quarter(said):
        return False
    return bool(_REPORTED.search(before) and not _HANDED_OVER.search(before))


def _cites(words: str, start: int) -> bool:
    clause = words[max(0, start - FAR_ENOUGH) : start]
    return any(pattern.search(clause) for pattern in (_CITED, _NOT_DUE, _FEAST))


def _stands_alone(words: str, span: Span, taken: list[Span]) -> bool:
    """Whether no day is set in the sentence: "sau khi có ý kiến, trình trước 30/6"."""
    if not _is_free(span, taken):
        return False
    stops = [words.rfind(mark, 0, span[0]) for mark in (". ", "; ")]
    ends = [words.find(mark, span[1]) for mark in (". ", "; ")]
    low, high = max(stops), min((at for at in ends if at >= 0), default=len(words))
    return not any(low < one[0] < high for one in taken)


def _is_free(span: Span, taken: list[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)
