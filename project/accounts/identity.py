"""Signing in by the identity provider: into an account that is there, or not at all."""

import logging
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
)
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from organization.models import Person
from project.accounts.adapters import is_local
from project.accounts.identity_provider import CarefulProvider, Talk
from project.demo import accounts as demo

PROVIDER = "oidc"
NOT_LINKED = (
    "Danh tính này chưa liên kết với tài khoản nào đang hoạt động."
    " Liên hệ quản trị hệ thống tại Văn phòng."
)
CANCELLED = "Đã dừng đăng nhập tại nhà cung cấp danh tính."
FAILED = (
    "Chưa đăng nhập được qua nhà cung cấp danh tính."
    " Thử lại từ đầu, hoặc đăng nhập bằng mật khẩu."
)
REFUSED_STATUS, FAILED_STATUS = 403, 401
logger = logging.getLogger(__name__)


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Nobody is made by signing in, nothing of the provider is stored."""

    def is_open_for_signup(self, *_arguments: Any) -> bool:
        return False

    def list_apps(self, *args: Any, **kwargs: Any) -> list[SocialApp]:
        """What the environment configures; a row in a table adds no provider."""
        return [app for app in super().list_apps(*args, **kwargs) if app.pk is None]

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> CarefulProvider:
        app = self.get_app(request, provider=provider, client_id=client_id)
        return CarefulProvider(request, app=app)

    def populate_user(
        self,
        request: HttpRequest,  # noqa: ARG002  the hook's signature
        sociallogin: SocialLogin,
        data: Any,  # noqa: ARG002
    ) -> object:
        """Nothing that the provider says becomes part of an account."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Say whose account it is; refuse with a sentence where there is none."""
        claims = sociallogin.account.extra_data["id_token"]
        person = account_of(claims)
        if person is None or (demo.is_demo(person.username) and not is_local(request)):
            raise ImmediateHttpResponse(
                refused(request, NOT_LINKED, status=REFUSED_STATUS)
            )
        sociallogin.user = person
        sociallogin.second_factor_vouched = vouches_for_second_factor(claims)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,  # noqa: ARG002  the hook's signature
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: Any = None,  # noqa: ARG002
    ) -> None:
        logger.warning("Sign-in by the identity provider failed: %r", exception)
        said = CANCELLED if error == AuthError.CANCELLED else FAILED
        raise ImmediateHttpResponse(refused(request, said, status=FAILED_STATUS))


def account_of(claims: dict[str, Any]) -> Person | None:
    """The one active account to which the configured claim leads; None otherwise.

    An e-mail address counts where the provider has verified it; a user name as it is;
    any other claim (``sub`` above all) is what an administrator linked beforehand.
    """
    value = claims.get(settings.OIDC_CLAIM)
    if not isinstance(value, str) or not value.strip():
        return None
    found = _called(value.strip(), claims).filter(is_active=True)[:2]
    return found[0] if len(found) == 1 else None


def _called(value: str, claims: dict[str, Any]) -> QuerySet[Person]:
    if settings.OIDC_CLAIM == "email":
        if claims.get("email_verified") is not True:
            return Person.objects.none()
        return Person.objects.filter(email__iexact=value)
    if settings.OIDC_CLAIM == "preferred_username":
        return Person.objects.filter(username=value)
    return Person.objects.filter(identity=value)


def vouches_for_second_factor(claims: dict[str, Any]) -> bool:
    """Whether the provider says that it asked for a second factor (RFC 8176)."""
    methods = claims.get("amr")
    said = {str(one) for one in methods} if isinstance(methods, list) else set()
    said.add(str(claims.get("acr", "")))
    return not said.isdisjoint(settings.OIDC_SECOND_FACTOR)


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Our own second factor, unless the provider has asked for one just now."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        signal = self.login.signal_kwargs or {}
        if getattr(signal.get("sociallogin"), "second_factor_vouched", False):
            record_authentication(
                self.request, self.login.user, method="mfa", type=PROVIDER
            )
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer


def refused(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    context = {"sentence": sentence}
    return render(request, "account/identity_refused.html", context, status=status)


@never_cache
@require_POST
def leave(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the provider, by a page: a form's own redirect may not leave this site
    (Content-Security-Policy, form-action), wherever the provider leads on to."""
    answer = _by(OAuth2LoginView, request, provider_id)
    target = answer.headers.get("Location")
    if target is None:
        return answer
    return render(request, "account/identity_leaving.html", {"target": target})


@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    return _by(OAuth2CallbackView, request, provider_id)


def _by(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """allauth's own view, with a client that checks more than allauth's own does."""
    try:
        answer: HttpResponseBase = view.adapter_view(Talk(request, provider_id))(
            request
        )
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
