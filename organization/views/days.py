"""The day on which the organisation is shown: today, or one of choice."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from organization.forms.days import YEARS, VietnameseDateField, written

PARAMETER: Final = "ngay"


@dataclass(frozen=True, slots=True)
class ShownDay:
    """``error``: why what was typed is no day; then today is shown."""

    day: date
    today: date
    typed: str
    error: str = ""

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def is_past(self) -> bool:
        return self.day < self.today

    @property
    def query(self) -> str:
        """What every link of the page carries on: empty for today."""
        return "" if self.is_today else f"{PARAMETER}={self.day.isoformat()}"

    @property
    def link(self) -> str:
        """The same with its mark, to stand behind an address."""
        return f"?{self.query}" if self.query else ""


def shown_day(request: HttpRequest) -> ShownDay:
    """Read “30/6/2026” or “2026-06-30”."""
    today = timezone.localdate()
    typed = request.GET.get(PARAMETER, "").strip()
    if not typed:
        return ShownDay(today, today, "")
    try:
        day = date.fromisoformat(typed)
        if day.year not in YEARS:
            return ShownDay(today, today, typed, f"Năm {day.year} không hợp lệ.")
    except ValueError:
        try:
            read = VietnameseDateField().clean(typed)
        except forms.ValidationError as wrong:
            return ShownDay(today, today, typed, " ".join(wrong.messages))
        day = read or today
    return ShownDay(day, today, "" if day == today else written(day))
