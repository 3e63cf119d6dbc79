"""What Văn phòng sends to keep the working calendar; the service judges it."""

from typing import Final

from django import forms

from organization.forms.days import VietnameseDateField

CHOICES: Final = (("0", "Ngày nghỉ"), ("1", "Ngày làm việc"))


class CalendarDayForm(forms.Form):
    """One day as it is to stand in the calendar; ``awaited``: no paper decides yet."""

    day = VietnameseDateField(
        error_messages={"required": "Chưa có ngày. Nhập ngày, ví dụ 02/01/2026."}
    )
    is_working = forms.TypedChoiceField(
        choices=CHOICES,
        coerce=lambda chosen: chosen == "1",
        error_messages={"required": "Chưa chọn ngày nghỉ hay ngày làm việc."},
    )
    reason = forms.CharField(
        max_length=200,
        error_messages={
            "required": "Chưa có lý do. Ghi lý do nghỉ hoặc làm bù.",
            "max_length": "Lý do dài quá 200 ký tự. Rút gọn rồi ghi.",
        },
    )
    source = forms.CharField(
        max_length=200,
        required=False,
        error_messages={"max_length": "Căn cứ dài quá 200 ký tự. Rút gọn rồi ghi."},
    )
    awaited = forms.BooleanField(required=False)
    version = forms.IntegerField(min_value=1, required=False)


class RemovedDayForm(forms.Form):
    """A day that is to leave the calendar, as the page names it."""

    day = forms.DateField(input_formats=["%Y-%m-%d"])
    version = forms.IntegerField(min_value=1, required=False)
