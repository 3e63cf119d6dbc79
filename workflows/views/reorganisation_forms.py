"""What an administrator types to draw up a reorganisation: one form for each kind."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from organization.enums import UnitKind
from organization.forms.base import ActForm, DayField, WordsField
from organization.models import Person, Post, Unit
from organization.queries import assignable_units
from organization.services.codes import free_code
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation import Plan, Successor

K = ReorganisationKind
KINDS = [
    (kind.value, kind.label)
    for kind in (UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.OFFICE)
]
NO_UNIT = "Chưa chọn đơn vị."
NO_POST = "Chưa chọn chức vụ."
NO_NAME = "Chưa có tên đơn vị."


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An open unit inside the Board."""

    def __init__(self, label: str, *, required: bool = True, empty: str = "") -> None:
        super().__init__(
            queryset=assignable_units(),
            label=label,
            required=required,
            empty_label=empty or "Chọn đơn vị",
            error_messages={"required": NO_UNIT, "invalid_choice": NO_UNIT},
        )


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An open post; posts of the same title are told apart by their unit and code."""

    def __init__(self, label: str) -> None:
        super().__init__(
            queryset=Post.objects.filter(closed_on__isnull=True).select_related("unit"),
            label=label,
            empty_label="Chọn chức vụ",
            error_messages={"required": NO_POST, "invalid_choice": NO_POST},
        )

    def label_from_instance(self, obj: Post) -> str:
        return f"{obj.title} ({obj.short}), {obj.unit.short_name}"


class ReorganisationForm(ActForm):
    """The day and the paper; what else there is, each kind adds."""

    effective_on = DayField("Có hiệu lực từ ngày", missing="Chưa có ngày có hiệu lực.")
    field_order: list[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        if not self.is_bound:
            self.initial.setdefault("effective_on", timezone.localdate())
        last = self.fields.pop("effective_on")
        self.fields["effective_on"] = last

    def plan(self) -> Plan:
        """The plan that the answers make; its preview asks for the rest."""
        # Each kind makes its own; a form that forgot to would show an empty plan.
        raise NotImplementedError

    @property
    def day(self) -> date:
        day: date = self.cleaned_data["effective_on"]
        return day


class RenameForm(ReorganisationForm):
    former = UnitField("Đơn vị đổi tên")
    name = WordsField("Tên mới", longest=200, missing=NO_NAME)
    short_name = WordsField("Tên ngắn mới", longest=40, missing="Chưa có tên ngắn.")

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            kind=K.RENAME,
            effective_on=self.day,
            paper=self.authority,
            formers=(data["former"].code,),
            name=data["name"],
            short_name=data["short_name"],
        )


class MergeForm(ReorganisationForm):
    formers = forms.ModelMultipleChoiceField(
        queryset=assignable_units(),
        label="Các đơn vị chấm dứt hoạt động",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_UNIT, "invalid_choice": NO_UNIT},
    )
    into = UnitField(
        "Nhập vào đơn vị đang có", required=False, empty="Không: lập đơn vị mới"
    )
    name = WordsField("Tên đơn vị mới", longest=200)
    short_name = WordsField("Tên ngắn của đơn vị mới", longest=40)
    kind = forms.ChoiceField(label="Loại đơn vị mới", choices=KINDS)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        into = data.get("into")
        if into is None and not (data.get("name") and data.get("short_name")):
            self.add_error("name", "Chọn đơn vị nhận, hoặc nhập tên đơn vị mới.")
        if into is not None and into in data.get("formers", ()):
            self.add_error("into", f"{into.name} vừa chấm dứt vừa tiếp nhận. Bỏ một.")
        return data

    def plan(self) -> Plan:
        data = self.cleaned_data
        into = data["into"]
        successor = (
            Successor(into.code)
            if into
            else new_unit(data["name"], data["short_name"], data["kind"])
        )
        return Plan(
            kind=K.MERGE,
            effective_on=self.day,
            paper=self.authority,
            formers=tuple(unit.code for unit in data["formers"]),
            successors=(successor,),
        )


class SplitForm(ReorganisationForm):
    former = UnitField("Đơn vị được chia, tách")
    keeps = forms.BooleanField(
        label="Đơn vị này vẫn hoạt động, chỉ tách bớt việc", required=False
    )
    name_1 = WordsField("Tên đơn vị mới thứ nhất", longest=200, missing=NO_NAME)
    short_1 = WordsField("Tên ngắn", longest=40, missing="Chưa có tên ngắn.")
    name_2 = WordsField("Tên đơn vị mới thứ hai", longest=200)
    short_2 = WordsField("Tên ngắn", longest=40)
    TOGETHER = (("name_1", "short_1"), ("name_2", "short_2"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        second = bool(data.get("name_2")), bool(data.get("short_2"))
        if not data.get("keeps") and not all(second):
            self.add_error(
                "name_2", "Chia thì có ít nhất hai đơn vị mới: nhập tên và tên ngắn."
            )
        elif any(second) and not all(second):
            self.add_error("short_2", "Nhập cả tên và tên ngắn.")
        return data

    def plan(self) -> Plan:
        data = self.cleaned_data
        former: Unit = data["former"]
        parts = [
            new_unit(data[f"name_{n}"], data[f"short_{n}"], former.kind)
            for n in (1, 2)
            if data[f"name_{n}"]
        ]
        if data["keeps"]:
            parts.insert(0, Successor(former.code))
        return Plan(
            kind=K.SPLIT,
            effective_on=self.day,
            paper=self.authority,
            formers=(former.code,),
            successors=tuple(parts),
            by_rule=parts[0].code,
            follows_officer=True,
            names_go_to=parts[0].code,
        )


class CloseForm(ReorganisationForm):
    former = UnitField("Đơn vị giải thể")
    into = UnitField("Bàn giao cho")

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            kind=K.CLOSE,
            effective_on=self.day,
            paper=self.authority,
            formers=(data["former"].code,),
            successors=(Successor(data["into"].code),),
        )


class HolderForm(ReorganisationForm):
    post = PostField("Chức vụ")
    person = forms.ModelChoiceField(
        queryset=Person.objects.filter(is_active=True),
        label="Người giữ mới",
        required=False,
        empty_label="Để khuyết",
    )
    acting = forms.BooleanField(label="Giữ quyền (Q.)", required=False)

    def plan(self) -> Plan:
        data = self.cleaned_data
        person = data["person"]
        return Plan(
            kind=K.HOLDER,
            effective_on=self.day,
            paper=self.authority,
            post=data["post"].code,
            person=person.username if person else "",
            acting=data["acting"],
        )


class PostForm(ReorganisationForm):
    post = PostField("Chức vụ bãi bỏ")
    successor_post = PostField("Chức vụ nhận bàn giao")

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            kind=K.POST,
            effective_on=self.day,
            paper=self.authority,
            post=data["post"].code,
            successor_post=data["successor_post"].code,
        )


FORMS: dict[ReorganisationKind, type[ReorganisationForm]] = {
    K.RENAME: RenameForm,
    K.MERGE: MergeForm,
    K.SPLIT: SplitForm,
    K.CLOSE: CloseForm,
    K.HOLDER: HolderForm,
    K.POST: PostForm,
}


def new_unit(name: str, short_name: str, kind: str) -> Successor:
    return Successor(free_code(Unit, name), name, short_name, kind)
