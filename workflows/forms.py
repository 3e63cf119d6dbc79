"""What Văn phòng sends while it takes a document in; the services judge it."""

from typing import Any, Final

from django import forms

from organization.forms.days import VietnameseDateField
from organization.models import Post, Unit
from organization.queries import LEADER_RANKS, assignable_units
from workflows.enums import ItemKind
from workflows.files import Upload
from workflows.services.items import Answer
from workflows.services.merging import Chosen
from workflows.services.together import Common

USUAL_REASONS: Final = (
    "Văn bản không nêu thời hạn",
    "Việc thường xuyên",
    "Thực hiện khi có yêu cầu của cấp trên",
    "Thực hiện theo tiến độ của cơ quan khác",
)
NOTHING_SENT: Final = "Chọn một tệp, hoặc dán nội dung văn bản."
ONE_WAY_ONLY: Final = "Chỉ gửi một trong hai: tệp, hoặc nội dung dán vào."
MOST_FILES: Final = 20
TOO_MANY_FILES: Final = f"Mỗi lần gửi không quá {MOST_FILES} tệp. Gửi bớt lại."
OTHER_REASON: Final = "khac"


class ManyFiles(forms.ClearableFileInput):
    """The field of a browser that several files may be chosen in."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, in the order they were sent; what each holds is not judged
    here."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(FilesField, self).clean(one, initial) for one in data or []]


class UploadForm(forms.Form):
    """Files or pasted text, and the declaration that they hold no state secret."""

    file = FilesField(required=False, allow_empty_file=True)
    text = forms.CharField(required=False, strip=False)
    declared = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        has_text = bool(data.get("text", "").strip())
        if self.errors:
            return data
        if not data.get("file") and not has_text:
            raise forms.ValidationError(NOTHING_SENT)
        if data.get("file") and has_text:
            raise forms.ValidationError(ONE_WAY_ONLY)
        if len(data["file"]) > MOST_FILES:
            raise forms.ValidationError(TOO_MANY_FILES)
        return data

    def uploads(self) -> list[Upload]:
        """The files as the service takes them; none where text was pasted."""
        return [
            Upload(file.name or "", file.size or 0, file.chunks())
            for file in self.cleaned_data["file"]
        ]


class NumberForm(forms.Form):
    """Number and day of issue, as the signed paper bears them."""

    version = forms.IntegerField(min_value=0)
    reference_number = forms.CharField(
        max_length=80,
        error_messages={
            "required": "Chưa có số, ký hiệu. Nhập như trên văn bản đã ký.",
            "max_length": "Số, ký hiệu không quá 80 ký tự.",
        },
    )
    issued_on = VietnameseDateField(
        error_messages={"required": "Chưa có ngày ban hành. Nhập như trên văn bản."}
    )


class OrderForm(forms.Form):
    """What a leader gives directly."""

    title = forms.CharField(max_length=300)
    text = forms.CharField(max_length=20000)
    lead_unit = forms.ModelChoiceField(assignable_units())
    supporting_units = forms.ModelMultipleChoiceField(
        assignable_units(), required=False
    )
    directing_leader = forms.ModelChoiceField(
        Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True)
    )
    due_on = VietnameseDateField(required=False)
    no_deadline_reason = forms.CharField(max_length=300, required=False)
    product = forms.CharField(max_length=300, required=False)
    # Agencies outside, by name: who leads it while we follow, who gave it to us.
    led_outside_name = forms.CharField(max_length=200, required=False)
    given_by_name = forms.CharField(max_length=200, required=False)


def sentences(form: forms.Form) -> str:
    """All that is wrong with a form, in one line for a toast."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


