"""Before a grave act: the password or the second factor anew, and nothing half done.

A form that is held back is shown again as a page that asks for the proof and carries
what was entered. That page sends both to the same address, through every middleware,
so that the act happens once, by the ordinary way, or not at all.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from organization.concerns import asks_for_confirmation
from project.accounts import proofs
from project.views import is_partial, wants_json

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ASKED = "Xác nhận lại mật khẩu để tiếp tục. Chưa có gì được ghi."
CSRF = "csrfmiddlewaretoken"
HELD_BACK = 403
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Views of packages below organization, which cannot carry the mark: by name.
READINGS = frozenset({"history:export", "history:readings_export"})
# Every act of the administration site changes who may do what.
ADMIN_DOORS = frozenset({"login", "logout", "jsi18n"})
IN_MAIN = {
    "HX-Retarget": "#noi-dung",
    "HX-Reselect": "#noi-dung",
    "HX-Reswap": "outerHTML show:window:top",
    "HX-Push-Url": "false",
}


class ConfirmIdentity:
    """Hold back marked views, and those of allauth that ask by an exception."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_arguments: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or not _wanted(request, view):
            return None
        if request.method == "POST" and proofs.is_given(request):
            _keep_the_way_back(request)
            refused = proofs.take(request)
            if refused:
                return ask(request, refused)
        return None if _mine(request) or is_enough(request) else ask(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not isinstance(exception, ReauthenticationRequired):
            return None
        if not request.user.is_authenticated:
            return redirect("account_login")
        return ask(request)


def _wanted(request: HttpRequest, view: Callable[..., Any]) -> bool:
    method = request.method or ""
    match = request.resolver_match
    if match is None:
        return False
    if match.app_name == "admin":
        return method not in SAFE and match.url_name not in ADMIN_DOORS
    if match.view_name in READINGS:
        return True
    return _mine(request) or asks_for_confirmation(view, method)


def _mine(request: HttpRequest) -> bool:
    """Pages of allauth ask for themselves; the proof alone is taken here."""
    match = request.resolver_match
    return match is not None and (match.url_name or "").startswith("mfa_")


def is_enough(request: HttpRequest) -> bool:
    """Whether the person has shown it; who has nothing to show signs in anew."""
    if proofs.is_confirmed(request):
        return True
    return not proofs.ways_of(request).any and proofs.signed_in_just_now(request)


def ask(request: HttpRequest, refused: str = "") -> HttpResponse:
    """Ask for the proof, in the manner in which the request was made."""
    if wants_json(request):
        return JsonResponse({"error": refused or ASKED}, status=HELD_BACK)
    if request.method in SAFE or request.FILES:
        return _elsewhere(request)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != CSRF
        for value in values
    ]
    answer = _page(request, request.get_full_path(), fields, refused)
    if is_partial(request):
        for name, value in IN_MAIN.items():
            answer[name] = value
    return answer


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """To the page that asks, and from there back: a file is chosen once more."""
    back = request.get_full_path() if request.method in SAFE else page_before(request)
    target = f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"
    if is_partial(request):
        return HttpResponseClientRedirect(target)
    return redirect(target)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """The page that asks, on the way to `next`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    target = wanted if _ours(request, wanted) else reverse("account")
    refused = ""
    if request.method == "POST":
        _keep_the_way_back(request)
        refused = proofs.take(request)
        if not refused:
            return redirect(target)
    return _page(request, request.path, [("next", target)], refused)


def _page(
    request: HttpRequest, action: str, fields: list[tuple[str, str]], refused: str
) -> HttpResponse:
    ways = proofs.ways_of(request)
    context = {
        "action": action,
        "fields": fields,
        "ways": ways,
        "refused": refused or ("" if ways.any else proofs.NO_WAY),
        "return_url": _back(request),
        # What history gives away is a file: the page that asks stays open behind it.
        "downloads": _is_of_history(request),
        "carries": any(name != "next" for name, _ in fields),
    }
    status = 200 if action == reverse("account_reauthenticate") else HELD_BACK
    return render(request, "account/reauthenticate.html", context, status=status)


def _is_of_history(request: HttpRequest) -> bool:
    return request.resolver_match is not None and (
        request.resolver_match.app_name == "history"
    )


def _keep_the_way_back(request: HttpRequest) -> None:
    """After a wrong try the page before is the page that asked."""
    vars(request)[proofs.BACK] = request.POST.get(proofs.BACK, "")


def _back(request: HttpRequest) -> str:
    kept: str = vars(request).get(proofs.BACK, "")
    return kept if _ours(request, kept) else page_before(request)


def page_before(request: HttpRequest) -> str:
    """Where the person came from, if that is here."""
    before = request.headers.get("Referer", "")
    return before if _ours(request, before) else reverse("account")


def _ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
