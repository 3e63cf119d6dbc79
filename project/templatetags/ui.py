"""What every page says in the same way: states, deadlines, files, dates, numbers."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workflows.queries.calendar import soon

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"
KIB = 1024
MOST_IN_BADGE = 99
SHOWN = (".pdf", ".png", ".jpg", ".jpeg")
# Nghị định 30/2020/NĐ-CP, annex I: so that 1 and 2 cannot become 11 and 12.
TWO_DIGIT_MONTHS = (1, 2)


@dataclass(frozen=True, slots=True)
class Look:
    """How a state appears: always a word, an icon and (in ui.css) a colour."""

    word: str
    icon: str


LOOKS = {
    "giao": Look("Giao", "assign"),
    "lam": Look("Đang thực hiện", "half"),
    "baocao": Look("Báo cáo", "up"),
    "duyet": Look("Lãnh đạo duyệt", "stamp"),
    "xong": Look("Hoàn thành", "okc"),
    "tralai": Look("Trả lại", "undo"),
    "huy": Look("Thu hồi", "xc"),
    # Derived from dates and open requests, never stored.
    "giahan": Look("Gia hạn", "calplus"),
    "saphan": Look("Sắp đến hạn", "clock"),
    "quahan": Look("Quá hạn", "alert"),
}
CODE_OF_STATE = {
    "ASSIGNED": "giao",
    "IN_PROGRESS": "lam",
    "REPORTED": "baocao",
    "UNDER_APPROVAL": "duyet",
    "COMPLETED": "xong",
    "RETURNED": "tralai",
    "WITHDRAWN": "huy",
}
# A report in time stops the clock; so does the end of the work.
CLOCK_RUNS_IN = frozenset({"ASSIGNED", "IN_PROGRESS", "RETURNED"})
CODE_OF_MESSAGE = {"success": "xong", "warning": "saphan", "error": "quahan"}


class HasState(Protocol):
    """Anything that stands somewhere, a mission above all."""

    state: str


class HasDeadline(Protocol):
    """Anything that is due: ``due_on`` is the last permitted day, None when open."""

    state: str
    due_on: date | None


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """One icon of the sprite; ``extra`` are further classes."""
    classes = f"i {extra}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', classes, name
    )


@register.filter
def state_code(what: HasState | str) -> str:
    """The value for ``data-st`` of a mission, a MissionState or a code itself."""
    value = what if isinstance(what, str) else what.state
    return CODE_OF_STATE.get(value, value)


@register.filter
def state_icon(code: str) -> str:
    """The icon that goes with a code of ``data-st``."""
    return LOOKS[code].icon


@register.simple_tag
def state(
    what: HasState | str,
    text: str = "",
    bare: bool = False,  # noqa: FBT001, FBT002  templates pass it by name
    symbol: str = "",
) -> SafeString:
    """A state's badge, ``bare`` without ground, with other words or symbol if given.

    Raise KeyError for a code that is none: a page must not show a state it invents.
    """
    code = state_code(what)
    look = LOOKS[code]
    return format_html(
        '<span class="{}" data-st="{}">{}<span>{}</span></span>',
        "st bare" if bare else "st",
        code,
        icon(symbol or look.icon),
        text or look.word,
    )


@register.simple_tag
def due(mission: HasDeadline, today: date) -> SafeString | str:
    """How far the deadline is, counted in calendar days; empty once the clock stops.

    A request for a later day that is open, and a pause, are said before it.
    """
    asked = getattr(mission, "asked_due_on", None) is not None
    badges = [state("giahan", "Gia hạn, chờ duyệt")] if asked else []
    if mission.state in CLOCK_RUNS_IN:
        if getattr(mission, "paused_at", None) is not None:
            badges.append(state("giao", "Tạm dừng", symbol="pause"))
        elif mission.due_on is not None:
            badges.append(_left(mission, mission.due_on, today))
    return format_html_join(" ", "{}", ((badge,) for badge in badges))


def _left(mission: HasDeadline, due_on: date, today: date) -> SafeString:
    left = (due_on - today).days
    given = getattr(mission, "assigned_at", None)
    if given is not None and due_on < _local(given).date():
        # Counted from the day it was given: nobody had it before.
        late = (today - _local(given).date()).days
        words = f"Quá hạn khi giao, {late} ngày" if late else "Quá hạn khi giao"
        return state("quahan", words)
    if left < 0:
        return state("quahan", f"Quá hạn {-left} ngày")
    if left == 0:
        return state("saphan", "Hết hạn hôm nay")
    if due_on <= soon(today):
        return state("saphan", f"Còn {left} ngày")
    return format_html('<span class="tiny">Còn {} ngày</span>', left)


@register.filter
def message_code(level_tag: str) -> str:
    """The colour of a message of django.contrib.messages."""
    return CODE_OF_MESSAGE.get(level_tag, "baocao")


@register.inclusion_tag("_file_row.html")
def file_row(
    name: str, url: str, size: int | None = None, note: str = "", preview: str = ""
) -> dict[str, str]:
    """One row of ``ul.files``: ``size`` in bytes, ``note`` what else is to be said,
    ``preview`` where it is looked at, if that can be."""
    stem, _, extension = name.rpartition(".")
    info = [file_size(size)] if size is not None else []
    return {
        "name": stem or name,
        "extension": extension.upper() if stem else "",
        "url": url,
        "preview": preview,
        "info": ", ".join([*info, note] if note else info),
    }


@register.filter
def shown_for(address: str, name: str) -> str:
    """The address where a file is looked at, for names whose content a page shows."""
    return address if name.lower().endswith(SHOWN) else ""


@register.inclusion_tag("_letterhead.html")
def letterhead() -> dict[str, object]:
    """Quốc hiệu, tiêu ngữ and the agency, on paper only (Nghị định 30/2020/NĐ-CP)."""
    return {"agency": settings.AGENCY, "today": timezone.localdate()}


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """08/6/2026: two digits for the day, and for the months 1 and 2 only."""
    return f"{vn_day(value)}/{value.year}" if value else ""


@register.filter
def vn_day(value: date | datetime | None) -> str:
    """08/6, where the year is known from elsewhere on the page."""
    day = _local(value) if isinstance(value, datetime) else value
    if not day:
        return ""
    month = f"{day.month:02}" if day.month in TWO_DIGIT_MONTHS else f"{day.month}"
    return f"{day.day:02}/{month}"


@register.filter
def vn_long_date(value: date) -> str:
    """ngày 08 tháng 6 năm 2026, as the head of a document has it."""
    day, month = vn_day(value).split("/")
    return f"ngày {day} tháng {month} năm {value.year}"


@register.filter
def vn_weekday(value: date) -> str:
    """Thứ Năm, 11/6/2026."""
    names = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
    weekday = value.weekday()
    name = f"Thứ {names[weekday]}" if weekday < len(names) else "Chủ nhật"
    return f"{name}, {vn_date(value)}"


@register.filter
def vn_time(value: datetime | time | None) -> str:
    """09:42, on the clocks of Việt Nam."""
    moment = _local(value) if isinstance(value, datetime) else value
    return f"{moment:%H:%M}" if moment else ""


@register.filter
def vn_moment(value: datetime | None) -> str:
    """08/6/2026, 09:42."""
    return f"{vn_date(_local(value))}, {vn_time(value)}" if value else ""


@register.filter
def vn_number(value: int) -> str:
    """4.804."""
    return f"{value:,}".replace(",", ".")


@register.filter
def badge(count: int) -> str:
    """A count that fits into a badge: 99+ beyond that."""
    return f"{MOST_IN_BADGE}+" if count > MOST_IN_BADGE else f"{count}"


@register.filter
def file_size(size: int) -> str:
    """1,2 MB; whole KB below one MB, and never 0 KB for a file that holds something."""
    if size < KIB:
        return f"{size}{NBSP}byte"
    # Rounded first: 1.048.000 byte would else read 1023 KB, and one more 1024 KB.
    kib = round(size / KIB)
    if kib < KIB:
        return f"{kib}{NBSP}KB"
    return f"{size / KIB**2:.1f}{NBSP}MB".replace(".", ",")


@register.filter
def nv(number: int) -> str:
    """NV 018, which no line may break."""
    return f"NV{NBSP}{number:03}"


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
