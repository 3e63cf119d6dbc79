"""Units, posts and portfolios."""

from typing import Any, ClassVar

from django import forms

from organization.enums import Rank, UnitKind
from organization.forms.base import (
    ActForm,
    DayField,
    LinesField,
    Together,
    WordsField,
)
from organization.models import Portfolio, Post, Unit
from organization.queries import LEADER_RANKS

ORDER_HINT = "Số nhỏ đứng trước. Xem thứ tự hiện nay ở bên."
ALIASES_HINT = (
    "Mỗi dòng một tên. Phần mềm nhận ra đơn vị trong văn bản theo các tên này."
)


def position_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Thứ tự",
        min_value=0,
        max_value=100_000,
        help_text=ORDER_HINT,
        error_messages={
            "required": "Chưa có thứ tự. Nhập một số, ví dụ 5.",
            "invalid": "Thứ tự là một số, ví dụ 5.",
            "min_value": "Thứ tự là số từ 0 trở lên.",
            "max_value": "Thứ tự quá lớn.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ChangedUnitForm(ActForm):
    """Name, order and other names of a unit that is there."""

    PAPER_REQUIRED = False
    TOGETHER: ClassVar[Together] = (("short_name", "position"),)

    name = WordsField("Tên đơn vị", longest=200, missing="Chưa có tên đơn vị.")
    short_name = WordsField("Tên ngắn", longest=40, missing="Chưa có tên ngắn.")
    position = position_field()
    aliases = LinesField(
        "Tên gọi khác trong văn bản", longest=200, help_text=ALIASES_HINT
    )

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Unit.objects.filter(closed_on__isnull=True, name__iexact=name)
        if others.exclude(pk=self.unit.pk if self.unit else 0).exists():
            raise forms.ValidationError(f"Đã có đơn vị tên “{name}”.")
        return name


class NewUnitForm(ChangedUnitForm):
    """A unit that is made."""

    PAPER_REQUIRED = True
    TOGETHER: ClassVar[Together] = (("short_name", "position"), ("kind", "parent"))
    field_order = ("name", "short_name", "position", "kind", "parent", "aliases")

    kind = forms.ChoiceField(
        label="Loại",
        choices=[
            choice for choice in UnitKind.choices if choice[0] != UnitKind.COMMISSION
        ],
        initial=UnitKind.DIVISION,
        error_messages={"invalid_choice": "Loại đơn vị này không có trong danh mục."},
    )
    parent = forms.ModelChoiceField(
        Unit.objects.filter(closed_on__isnull=True).exclude(kind=UnitKind.EXTERNAL),
        label="Thuộc",
        required=False,
        empty_label="Không thuộc đơn vị nào (cơ quan ngoài)",
        error_messages={"invalid_choice": "Đơn vị này không có trong danh mục."},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        outside = data.get("kind") == UnitKind.EXTERNAL
        if outside and data.get("parent"):
            self.add_error("parent", "Cơ quan ngoài không thuộc đơn vị nào của Ban.")
        if not outside and "parent" not in self.errors and not data.get("parent"):
            self.add_error("parent", "Chọn đơn vị cấp trên của đơn vị mới.")
        return data


class ChangedPostForm(ActForm):
    """Title and order of a post that is there."""

    PAPER_REQUIRED = False
    TOGETHER: ClassVar[Together] = (("short", "position"),)

    title = WordsField("Chức vụ", longest=120, missing="Chưa có tên chức vụ.")
    short = WordsField(
        "Viết tắt",
        longest=20,
        missing="Chưa có viết tắt.",
        help_text="Hiện ở các bảng hẹp, ví dụ TP.KHTH.",
    )
    position = position_field()


class NewPostForm(ChangedPostForm):
    """A post that is made, with the rights of its rank."""

    PAPER_REQUIRED = True
    TOGETHER: ClassVar[Together] = (("short", "position"),)
    field_order = ("title", "rank", "short", "position")

    rank = forms.ChoiceField(
        label="Cấp",
        choices=Rank.choices,
        initial=Rank.OFFICER,
        help_text="Cấp quyết định các quyền ban đầu; về sau không đổi được.",
        error_messages={"invalid_choice": "Cấp này không có trong danh mục."},
    )


class ClosedPostForm(ActForm):
    closed_on = DayField(
        "Bãi bỏ từ ngày",
        missing="Chưa có ngày bãi bỏ.",
        help_text="Từ ngày này chức vụ không còn quyền nào.",
    )


class PortfolioForm(ActForm):
    """A field of work, its subjects and units."""

    name = WordsField("Tên lĩnh vực", longest=200, missing="Chưa có tên lĩnh vực.")
    subjects = LinesField(
        "Nội dung phụ trách", longest=120, help_text="Mỗi dòng một nội dung."
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.filter(closed_on__isnull=True).exclude(
            kind__in=(UnitKind.COMMISSION, UnitKind.EXTERNAL)
        ),
        label="Các đơn vị thuộc lĩnh vực",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chức vụ phụ trách được xem và giao việc cho các đơn vị này.",
        error_messages={
            "invalid_choice": "Đơn vị này không có trong danh mục.",
            "invalid_pk_value": "Đơn vị này không có trong danh mục.",
        },
    )

    def __init__(
        self, *args: Any, portfolio: Portfolio | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.portfolio = portfolio

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Portfolio.objects.filter(name__iexact=name)
        if others.exclude(pk=self.portfolio.pk if self.portfolio else 0).exists():
            raise forms.ValidationError(f"Đã có lĩnh vực tên “{name}”.")
        return name


class HoldForm(ActForm):
    """Which post answers for a portfolio, from when."""

    TOGETHER: ClassVar[Together] = (("starts_on", "ends_on"),)

    post = forms.ModelChoiceField(
        Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True),
        label="Chức vụ phụ trách",
        empty_label="Chọn chức vụ",
        error_messages={
            "required": "Chưa chọn chức vụ phụ trách.",
            "invalid_choice": "Chức vụ này không có trong danh mục.",
        },
    )
    starts_on = DayField("Từ ngày", missing="Chưa có ngày bắt đầu phụ trách.")
    ends_on = DayField("Đến hết ngày (nếu có)")
