"""What people send about deadlines, waits and pauses; the services judge it."""

from django import forms

from approvals.forms import ActForm, ReasonForm
from organization.forms.days import VietnameseDateField
from workflows.enums import WaitKind

NO_DAY = "Chưa có ngày. Nhập ngày, ví dụ 30/6/2026."


class AskForm(ReasonForm):
    """A later day, and why."""

    due_on = VietnameseDateField(error_messages={"required": NO_DAY})


class GrantForm(ActForm):
    """The day, with a word; `objective` ticks the cause that the word confirms."""

    due_on = VietnameseDateField(required=False)
    comment = forms.CharField(max_length=5000, required=False)
    objective = forms.BooleanField(required=False)
    cause = forms.CharField(max_length=500, required=False)

    def clean_cause(self) -> str:
        cause = str(self.cleaned_data["cause"]).strip()
        ticked = self.cleaned_data.get("objective", False)
        if ticked and not cause:
            raise forms.ValidationError(
                "Chưa nêu nguyên nhân khách quan. Ghi rõ, hoặc bỏ dấu xác nhận."
            )
        if cause and not ticked:
            raise forms.ValidationError(
                "Đánh dấu xác nhận nguyên nhân khách quan, hoặc xóa nội dung này."
            )
        return cause


class InternalForm(ActForm):
    """An earlier day of one's own; empty takes it away."""

    internal_due_on = VietnameseDateField(required=False)


class WaitForm(ReasonForm):
    """For whom, what was done for it, and when it is expected."""

    kind = forms.TypedChoiceField(
        choices=WaitKind.choices,
        coerce=WaitKind,
        error_messages={
            "required": "Chưa chọn loại chờ.",
            "invalid_choice": "Loại chờ này không có.",
        },
    )
    on_whom = forms.CharField(max_length=200, required=False)
    expected_on = VietnameseDateField(required=False)


class ResumeForm(ReasonForm):
    """Why it goes on, and a later deadline where one is set."""

    due_on = VietnameseDateField(required=False)
