"""What every form of an act on the organisation has: its paper, and its words."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms

from organization.forms.days import VietnameseDateField, written

Together = tuple[tuple[str, ...], ...]
NO_PAPER = "Chưa có số, ký hiệu quyết định."
NO_DAY = "Chưa có ngày của quyết định. Nhập ngày, ví dụ 02/12/2026."


class DayField(VietnameseDateField):
    """A day with its hint; ``missing`` is said where it has to be there."""

    def __init__(self, label: str, *, missing: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            help_text=help_text,
            error_messages={"required": missing},
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "placeholder": "30/6/2026",
                }
            ),
        )

    def prepare_value(self, value: Any) -> Any:
        return written(value) if hasattr(value, "isoformat") else value


class WordsField(forms.CharField):
    """One line of words, blanks made single; ``missing`` as above."""

    def __init__(
        self, label: str, *, longest: int, missing: str = "", help_text: str = ""
    ) -> None:
        super().__init__(
            label=label,
            max_length=longest,
            required=bool(missing),
            help_text=help_text,
            error_messages={
                "required": missing,
                "max_length": f"{label} không quá {longest} ký tự.",
            },
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class LinesField(forms.CharField):
    """Several names, one a line; the same one twice counts once."""

    def __init__(self, label: str, *, longest: int, help_text: str = "") -> None:
        self.longest = longest
        super().__init__(
            label=label,
            required=False,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = (" ".join(one.split()) for one in super().clean(value).splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        long = next((name for name in names if len(name) > self.longest), None)
        if long is not None:
            raise forms.ValidationError(
                f"“{long[:30]}…” dài quá {self.longest} ký tự. Viết ngắn lại."
            )
        return names


class ActForm(forms.Form):
    """An act, the paper on which it rests, and a note.

    ``PAPER_REQUIRED``: without number and day of a decision the act is not done.
    ``TOGETHER``: names of fields that stand side by side.
    """

    PAPER_REQUIRED: ClassVar[bool] = True
    TOGETHER: ClassVar[Together] = ()
    ALWAYS_TOGETHER: ClassVar[Together] = (("paper_number", "paper_on"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = self.PAPER_REQUIRED
        self.fields["paper_number"] = WordsField(
            "Số, ký hiệu quyết định" if needed else "Số, ký hiệu quyết định (nếu có)",
            longest=80,
            missing=NO_PAPER if needed else "",
        )
        self.fields["paper_on"] = DayField(
            "Ngày quyết định", missing=NO_DAY if needed else ""
        )
        if "note" not in self.fields:
            self.fields["note"] = WordsField("Ghi chú (nếu có)", longest=300)
        first = self.field_order or self.base_fields
        self.order_fields([*first, "paper_number", "paper_on", "note"])
        for field in self.fields.values():
            if not isinstance(
                field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple
            ):
                field.widget.attrs.setdefault("class", "input")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if data.get("paper_number") and not data.get("paper_on"):
            self.add_error("paper_on", NO_DAY)
        if data.get("paper_on") and not data.get("paper_number"):
            self.add_error("paper_number", NO_PAPER)
        return data

    @property
    def authority(self) -> str:
        """Number and day of the paper in one line, empty where there is none."""
        number, day = self.cleaned_data["paper_number"], self.cleaned_data["paper_on"]
        return f"{number} ngày {written(day)}" if number and day else ""

    @property
    def said(self) -> str:
        """The note, or the reason where one is asked for."""
        note: str = self.cleaned_data["note"]
        return note

    def rows(self) -> Iterator[list[forms.BoundField]]:
        """The fields as they stand below and beside each other."""
        done: set[str] = set()
        beside = {
            name: names
            for names in (*self.TOGETHER, *self.ALWAYS_TOGETHER)
            for name in names
        }
        for name in self.fields:
            if name not in done:
                names = beside.get(name, (name,))
                done.update(names)
                yield [self[one] for one in names if one in self.fields]
