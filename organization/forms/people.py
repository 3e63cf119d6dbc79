"""People and the seats that they take and leave."""

from typing import ClassVar

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from organization.forms.base import ActForm, DayField, Together, WordsField

USERNAME = UnicodeUsernameValidator(
    message="Tên đăng nhập chỉ gồm chữ, số và các dấu @ . + - _"
)


class AppointForm(ActForm):
    """From when a person holds a post, and whether acting."""

    TOGETHER: ClassVar[Together] = (("starts_on", "ends_on"),)

    starts_on = DayField("Từ ngày", missing="Chưa có ngày nhận chức vụ.")
    ends_on = DayField("Đến hết ngày (nếu có)")
    acting = forms.BooleanField(
        label="Giao quyền (Q.): chưa bổ nhiệm chính thức", required=False
    )


class EndForm(ActForm):
    """The last day of an appointment, or of a portfolio's holding."""

    last_day = DayField(
        "Đến hết ngày",
        missing="Chưa có ngày cuối cùng.",
        help_text="Ngày cuối cùng còn giữ; từ hôm sau hết quyền.",
    )


class WithdrawForm(ActForm):
    """Why something that has not begun is taken back."""

    PAPER_REQUIRED = False

    note = WordsField("Lý do hủy", longest=300, missing="Chưa có lý do hủy.")


class ChangedPersonForm(ActForm):
    PAPER_REQUIRED = False

    full_name = WordsField("Họ và tên", longest=120, missing="Chưa có họ và tên.")
    email = forms.EmailField(
        label="Thư điện tử công vụ (nếu có)",
        required=False,
        max_length=254,
        error_messages={
            "invalid": "Địa chỉ thư chưa đúng. Nhập lại, ví dụ an@langson.gov.vn."
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class NewPersonForm(ChangedPersonForm):
    username = WordsField(
        "Tên đăng nhập",
        longest=150,
        missing="Chưa có tên đăng nhập.",
        help_text="Viết liền, không dấu, ví dụ an.nv; về sau không đổi được.",
    )

    field_order = ("full_name", "username", "email")

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        USERNAME(username)
        return username


class AccountForm(ActForm):
    """Why an account is closed or opened again."""

    PAPER_REQUIRED = False

    note = WordsField("Lý do", longest=300, missing="Chưa có lý do.")
