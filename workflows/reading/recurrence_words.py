"""Cycles in words, in the grammar of the labels: ``monthly:25``, ``weekly:fri``."""

import re
from collections.abc import Callable

from workflows.deadlines import Deadline, DeadlineType
from workflows.reading.date_words import days_in
from workflows.reading.letters import GAP, MAYBE

_EVERY = rf"(?:hằng|hàng|mỗi|từng|định{GAP}kỳ)"
_CYCLE = re.compile(
    rf"\b{_EVERY}{GAP}(?:(?:vào|trong){GAP})?(?P<unit>ngày|tuần|tháng|quý|năm)\b"
    rf"|\b(?P<half>(?:định{GAP}kỳ|{_EVERY}){GAP}(?:0?6|sáu){GAP}tháng)\b"
    rf"|\b(?P<always>thường{GAP}xuyên|liên{GAP}tục)\b"
    rf"|\b(?P<some>định{GAP}kỳ)\b"
)
# Further units of "hằng tháng, quý" share its first word.
_AND_UNIT = re.compile(rf"{MAYBE}(?:,|và|/){MAYBE}(tuần|tháng|quý|năm)\b")
_WEEKDAY = re.compile(
    rf"\b(?:thứ{GAP}(?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<sunday>chủ{GAP}nhật))\b"
)
_WEEKDAYS = {
    "hai": "mon", "ba": "tue", "tư": "wed", "năm": "thu", "sáu": "fri", "bảy": "sat",
    "2": "mon", "3": "tue", "4": "wed", "5": "thu", "6": "fri", "7": "sat",
}  # fmt: skip
_HOUR = re.compile(rf"\b(\d{{1,2}}){MAYBE}(?:giờ|h){MAYBE}(\d\d)?")
_DAY_OF_MONTH = re.compile(
    rf"\bngày{GAP}(?:mùng{GAP}|mồng{GAP})?(\d{{1,2}})\b(?!{MAYBE}[/.-]|{GAP}tháng{GAP}\d)"
)
_LAST_MONTH = re.compile(rf"\btháng{GAP}cuối(?:{GAP}(?:của{GAP})?quý)?\b")
_LAST_DAY_OF_A_MONTH = 31


def recurrence_in(low: str) -> Deadline | None:
    """The cycle in lower-case words, or None if they name none."""
    found = list(_CYCLE.finditer(low))
    if not found:
        return None
    units = dict.fromkeys(unit for match in found for unit in _units(match, low))
    if len(units) > 1:
        units.pop("some", None)
    if "half" in units and days_in(low, None):
        units.pop("năm", None)
    cycles = dict.fromkeys(_SPELLED[unit](low) for unit in units)
    return Deadline(
        type=DeadlineType.RECURRING,
        recurrence="|".join(cycles),
        recurrence_exclusive="trước" in low and any(":" in cycle for cycle in cycles),
    )


def _units(match: re.Match[str], low: str) -> list[str]:
    if match.group("unit") is None:
        return [match.lastgroup or "some"]
    units = [match.group("unit")]
    following = _AND_UNIT.match(low, match.end())
    while following is not None:
        units.append(following.group(1))
        following = _AND_UNIT.match(low, following.end())
    return units


def _weekly(low: str) -> str:
    day = _WEEKDAY.search(low)
    if day is None:
        return "weekly"
    name = "sun" if day.group("sunday") else _WEEKDAYS[day.group("day")]
    hour = _HOUR.search(low)
    at = f"@{int(hour.group(1)):02}:{hour.group(2) or '00'}" if hour else ""
    return f"weekly:{name}{at}"


def _monthly(low: str) -> str:
    day = _day_of_month(low)
    return f"monthly:{day}" if day and not _LAST_MONTH.search(low) else "monthly"


def _quarterly(low: str) -> str:
    day = _day_of_month(low)
    return f"quarterly:m3-{day}" if day and _LAST_MONTH.search(low) else "quarterly"


def _yearly(low: str) -> str:
    days = [moment.month_day for moment in days_in(low, None)]
    spelled = ",".join(f"{month:02}-{day:02}" for month, day in days)
    return f"yearly:{spelled}" if spelled else "yearly"


def _half_yearly(low: str) -> str:
    return _yearly(low) if days_in(low, None) else "unspecified"


def _day_of_month(low: str) -> int | None:
    found = _DAY_OF_MONTH.search(low)
    day = int(found.group(1)) if found else 0
    return day if 0 < day <= _LAST_DAY_OF_A_MONTH else None


_SPELLED: dict[str, Callable[[str], str]] = {
    "ngày": lambda _: "continuous",
    "tuần": _weekly,
    "tháng": _monthly,
    "quý": _quarterly,
    "năm": _yearly,
    "half": _half_yearly,
    "always": lambda _: "continuous",
    "some": lambda _: "unspecified",
}
