"""What is typed to lend a post's authority, and what the service takes of it."""

import re
from datetime import datetime
from typing import Any, Final

from django import forms
from django.db.models import QuerySet

from approvals.views.period_forms import PeriodForm
from organization.enums import LENT_CAPACITIES, DelegationScope, SigningCapacity
from organization.forms.days import VietnameseDateField, written
from organization.models import Person, Portfolio, Post, Unit
from workflows.models import Mission

NUMBER: Final = re.compile(r"(?:nv\s{0,3})?0{0,9}(\d{1,9})", re.IGNORECASE)
NOT_LISTED: Final = {"invalid_choice": "Mục này không có trong danh sách."}


class TermsForm(PeriodForm):
    """Who lends what to whom, until when, by which paper."""

    delegator = forms.ModelChoiceField(
        Post.objects.none(),
        error_messages={"required": "Chưa chọn chức vụ ủy quyền.", **NOT_LISTED},
    )
    delegate = forms.ModelChoiceField(
        Person.objects.filter(is_active=True),
        error_messages={"required": "Chưa chọn người được ủy quyền.", **NOT_LISTED},
    )
    capacity = forms.ChoiceField(
        choices=[(one.value, one.label) for one in LENT_CAPACITIES],
        error_messages={"required": "Chưa chọn thể thức ký."},
    )
    scope = forms.ChoiceField(
        choices=DelegationScope.choices,
        error_messages={"required": "Chưa chọn phạm vi ủy quyền."},
    )
    portfolio = forms.ModelChoiceField(
        Portfolio.objects.all(), required=False, error_messages=NOT_LISTED
    )
    unit = forms.ModelChoiceField(
        Unit.objects.filter(closed_on__isnull=True),
        required=False,
        error_messages=NOT_LISTED,
    )
    mission = forms.CharField(required=False, max_length=20)
    number = forms.CharField(
        max_length=80,
        error_messages={
            "required": "Ủy quyền phải bằng văn bản. Ghi số giấy ủy quyền.",
            "max_length": "Số giấy ủy quyền không quá 80 ký tự.",
        },
    )
    signed_on = VietnameseDateField(
        error_messages={"required": "Ghi ngày của giấy ủy quyền, ví dụ 08/6/2026."}
    )

    def __init__(
        self, *args: Any, posts: QuerySet[Post], seen: QuerySet[Mission], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        field = self.fields["delegator"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for mypy
        field.queryset = posts

    def clean_mission(self) -> int | None:
        """The number of a mission that the person may see; others do not exist."""
        words = self.cleaned_data["mission"].strip()
        if not words:
            return None
        number = NUMBER.fullmatch(words)
        if number is None or not self.seen.filter(pk=int(number[1])).exists():
            raise forms.ValidationError(
                "Không tìm thấy nhiệm vụ này. Nhập số, ví dụ NV 018."
            )
        return int(number[1])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        needed = {
            DelegationScope.PORTFOLIO: ("portfolio", "Chưa chọn lĩnh vực."),
            DelegationScope.UNIT: ("unit", "Chưa chọn đơn vị."),
            DelegationScope.MISSION: ("mission", "Chưa ghi số nhiệm vụ."),
        }
        name, words = needed.get(data.get("scope", ""), ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, words)
        return data

    @property
    def paper(self) -> str:
        """Number and day, as they are kept and printed."""
        data = self.cleaned_data
        number = " ".join(data["number"].split())
        return f"{number} ngày {written(data['signed_on'])}"

    def terms(self, now: datetime) -> dict[str, Any]:
        """The arguments of the service, whoever asks for it."""
        data = self.cleaned_data
        starts_at, ends_at = self.period(now)
        chosen = {
            DelegationScope.PORTFOLIO: {"portfolio": data["portfolio"]},
            DelegationScope.UNIT: {"unit": data["unit"]},
            DelegationScope.MISSION: {"mission_id": data["mission"]},
        }
        return {
            "delegator": data["delegator"],
            "delegate": data["delegate"],
            "starts_at": starts_at,
            "ends_at": ends_at,
            "paper": self.paper,
            "capacity": SigningCapacity(data["capacity"]),
            **chosen.get(data["scope"], {}),
        }


class EndForm(forms.Form):
    """Why it ends before its time, and by which paper, if there is one."""

    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Chưa có lý do. Nêu vì sao chấm dứt trước hạn.",
            "max_length": "Lý do không quá 300 ký tự.",
        },
    )
    paper = forms.CharField(
        max_length=200,
        required=False,
        error_messages={"max_length": "Số, ngày văn bản không quá 200 ký tự."},
    )
