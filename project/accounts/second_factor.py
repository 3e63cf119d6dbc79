"""The second factor as allauth asks for it: our words, and secrets under a key."""

import base64
import hashlib
from functools import lru_cache
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from organization.models import Person
from project.accounts import enforcement
from project.scope import scope_of

PURPOSE = b"second factor"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Sentences in Vietnamese; the seeds of codes are not stored in the clear."""

    error_messages = {  # noqa: RUF012  allauth's own attribute
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Chức vụ hiện tại phải có xác thực hai lớp:"
        " thêm cách khác trước khi gỡ cách này.",
        "cannot_generate_recovery_codes": "Chưa bật xác thực hai lớp nên chưa có mã"
        " dự phòng.",
        "incorrect_code": "Mã chưa đúng hoặc đã hết hạn. Nhập mã mới.",
        "unverified_email": "Địa chỉ thư của tài khoản chưa được xác nhận.",
    }

    def get_totp_label(self, user: Person) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of who must have one; allauth asks this of the app."""
        request = context.request
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=enforcement.KINDS
        )
        if others.exclude(pk=authenticator.pk).exists():
            return True
        return not enforcement.must_have(request.user, scope_of(request))

    def encrypt(self, text: str) -> str:
        return _keys(*_secrets()).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys(*_secrets()).decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Khóa truy cập {count + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": self.get_totp_issuer()}


def _secrets() -> tuple[str, ...]:
    """The key of the installation, then those that it replaced."""
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _keys(*secrets: str) -> MultiFernet:
    digests = (
        hashlib.blake2b(secret.encode(), person=PURPOSE, digest_size=32).digest()
        for secret in secrets
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(d)) for d in digests])
