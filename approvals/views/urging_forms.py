"""What people send with a difficulty, an instruction, a word of urging, a check."""

from typing import Any

from django import forms

from approvals.forms import ActForm
from organization.forms.days import VietnameseDateField
from workflows.enums import DifficultyKind


class WordsForm(ActForm):
    """An act in words; whether they are there, the service says."""

    text = forms.CharField(max_length=5000, required=False)


class DifficultyForm(WordsForm):
    proposal = forms.CharField(max_length=5000, required=False)
    kind = forms.TypedChoiceField(
        choices=DifficultyKind.choices,
        coerce=DifficultyKind,
        empty_value=DifficultyKind.DIFFICULTY,
        required=False,
        error_messages={"invalid_choice": "Loại vướng mắc này không có."},
    )


class FollowUpForm(WordsForm):
    """`unit` names a supporting unit; the lead unit where there is none."""

    unit = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    again = forms.BooleanField(required=False)


class FollowUpAnswerForm(WordsForm):
    promised_on = VietnameseDateField(required=False)


class InspectionForm(WordsForm):
    held_on = VietnameseDateField(required=False)
    is_unannounced = forms.BooleanField(required=False)


class ManyForm(forms.Form):
    """One text for many; `stated` puts before it what is wrong with each."""

    text = forms.CharField(max_length=4000, required=False)
    stated = forms.BooleanField(required=False)
    again = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("text", "").strip() and not data.get("stated"):
            raise forms.ValidationError("Chưa có nội dung đôn đốc.")
        return data
