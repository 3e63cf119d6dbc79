"""Who is let in, and how a refusal reaches the one who asked."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from psycopg.errors import LockNotAvailable

from organization.exceptions import Refusal
from project.scope import keep_live_place, keep_scope
from project.views import is_partial, refuse, wants_json
from workflows.queries.calendar import keeping_calendar

GetResponse = Callable[[HttpRequest], HttpResponseBase]

METHODS = ("GET", "HEAD", "POST")
OPEN_TO_ALL = ("/accounts/", "/static/")
WITHOUT_FRAME = ("/admin/", "/tep/")
OPEN_PATHS = frozenset({"/healthz"})
SIGN_IN_FIRST = "Chưa đăng nhập."
BEING_CHANGED = "Người khác đang xử lý nội dung này. Chờ ít giây rồi làm lại."


class KnownMethodsOnly:
    """Pages are read and forms are sent: any other method is refused at every address
    alike, before anything is looked for, so that it tells nothing.

    Django's admin pages would answer OPTIONS with the whole page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


class SignInRequired:
    """Nothing but signing in, files of the pages and the health check is public."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_open(request.path) and not request.user.is_authenticated:
            return _to_sign_in(request)
        keep_scope(request)
        with keeping_calendar():
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """A page remembers where it stands in the news, from before it is made."""
        if _asks_for_a_page(request) and request.user.is_authenticated:
            keep_live_place(request)


def _asks_for_a_page(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and not _is_open(request.path)
        and not request.path.startswith(WITHOUT_FRAME)
        and not is_partial(request)
        and not wants_json(request)
    )


def _is_open(path: str) -> bool:
    return path in OPEN_PATHS or path.startswith(OPEN_TO_ALL)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": SIGN_IN_FIRST}, status=401)
    login = reverse("account_login")
    if is_partial(request):
        page = redirect_to_login(_page_of(request), login)
        return HttpResponseClientRedirect(page.url)
    # After signing in the browser asks with GET: a form's address would not answer.
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return redirect_to_login(wanted, login)


def _page_of(request: HttpRequest) -> str:
    """The address of the open page, not of the fragment that it asked for."""
    page: str | None = vars(request)["htmx"].current_url_abs_path
    return page or "/"


class RefusalAsAnswer:
    """Turn what a service refuses into its sentence and status."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return refuse(request, str(exception), status=exception.status)
        if isinstance(exception, OperationalError) and isinstance(
            exception.__cause__, LockNotAvailable
        ):
            return refuse(request, BEING_CHANGED, status=409)
        return None
