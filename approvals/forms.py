"""What people send with an act; the services judge it."""

from django import forms

from organization.forms.days import VietnameseDateField
from organization.models import Person, Unit
from workflows.enums import LEADERS_RETURNS, OpinionOutcome, ReturnKind
from workflows.files import Upload
from workflows.forms import OrderForm


class ActForm(forms.Form):
    """Every act carries the version of the mission that the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReasonForm(ActForm):
    """An act with words; whether they are needed, the service says."""

    reason = forms.CharField(max_length=5000, required=False)


class ReturnForm(ReasonForm):
    """A return: its kind, and the words; whether they are there, the service says."""

    kind = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in LEADERS_RETURNS],
        coerce=ReturnKind,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Loại trả lại này không có."},
    )


def _days() -> forms.IntegerField:
    """Working days of a step; whether they make sense, the service says."""
    return forms.IntegerField(
        error_messages={"invalid": "Số ngày làm việc là số nguyên."}
    )


class RouteForm(ActForm):
    """The steps of a route and the time for each; for a document, its version."""

    office_checks = forms.BooleanField(required=False)
    head_decides = forms.BooleanField(required=False)
    asks_supporting = forms.BooleanField(required=False)
    office_days = _days()
    leader_days = _days()
    head_days = _days()
    opinion_days = _days()


class AskOpinionForm(ActForm):
    """Of whom an opinion is asked; whether anybody is, the service says."""

    unit = forms.ModelMultipleChoiceField(Unit.objects.all(), required=False)
    person = forms.ModelMultipleChoiceField(
        Person.objects.filter(is_active=True), required=False
    )
    text = forms.CharField(max_length=5000, required=False)
    days = _days()


class OpinionForm(ActForm):
    agrees = forms.TypedChoiceField(
        choices=[("1", "Đồng ý"), ("0", "Có ý kiến khác")],
        coerce=lambda value: value == "1",
        error_messages={"required": "Chọn đồng ý hoặc có ý kiến khác."},
    )
    text = forms.CharField(max_length=5000, required=False)


class FilesForm(forms.Form):
    """A form that brings files."""

    def uploads(self) -> list[Upload]:
        """The files as the services take them."""
        return [
            Upload(file.name or "", file.size or 0, file.chunks())
            for file in self.files.getlist("files")
        ]


class HandInForm(ActForm, FilesForm):
    """The report; `draft` is the version of the draft that it was written in."""

    text = forms.CharField(max_length=20000, required=False)
    result = forms.CharField(max_length=5000, required=False)
    draft = forms.IntegerField(min_value=0, required=False)
    missing_reason = forms.CharField(max_length=5000, required=False)


class DraftForm(forms.Form):
    """The report to come, with the version of the draft that the person saw."""

    draft = forms.IntegerField(min_value=0)
    text = forms.CharField(max_length=20000, required=False, strip=False)
    result = forms.CharField(max_length=5000, required=False, strip=False)


class ContributionForm(ActForm, FilesForm):
    """What a supporting unit sends; which units, the service says."""

    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        error_messages={"required": "Chưa chọn đơn vị gửi."},
    )
    text = forms.CharField(max_length=20000, required=False)


class AskForm(ActForm):
    """Which supporting units are asked for what, and by which day."""

    unit = forms.ModelMultipleChoiceField(Unit.objects.all(), required=False)
    due_on = VietnameseDateField(
        error_messages={"required": "Chưa có ngày gửi. Nhập ngày dạng 30/6/2026."}
    )
    text = forms.CharField(max_length=2000, required=False)


class AgreementForm(ActForm):
    """The unit that has nothing to add."""

    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        error_messages={"required": "Chưa chọn đơn vị trả lời."},
    )


class AnswerForm(ActForm):
    """What the lead unit says to a contribution."""

    outcome = forms.TypedChoiceField(
        choices=OpinionOutcome.choices,
        coerce=OpinionOutcome,
        error_messages={"required": "Chọn tiếp thu hoặc giải trình."},
    )
    text = forms.CharField(max_length=5000, required=False)


class ProgressForm(ActForm):
    """How far the work is."""

    text = forms.CharField(max_length=5000, required=False)
    percent = forms.IntegerField(
        required=False,
        error_messages={"invalid": "Tiến độ là số từ 0 đến 100."},
    )
    milestone = forms.CharField(max_length=120, required=False)


class CommentForm(ActForm):
    """A word to all who see the mission, and who is mentioned in it."""

    text = forms.CharField(max_length=5000, required=False)
    mentioned = forms.ModelMultipleChoiceField(
        Person.objects.filter(is_active=True),
        required=False,
        error_messages={
            "invalid_choice": "Người được nhắc tên không còn tài khoản.",
            "invalid_pk_value": "Người được nhắc tên không đọc được.",
        },
    )


class OfficerForm(ActForm):
    officer = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), required=False
    )


class CorrectionForm(ReasonForm, OrderForm):
    """All facts of the mission, as they should have been."""