class ItemForm(forms.Form):
    """One item as the person has it on the card; what is open stays empty."""

    version = forms.IntegerField(min_value=0)
    title = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Chưa có tên nhiệm vụ.",
            "max_length": "Tên nhiệm vụ không quá 300 ký tự.",
        },
    )
    text = forms.CharField(
        max_length=20000,
        error_messages={
            "required": "Chưa có nội dung nhiệm vụ.",
            "max_length": "Nội dung không quá 20.000 ký tự. Tách thành nhiều việc.",
        },
    )
    kind = forms.ChoiceField(
        choices=ItemKind.choices,
        error_messages={"invalid_choice": "Loại việc này không có trong danh mục."},
    )
    lead_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Đơn vị này không có trong danh mục."},
    )
    supporting_units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "Đơn vị này không có trong danh mục.",
            "invalid_pk_value": "Đơn vị này không có trong danh mục.",
        },
    )
    directing_leader = forms.ModelChoiceField(
        Post.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Lãnh đạo này không có trong danh mục."},
    )
    product = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": "Sản phẩm không quá 300 ký tự."},
    )
    led_outside = forms.CharField(
        max_length=200,
        required=False,
        error_messages={"max_length": "Tên cơ quan không quá 200 ký tự."},
    )
    due_on = VietnameseDateField(required=False)
    reason = forms.CharField(max_length=300, required=False)
    other_reason = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": "Lý do không quá 300 ký tự."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True)
        for name, choices in (
            ("lead_unit", assignable_units()),
            ("supporting_units", assignable_units()),
            ("directing_leader", leaders),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for mypy
            field.queryset = choices

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("due_on") and self.no_deadline_reason:
            self.add_error(
                "reason", "Đã có thời hạn thì bỏ trống lý do không có thời hạn."
            )
        return data

    @property
    def no_deadline_reason(self) -> str:
        reason: str = self.cleaned_data.get("reason", "")
        if reason == OTHER_REASON:
            reason = self.cleaned_data.get("other_reason", "")
        return reason

    def answer(self, *, reviewed: bool) -> Answer:
        """What the person decided. The unit that leads does not support as well."""
        data = self.cleaned_data
        lead = data["lead_unit"]
        supporting = [unit for unit in data["supporting_units"] if unit != lead]
        return Answer(
            title=data["title"],
            text=data["text"],
            lead_unit=lead,
            directing_leader=data["directing_leader"],
            supporting_units=tuple(supporting),
            due_on=data["due_on"],
            no_deadline_reason=self.no_deadline_reason,
            kind=ItemKind(data["kind"]),
            product=data["product"] if "product" in self.data else None,
            led_outside=data["led_outside"] if "led_outside" in self.data else None,
            reviewed=reviewed,
        )


class CommonForm(forms.Form):
    """What several items get; empty fields leave them as they are."""

    lead_unit = forms.ModelChoiceField(
        assignable_units(),
        required=False,
        error_messages={"invalid_choice": "Đơn vị này không có trong danh mục."},
    )
    add_supporting = forms.ModelMultipleChoiceField(
        assignable_units(),
        required=False,
        error_messages={
            "invalid_choice": "Đơn vị này không có trong danh mục.",
            "invalid_pk_value": "Đơn vị này không có trong danh mục.",
        },
    )
    directing_leader = forms.ModelChoiceField(
        Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True),
        required=False,
        error_messages={"invalid_choice": "Lãnh đạo này không có trong danh mục."},
    )
    due_on = VietnameseDateField(required=False)
    no_deadline_reason = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": "Lý do không quá 300 ký tự."},
    )
    kind = forms.ChoiceField(
        choices=[("", ""), *ItemKind.choices],
        required=False,
        error_messages={"invalid_choice": "Loại việc này không có trong danh mục."},
    )

    def common(self) -> Common:
        """The same for the service."""
        data = self.cleaned_data
        return Common(
            lead_unit=data["lead_unit"],
            directing_leader=data["directing_leader"],
            add_supporting=tuple(data["add_supporting"]),
            due_on=data["due_on"],
            no_deadline_reason=data["no_deadline_reason"],
            kind=ItemKind(data["kind"]) if data["kind"] else None,
        )


class MergeForm(forms.Form):
    """What counts where the items to be merged differ."""

    title = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": "Tên nhiệm vụ không quá 300 ký tự."},
    )
    lead_unit = forms.ModelChoiceField(
        assignable_units(),
        required=False,
        error_messages={"invalid_choice": "Đơn vị này không có trong danh mục."},
    )
    directing_leader = forms.ModelChoiceField(
        Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True),
        required=False,
        error_messages={"invalid_choice": "Lãnh đạo này không có trong danh mục."},
    )
    due_from = forms.IntegerField(required=False)

    def chosen(self) -> Chosen:
        """The same for the service."""
        return Chosen(**self.cleaned_data)
