"""Which passwords are taken, each refusal in Vietnamese; named by the settings."""

from typing import TYPE_CHECKING

from django.contrib.auth import hashers, password_validation
from django.core.exceptions import ValidationError

from organization.models import FormerPassword, Person

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

REMEMBERED = 5


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Mật khẩu mới cần ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return f"Ít nhất {self.min_length} ký tự."


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu này nhiều người dùng, dễ bị đoán ra."

    def get_help_text(self) -> str:
        return "Không phải mật khẩu thường gặp."


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu không được chỉ gồm chữ số."

    def get_help_text(self) -> str:
        return "Không chỉ gồm chữ số."


class NotTheName(password_validation.UserAttributeSimilarityValidator):
    """Unlike Django's own, it knows the one field that holds the whole name."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "full_name", "email"))

    def get_error_message(self) -> str:
        return "Mật khẩu quá giống họ tên, tên đăng nhập hoặc thư điện tử."

    def get_help_text(self) -> str:
        return "Không giống họ tên, tên đăng nhập, thư điện tử."


class NotUsedBefore:
    """The last passwords of a person, the present one among them, are not taken again.

    Only their hashes are kept: each is checked with the hasher that made it.
    """

    def validate(self, password: str, user: "AbstractBaseUser | None" = None) -> None:
        if not isinstance(user, Person) or user.pk is None:
            return
        kept = user.former_passwords.values_list("encoded", flat=True)[:REMEMBERED]
        for encoded in {user.password, *kept}:
            if hashers.check_password(password, encoded):
                raise ValidationError(
                    f"Mật khẩu này đã dùng trong {REMEMBERED} lần gần nhất. "
                    "Chọn mật khẩu khác.",
                    code="password_used_before",
                )

    def password_changed(
        self,
        password: str,  # noqa: ARG002  the validators' signature
        user: "AbstractBaseUser | None" = None,
    ) -> None:
        """Django calls this after it saved a password, wherever that was set."""
        if not isinstance(user, Person) or not user.has_usable_password():
            return
        FormerPassword.objects.create(person=user, encoded=user.password)
        kept = list(user.former_passwords.values_list("pk", flat=True)[:REMEMBERED])
        user.former_passwords.exclude(pk__in=kept).delete()

    def get_help_text(self) -> str:
        return f"Không trùng {REMEMBERED} mật khẩu gần nhất."
