"""Days as official papers write them, and as people type them."""

import re
from calendar import monthrange
from datetime import date
from typing import Any, Final

from django import forms

DATE: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
MONTHS: Final = 12
YEARS: Final = range(2000, 2100)
ORDINARY_MONTHS: Final = range(3, 13)  # 1 and 2 are written 01 and 02


def written(day: date) -> str:
    """08/6/2026, as official papers write a date."""
    month = str(day.month) if day.month in ORDINARY_MONTHS else f"{day.month:02}"
    return f"{day.day:02}/{month}/{day.year}"


class VietnameseDateField(forms.Field):
    """A day as dd/mm/yyyy or d/m/yyyy; what is wrong is said with an example."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> date | None:
        words = str(value or "").strip()
        if not words:
            return None
        parts = DATE.fullmatch(words)
        if parts is None:
            raise forms.ValidationError(
                "Nhập ngày, tháng, năm bằng số, ví dụ 09/02/2026."
            )
        day, month, year = map(int, parts.groups())
        if year not in YEARS:
            raise forms.ValidationError(
                f"Năm {year} không hợp lệ. Nhập lại, ví dụ 30/6/2026."
            )
        if not 1 <= month <= MONTHS:
            raise forms.ValidationError(
                f"Một năm chỉ có 12 tháng. Nhập lại, ví dụ 30/6/{year}."
            )
        last = date(year, month, monthrange(year, month)[1])
        if not 1 <= day <= last.day:
            name = written(last).split("/")[1]
            raise forms.ValidationError(
                f"Tháng {name} chỉ có {last.day} ngày. Nhập lại, ví dụ {written(last)}."
            )
        return date(year, month, day)
