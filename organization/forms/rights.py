"""A right given to a seat, or taken from it."""

from collections.abc import Collection
from typing import Any

from django import forms

from organization.enums import RIGHT_LABELS, Right
from organization.forms.base import ActForm, WordsField


class RightForm(ActForm):
    """Which right, where, why, and by which paper."""

    right = forms.ChoiceField(
        label="Quyền",
        choices=[(right.value, RIGHT_LABELS[right]) for right in Right],
        error_messages={"required": "Chưa chọn quyền."},
    )
    place = forms.ChoiceField(
        label="Ở đâu", error_messages={"required": "Chưa chọn nơi có quyền."}
    )
    note = WordsField("Lý do", longest=300, missing="Chưa có lý do.")

    def __init__(
        self,
        *args: Any,
        places: Collection[tuple[str, str]],
        rights: Collection[Right] = tuple(Right),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(right.value, RIGHT_LABELS[right]) for right in rights]
        for name, choices in (("right", chosen), ("place", list(places))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
            field.choices = choices

    @property
    def chosen(self) -> Right:
        return Right(self.cleaned_data["right"])
