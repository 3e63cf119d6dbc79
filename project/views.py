"""The door of the house, and what is said when something is not done."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from project.context import Frame

NOT_FOUND = "Không tìm thấy nội dung này."
NOT_YOURS = "Việc này không thuộc phần được giao cho chức vụ hiện tại."
PAGE_TOO_OLD = "Trang đã mở quá lâu nên chưa gửi được. Tải lại trang rồi gửi lại."
UNREADABLE = "Nội dung gửi lên bị thiếu hoặc quá lớn."
NONE_GIVEN = (
    "Tài khoản này chưa có mật khẩu, đăng nhập qua nhà cung cấp danh tính. Cần mật khẩu"
    " riêng thì liên hệ quản trị hệ thống tại Văn phòng."
)
FAILED = "Máy chủ gặp lỗi. Việc vừa làm chưa được ghi."
UNREADABLE_STATUS, FAILED_STATUS = 400, 500


def home(request: HttpRequest) -> HttpResponseRedirect:
    """Send everyone to the first page that is theirs."""
    return redirect(Frame(request).nav[0].view)


def no_such_page(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """An address of Django that this product does without."""
    raise Http404


def no_password(request: HttpRequest) -> HttpResponse:
    """Where allauth sends who signed in by the identity provider and has none."""
    return refuse(request, NONE_GIVEN, status=409)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks; browsers put text/html first."""
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks and will swap the answer into an open page."""
    return bool(vars(request).get("htmx"))


def refuse(
    request: HttpRequest, sentence: str, *, status: int, template: str = ""
) -> HttpResponse:
    """Say why something was not done: a toast for htmx, JSON, or a page of its own."""
    if wants_json(request):
        return JsonResponse({"error": sentence}, status=status)
    if is_partial(request):
        return _toast(sentence, status)
    # A page that must show even when the database does not answer takes no request.
    alone = status in {UNREADABLE_STATUS, FAILED_STATUS}
    context = {
        "sentence": sentence,
        "status_code": status,
        "return_url": "/" if alone else _page_before(request),
    }
    name = template or f"{status}.html"
    body = render_to_string(name, context, None if alone else request)
    return HttpResponse(body, status=status)


def _page_before(request: HttpRequest) -> str:
    """Where the person came from, if that is here: a stranger's form may send them."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()})
    return before if ours else "/"


def _toast(sentence: str, status: int) -> HttpResponse:
    context = {"text": sentence, "code": "quahan", "failed": True}
    headers = {
        "HX-Retarget": "#toasts",
        "HX-Reswap": "beforeend",
        "HX-Reselect": ".toast",
        "HX-Push-Url": "false",
    }
    body = render_to_string("_toast.html", context)
    return HttpResponse(body, status=status, headers=headers)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Named by the setting CSRF_FAILURE_VIEW; the reason is for programmers only."""
    return refuse(request, PAGE_TOO_OLD, status=403, template="403_csrf.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """handler400: the exception may quote what was sent, so it is not shown."""
    return refuse(request, UNREADABLE, status=UNREADABLE_STATUS)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: with the sentence of whoever refused, where there is one."""
    return refuse(request, str(exception) or NOT_YOURS, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """handler404: one sentence, whether it never was or may not be seen."""
    return refuse(request, NOT_FOUND, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return refuse(request, FAILED, status=FAILED_STATUS)
