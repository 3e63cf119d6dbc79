"""Who must have a second factor, and what they can do until they have one: set it up.

allauth asks for a second factor that exists, and has no setting to demand one.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from organization.enums import Rank
from organization.scopes import Scope, in_force
from project.demo import accounts as demo
from project.scope import scope_of
from project.views import is_partial, wants_json

if TYPE_CHECKING:
    from organization.models import Person

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Who decides, who answers for a unit's work, who changes authority, and who reads all:
# with one stolen password of these the whole record is open or spoilt. Deputies of
# units and officers act under a head who looks again. A lent seat counts as the post
# itself. Closed: another rank is a decision of the agency, and of docs/adr/0028.
RANKS: Final = frozenset(
    {
        Rank.HEAD,
        Rank.DEPUTY_HEAD,
        Rank.CHIEF_OF_OFFICE,
        Rank.DIVISION_HEAD,
        Rank.CENTRE_HEAD,
        Rank.AUDITOR,
        Rank.ADMINISTRATOR,
    }
)
KINDS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FIRST: Final = "Chức vụ này phải bật xác thực hai lớp trước khi làm việc khác."
SIGN_IN_AGAIN: Final = "Đăng nhập lại bằng xác thực hai lớp."
FRAME, BARE = "base.html", "account/_alone.html"
# What is open meanwhile, by name: the way to a second factor, and the way out.
OPEN: Final = frozenset(
    {
        "account_second_factor",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_change_password",
        "account_logout",
        "healthz",
    }
)


def must_have(person: "Person", scope: Scope) -> bool:
    """Whether the posts of the moment ask for a second factor."""
    if not settings.SECOND_FACTOR_REQUIRED or _is_exempt(person):
        return False
    staff = person.is_superuser or person.is_staff
    return staff or any(seat.rank in RANKS for seat in scope.seats)


def _is_exempt(person: "Person") -> bool:
    """Demo accounts open on the machine that made them, and nowhere else."""
    if settings.PRODUCTION or settings.SECOND_FACTOR_FOR_DEMO:
        return False
    return demo.is_demo(person.username)


def has_one(person: "Person") -> bool:
    """Whether there is an app or a passkey; recovery codes alone are none."""
    rows = Authenticator.objects.filter(user_id=person.pk, type__in=KINDS)
    return bool(rows.exists())


def is_shown(session: Any, person: "Person") -> bool:
    """Whether this session gave a second factor, at the sign-in or since."""
    records = get_authentication_records(
        cast("HttpRequest", SimpleNamespace(session=session)), person
    )
    return any(record.get("method") == "mfa" for record in records)


def is_missing(session: Any, person: "Person", scope: Scope) -> bool:
    """No statement for a session that has shown one; else that of the scope."""
    return not is_shown(session, person) and must_have(person, scope)


def is_missing_now(session: Any, person: "Person") -> bool:
    """The same for a socket: the scope is read now and kept nowhere, as a socket must
    not live on the rights of its first moment."""
    scope = SimpleLazyObject(lambda: in_force(person, timezone.now()))
    return is_missing(session, person, cast("Scope", scope))


class SecondFactorRequired:
    """Pages, fragments and programs alike; after SignInRequired, which keeps scopes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        vars(request)["shell"] = FRAME
        if not request.user.is_authenticated:
            return self.get_response(request)
        person = request.user
        if not is_missing(request.session, person, scope_of(request)):
            return self.get_response(request)
        if has_one(person):
            # Signed in before there was one, or round the door that asks for it.
            logout(request)
            return _answer(request, SIGN_IN_AGAIN, reverse("account_login"), 401)
        vars(request)["shell"] = BARE
        if _name_of(request) in OPEN:
            return self.get_response(request)
        return _answer(request, FIRST, reverse("account_second_factor"), 403)


def _name_of(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _answer(
    request: HttpRequest, sentence: str, target: str, status: int
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": sentence}, status=status)
    if is_partial(request):
        return HttpResponseClientRedirect(target)
    return redirect(target)
