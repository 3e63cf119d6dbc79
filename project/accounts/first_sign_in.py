"""Who signed in with a password that was given chooses another before all else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from project.views import is_partial, wants_json

CHANGE_FIRST = "Đang dùng mật khẩu được cấp. Đổi mật khẩu trước khi làm việc khác."
CHANGE_PAGE = "account_change_password"
# Besides the page itself: leaving, and the files of pages.
ALSO_OPEN = ("account_logout",)
OPEN_TO_ALL = ("/static/", "/healthz")


class PasswordChangeFirst:
    """Nothing is shown or done, by page, fragment or program, until it is changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if must_change_password(request.user) and not _is_open(request.path):
            return _to_the_page(request)
        return self.get_response(request)


def must_change_password(person: object) -> bool:
    """Whether the person still has the password that an administrator gave."""
    return bool(getattr(person, "must_change_password", False))


def _is_open(path: str) -> bool:
    open_pages = {reverse(name) for name in (CHANGE_PAGE, *ALSO_OPEN)}
    return path in open_pages or path.startswith(OPEN_TO_ALL)


def _to_the_page(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": CHANGE_FIRST}, status=403)
    if is_partial(request):
        return HttpResponseClientRedirect(reverse(CHANGE_PAGE))
    return HttpResponseRedirect(reverse(CHANGE_PAGE))
