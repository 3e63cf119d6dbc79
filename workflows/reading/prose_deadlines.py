"""Deadlines inside running words, where most dates are none."""

import re
from dataclasses import replace
from datetime import date

from workflows.deadlines import NO_DEADLINE, Deadline, DeadlineType, Span
from workflows.reading.date_words import DAY, masked_citations
from workflows.reading.deadline_words import read_deadline
from workflows.reading.letters import GAP, MAYBE, lowered
from workflows.reading.results import ReviewReason

_CUE = (
    rf"(?:trước|(?:chậm|muộn){GAP}nhất(?:{GAP}(?:là|vào|đến|trước))?"
    rf"|(?:hoàn{GAP}thành{GAP})?(?:trong|vào))"
)
_HOUR = rf"\d{{1,2}}{MAYBE}(?:giờ|h){MAYBE}(?:\d\d)?{GAP}"
_PERIOD = rf"(?:tháng|quý){GAP}(?:\d{{1,2}}|[iv]{{1,3}}){MAYBE}(?:/|năm){MAYBE}20\d\d"
_EVERY = rf"(?:hằng|hàng){GAP}(?:tuần|tháng|quý)"
_BOUNDED = re.compile(
    rf"\b{_CUE}{GAP}(?:{_HOUR})?(?:(?:hết|cuối){GAP})?"
    rf"(?:ngày{GAP}{DAY}|{_PERIOD})(?:{GAP}{_EVERY})?"
    # "trong 02/05 nhiệm vụ" is no date, so without "ngày" only "trước" counts.
    rf"|\b(?:trước|nhất){GAP}{DAY}"
    rf"|\b(?:trước{GAP}ngày{GAP}\d{{1,2}}{GAP}|định{GAP}kỳ{GAP})?{_EVERY}\b"
    rf"|\b(?:chậm{GAP}nhất{GAP})?sau{GAP}\d{{1,3}}{GAP}ngày(?:{GAP}làm{GAP}việc)?"
    rf"{GAP}kể{GAP}từ{GAP}(?:ngày|khi)[^.,;\n]{{0,60}}"
)
_VERB = (
    rf"(?:khẩn{GAP}trương|triển{GAP}khai|tổ{GAP}chức|tiến{GAP}hành|báo{GAP}cáo"
    rf"|thực{GAP}hiện)"
)
_EVENT_FIRST = re.compile(
    rf"(?:ngay{GAP})?sau{GAP}(?:khi|kỳ)\b[^.;,\n]{{1,100}}?(?=[,;.\n]|$|{GAP}{_VERB})"
)
# A half-yearly and a yearly day in one sentence, each in brackets.
_IN_BRACKETS = rf"{MAYBE}\({MAYBE}(?:trước{GAP})?ngày{GAP}{DAY}{MAYBE}\)"
_YEARLY = re.compile(
    rf"\b(?:(?:định{GAP}kỳ{GAP})?(?:0?6|sáu){GAP}tháng|(?:hằng|hàng){GAP}năm)"
    rf"{_IN_BRACKETS}"
    rf"(?:{MAYBE}(?:,|và){MAYBE}(?:hằng|hàng){GAP}năm{_IN_BRACKETS})?"
)


def find_deadlines(
    text: str,
    start: int,
    end: int,
    *,
    year: int | None = None,
    issued_on: date | None = None,
) -> tuple[Deadline, ...]:
    """All deadlines inside running words, in order, each with its span in ``text``.

    A pair that makes one cycle ("định kỳ 6 tháng (…) và hằng năm (…)") is one.
    """
    readings = (
        replace(
            read_deadline(text[slice(*span)], year=year, issued_on=issued_on), span=span
        )
        for span in _candidates(text, start, end)
    )
    return tuple(one for one in readings if one.type is not DeadlineType.OPEN)


def find_deadline(
    text: str,
    start: int,
    end: int,
    *,
    year: int | None = None,
    issued_on: date | None = None,
) -> Deadline:
    """The deadline inside running words, with its span in ``text``.

    Only bounded dates count; dates of cited documents, reporting periods and
    narrative dates are none. Several different ones are a doubt.
    """
    real = find_deadlines(text, start, end, year=year, issued_on=issued_on)
    if not real:
        return NO_DEADLINE
    chosen = max(real, key=lambda one: one.due_on or date.min)
    if len({(one.due_on, one.recurrence) for one in real}) == 1:
        return chosen
    return replace(chosen, doubts=(*chosen.doubts, ReviewReason.MULTIPLE_MILESTONES))


def _candidates(text: str, start: int, end: int) -> list[Span]:
    """A yearly pair first, then bounded dates, then an event at the very head."""
    low = masked_citations(lowered(text[start:end]))
    yearly = _YEARLY.search(low)
    found = [yearly] if yearly is not None else list(_BOUNDED.finditer(low))
    event = _EVENT_FIRST.match(low)
    if not found and event is not None:
        found = [event]
    return [(start + one.start(), start + one.end()) for one in found]
