"""Forms of allauth where they let through what must not pass."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache


class OnceOnly(base.BaseAuthenticateForm):  # type: ignore[misc]
    """A code of the app opens one door: allauth forgets a used code after one step,
    but with a tolerance it holds for three."""

    def clean_code(self) -> str:
        code: str = super().clean_code().replace(" ", "")
        if self.authenticator.type != Authenticator.Type.TOTP:
            return code
        steps = 1 + 2 * settings.MFA_TOTP_TOLERANCE
        key = f"second-factor-used:{self.user.pk}:{code}"
        if not cache.add(key, 1, timeout=steps * 30):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceOnly, base.AuthenticateForm):  # type: ignore[misc]
    """The code asked at the sign-in."""


class ReauthenticateForm(OnceOnly, base.ReauthenticateForm):  # type: ignore[misc]
    """The code asked before a grave act."""
