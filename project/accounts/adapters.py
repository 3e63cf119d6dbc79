"""How people sign in: accounts are given by an administrator, nobody signs up."""

import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from organization.models import Person
from organization.services import change_own_password
from project.demo import accounts as demo

MFA_STAGE = "allauth.mfa.stages.AuthenticateStage"
LOCAL_ADDRESSES = frozenset({"127.0.0.1", "::1"})
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in only, with sentences in Vietnamese."""

    error_messages = {  # noqa: RUF012  allauth's own attribute
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng.",
        "too_many_login_attempts": "Đã thử sai nhiều lần. Đăng nhập lại sau 15 phút.",
        "incorrect_password": "Mật khẩu chưa đúng.",
        "enter_current_password": "Mật khẩu hiện tại chưa đúng.",
        "rate_limited": "Đã thử sai nhiều lần. Thử lại sau 15 phút.",
        "account_inactive": "Tài khoản này đã ngừng sử dụng. Liên hệ Văn phòng.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """One page asks for the password, a code or a passkey."""
        if not user.is_authenticated:
            return []
        url = reverse("account_reauthenticate")
        return [{"id": "reauthenticate", "description": "Xác nhận lại", "url": url}]

    def get_login_stages(self) -> list[str]:
        ours = {MFA_STAGE: "project.accounts.identity.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Rate limits first; then, demo accounts open on the machine itself only."""
        super().pre_authenticate(request, **credentials)
        if demo.is_demo(str(credentials.get("username", ""))) and not is_local(request):
            raise ValidationError(
                "Tài khoản mẫu chỉ đăng nhập được trên chính máy đang chạy thử."
            )

    def _get_login_attempts_cache_key(
        self,
        request: HttpRequest,  # noqa: ARG002  allauth's own signature
        **credentials: Any,
    ) -> str:
        """Failures are counted by user name alone. allauth puts the host before it,
        whose port the caller writes as he likes: each port would be a new count."""
        name = unicodedata.normalize("NFKC", str(credentials.get("username", "")))
        return name.casefold()

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Who knows the password; not once a given one is over, and that is said to
        whoever knows it only."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None and person.one_time_password_is_over(timezone.now()):
            raise ValidationError(
                "Mật khẩu được cấp đã hết hạn. Liên hệ quản trị hệ thống tại Văn phòng"
                " để được cấp lại."
            )
        return person

    def get_password_change_redirect_url(
        self,
        request: HttpRequest,  # noqa: ARG002  the hook's signature
    ) -> str:
        """To work: the form that was just sent has nothing more to say."""
        return reverse("home")

    def set_password(self, user: Person, password: str) -> None:
        """Called where a person changes the own password; the form has checked it."""
        change_own_password(by=user, password=password)


def is_local(request: HttpRequest) -> bool:
    """Whether the request comes from this machine, and through no proxy."""
    host = request.get_host().rsplit(":", 1)[0]
    return (
        request.META.get("REMOTE_ADDR") in LOCAL_ADDRESSES
        and "X-Forwarded-For" not in request.headers
        and "Forwarded" not in request.headers
        and host in LOCAL_HOSTS
    )
