"""What people send about parts, merging, replacing and agencies outside."""

from typing import Any, Final

from django import forms

from approvals.forms import ActForm, FilesForm, ReasonForm
from organization.forms.days import VietnameseDateField
from organization.models import Post
from organization.queries import LEADER_RANKS, assignable_units
from workflows.forms import OrderForm
from workflows.services.parts import OwnWork, Part

MOST_AT_ONCE: Final = 5  # on one page; more follow with the next
NO_UNIT: Final = "Đơn vị này không có trong danh mục."


class OwnWorkForm(forms.Form):
    """One piece of a unit's own work; all of it empty: not meant."""

    title = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": "Tên phần việc không quá 300 ký tự."},
    )
    text = forms.CharField(max_length=20000, required=False)
    due_on = VietnameseDateField(required=False)
    no_deadline_reason = forms.CharField(max_length=300, required=False)
    product = forms.CharField(max_length=300, required=False)
    late_reason = forms.CharField(max_length=300, required=False)

    @property
    def is_meant(self) -> bool:
        return any(self.data.get(self.add_prefix(name)) for name in ("title", "text"))

    def values(self) -> dict[str, Any]:
        """Where only the title was typed, it is all that is asked."""
        data = dict(self.cleaned_data)
        data["text"] = data["text"] or data["title"]
        return data

    def work(self) -> OwnWork:
        return OwnWork(**self.values())


class PartForm(OwnWorkForm):
    lead_unit = forms.ModelChoiceField(
        assignable_units(),
        error_messages={
            "required": "Chưa chọn đơn vị chủ trì của phần việc.",
            "invalid_choice": NO_UNIT,
        },
    )
    directing_leader = forms.ModelChoiceField(
        Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True),
        required=False,
    )
    supporting_units = forms.ModelMultipleChoiceField(
        assignable_units(), required=False, error_messages={"invalid_choice": NO_UNIT}
    )

    def part(self) -> Part:
        values = self.values()
        values["supporting_units"] = tuple(values["supporting_units"])
        return Part(**values)


class ApproveForm(ReasonForm):
    """An approval; why, where it comes before the parts are done."""

    parts_reason = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": "Lý do không quá 300 ký tự."},
    )


class WithdrawForm(ReasonForm):
    """Also what becomes of the open parts: with it, unless said otherwise."""

    parts_stay = forms.BooleanField(required=False)


class MergeForm(ActForm):
    """Which of both goes on, whose deadline counts, why, and by what paper."""

    other_version = forms.IntegerField(min_value=0, required=False)
    keeps = forms.ChoiceField(
        choices=[("this", ""), ("other", "")],
        error_messages={"required": "Chọn nhiệm vụ tiếp tục."},
    )
    due_from = forms.ChoiceField(choices=[("this", ""), ("other", "")], required=False)
    reason = forms.CharField(max_length=5000, required=False)
    authority = forms.CharField(max_length=300, required=False)


class ReplaceForm(ReasonForm, OrderForm):
    """All facts of the mission that takes its place."""

    parts_stay = forms.BooleanField(required=False)


class AskOutsideForm(ActForm):
    agency = forms.CharField(
        max_length=200, error_messages={"required": "Chưa ghi tên cơ quan."}
    )
    text = forms.CharField(max_length=5000, required=False)
    on = VietnameseDateField(error_messages={"required": "Chưa có ngày gửi."})
    paper = forms.CharField(max_length=80, required=False)
    due_on = VietnameseDateField(required=False)


class AnswerOutsideForm(ActForm, FilesForm):
    text = forms.CharField(max_length=5000, required=False)
    paper = forms.CharField(max_length=80, required=False)
    on = VietnameseDateField(
        error_messages={"required": "Chưa có ngày của văn bản trả lời."}
    )
    signed_by = forms.CharField(max_length=200, required=False)
