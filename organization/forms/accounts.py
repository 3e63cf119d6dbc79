"""The account of a person: the password that is given, and who vouches for him."""

from organization.forms.base import ActForm, WordsField


class GivePasswordForm(ActForm):
    PAPER_REQUIRED = False

    note = WordsField(
        "Lý do", longest=300, missing="Chưa có lý do, ví dụ: quên mật khẩu."
    )


class IdentityForm(ActForm):
    PAPER_REQUIRED = False

    identity = WordsField(
        "Mã định danh tại nhà cung cấp danh tính",
        longest=255,
        help_text="Chép đúng từng ký tự; để trống là bỏ liên kết.",
    )
    note = WordsField("Lý do", longest=300, missing="Chưa có lý do.")
