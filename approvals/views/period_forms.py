"""From when until when, as it is typed for what is lent or allowed for a time."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.db.models import TextChoices
from django.utils import timezone

from organization.forms.days import VietnameseDateField

HOUR: Final = re.compile(r"(\d{1,2})\s*(?:[:.hg]\s*(\d{1,2})?)?", re.IGNORECASE)
HOURS, MINUTES, WEEK = 24, 60, 7


class HourField(forms.Field):
    """An hour of the day as 08:30, 8h30 or 8; what is wrong is said with an example."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        words = str(value or "").strip()
        if not words:
            return None
        parts = HOUR.fullmatch(words)
        hour, minute = (int(part or 0) for part in parts.groups()) if parts else (0, 0)
        if parts is None or hour >= HOURS or minute >= MINUTES:
            raise forms.ValidationError("Nhập giờ và phút, ví dụ 08:30 hoặc 17:00.")
        return time(hour, minute)


class Span(TextChoices):
    """The periods that are asked for again and again, and any other."""

    TODAY = "hom-nay", "Hết hôm nay"
    WEEK = "tuan", "Hết tuần này"
    RANGE = "khoang", "Khoảng ngày"


class PeriodForm(forms.Form):
    """From when until when something is lent or allowed.

    A period without a first hour begins with its day, and at once where that is today;
    one without a last hour ends with its day.
    """

    span = forms.ChoiceField(
        choices=Span.choices,
        error_messages={"required": "Chưa chọn thời hạn."},
    )
    from_day = VietnameseDateField(required=False)
    from_hour = HourField(required=False)
    to_day = VietnameseDateField(required=False)
    to_hour = HourField(required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("span") != Span.RANGE or {"from_day", "to_day"} & set(self.errors):
            return data
        if not data.get("from_day"):
            self.add_error("from_day", "Chưa có ngày bắt đầu.")
        if not data.get("to_day"):
            self.add_error("to_day", "Chưa có ngày kết thúc.")
        return data

    def period(self, now: datetime) -> tuple[datetime, datetime]:
        """The moments from which and until which (excluded) it counts."""
        data = self.cleaned_data
        today = timezone.localdate(now)
        if data["span"] == Span.TODAY:
            return now, _midnight(today + timedelta(days=1))
        if data["span"] == Span.WEEK:
            return now, _midnight(today + timedelta(days=WEEK - today.weekday()))
        first, last = data["from_day"], data["to_day"]
        starts = _at(first, data["from_hour"] or time())
        if data["from_hour"] is None and first == today:
            starts = now
        if data["to_hour"] is None:
            return starts, _midnight(last + timedelta(days=1))
        return starts, _at(last, data["to_hour"])


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_default_timezone())


def _midnight(day: date) -> datetime:
    return _at(day, time())
