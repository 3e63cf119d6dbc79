"""The three ways in which a person shows anew who is sitting there."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.conf import settings
from django.http import HttpRequest

from project.accounts.forms import ReauthenticateForm as CodeForm

if TYPE_CHECKING:
    from organization.models import Person

PASSWORD, CODE, PASSKEY = "confirm_password", "confirm_code", "confirm_credential"
BACK = "confirm_back"  # where one came from, through several tries
PROOFS = frozenset({PASSWORD, CODE, PASSKEY})
TOO_OFTEN = "Đã thử sai nhiều lần. Thử lại sau 15 phút."
MISSING = "Chưa nhập mật khẩu hoặc mã."
NO_WAY = (
    "Tài khoản này không có mật khẩu và chưa có lớp xác thực thứ hai."
    " Đăng xuất, đăng nhập lại rồi làm tiếp trong 15 phút."
)


@dataclass(frozen=True)
class Ways:
    """What the person may show; ``passkey`` is what the browser is asked to sign."""

    password: bool
    code: bool
    passkey: dict[str, Any] | None

    @property
    def any(self) -> bool:
        return self.password or self.code or self.passkey is not None


def ways_of(request: HttpRequest) -> Ways:
    """At most two statements; begins a ceremony where there is a passkey."""
    person = _person(request)
    kinds = set(
        Authenticator.objects.filter(user=person).values_list("type", flat=True)
    )
    passkey = Authenticator.Type.WEBAUTHN in kinds
    return Ways(
        password=person.has_usable_password(),
        code=bool(kinds - {Authenticator.Type.WEBAUTHN}),
        passkey=begin_authentication(person) if passkey else None,
    )


def is_confirmed(request: HttpRequest) -> bool:
    """Whether it was shown within the last quarter of an hour, in this session."""
    records = get_authentication_records(request, _person(request))
    return any(record.get("reauthenticated") and _young(record) for record in records)


def signed_in_just_now(request: HttpRequest) -> bool:
    """For who has nothing to show here: the sign-in elsewhere must be as young."""
    return any(map(_young, get_authentication_records(request, _person(request))))


def _young(record: dict[str, Any]) -> bool:
    age: float = time.time() - record["at"]
    return age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def is_given(request: HttpRequest) -> bool:
    return not PROOFS.isdisjoint(request.POST)


def take(request: HttpRequest) -> str:
    """Judge what was given and note it in the session; the sentence of a refusal.

    What was given is taken out of the form: the view must not meet it.
    """
    given = request.POST
    rest = given.copy()
    for name in (*PROOFS, BACK):
        rest.pop(name, None)
    request.POST = cast("Any", rest)
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return TOO_OFTEN
    for name, judge in JUDGES.items():
        if value := given.get(name, ""):
            return judge(request, value)
    return MISSING


def _password(request: HttpRequest, value: str) -> str:
    form = PasswordForm({"password": value}, user=request.user)
    if form.is_valid():
        reauthenticate_by_password(request)
    return _first_error(form)


def _code(request: HttpRequest, value: str) -> str:
    form = CodeForm({"code": value}, user=request.user)
    if form.is_valid():
        form.save()
    return _first_error(form)


def _passkey(request: HttpRequest, value: str) -> str:
    form = ReauthenticateWebAuthnForm({"credential": value}, user=request.user)
    try:
        if form.is_valid():
            form.save()
    except (ValueError, TypeError, KeyError, json.JSONDecodeError):
        return "Khóa truy cập chưa đúng. Thử lại."
    return _first_error(form)


JUDGES: dict[str, Callable[[HttpRequest, str], str]] = {
    PASSKEY: _passkey,
    CODE: _code,
    PASSWORD: _password,
}


def _first_error(form: forms.Form) -> str:
    return next((str(error) for found in form.errors.values() for error in found), "")


def _person(request: HttpRequest) -> "Person":
    return cast("Person", request.user)
