"""Who is let in, and how a refusal reaches the one who asked."""

import json
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxMiddleware
from psycopg.errors import LockNotAvailable

from organization.exceptions import NotAllowedNow
from organization.models import Person
from organization.scopes import Scope
from project import views
from project.middleware import RefusalAsAnswer, SignInRequired

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
SENTENCE = "Trưởng Ban đã duyệt NV 028 lúc 09:41."


def pass_through(
    layer: Callable[..., SignInRequired], request: HttpRequest, user: object
) -> HttpResponse:
    request.user = user
    chain = HtmxMiddleware(layer(lambda _: HttpResponse("vào được")))
    return chain(request)


def ask(path: str, user: object = None, method: str = "get", **headers: str):
    request = getattr(RequestFactory(headers=headers), method)(path)
    return pass_through(SignInRequired, request, user or AnonymousUser())


@pytest.fixture
def toan() -> Person:
    return Person(pk=1, username="toan", full_name="Nguyễn Quốc Toàn")


def test_a_stranger_is_sent_to_sign_in_and_back_afterwards():
    answer = ask("/nhiem-vu/18/?tab=2")

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/nhiem-vu/18/%3Ftab%3D2"


def test_a_form_that_a_stranger_sends_does_not_become_the_way_back():
    assert ask("/nhiem-vu/18/", method="post")["Location"] == "/accounts/login/?next=/"


def test_a_fragment_for_a_stranger_takes_the_whole_page_to_sign_in():
    page = {"HX-Current-URL": "http://testserver/hop-viec/?tab=2"}

    answer = ask("/manh/7/", **HTMX, **page)

    assert answer["HX-Redirect"] == "/accounts/login/?next=/hop-viec/%3Ftab%3D2"


def test_a_program_that_is_not_signed_in_is_told_so():
    answer = ask("/nhiem-vu/18/", **JSON)

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", ["/accounts/login/", "/static/ui.css", "/healthz"])
def test_the_door_itself_is_open(path):
    assert ask(path).content.decode() == "vào được"


@pytest.mark.parametrize("path", ["/healthz/x", "/accountsx/", "/admin/", "/"])
def test_what_only_begins_like_the_door_is_not(path):
    assert ask(path).status_code == 302


def test_who_is_signed_in_comes_in_without_a_statement(toan):
    assert ask("/nhiem-vu/18/", toan).status_code == 200


def refusal(exception: Exception, **headers: str) -> HttpResponse | None:
    request = RequestFactory(headers=headers).post("/nhiem-vu/28/")
    request.user = AnonymousUser()
    request.resolver_match = None
    vars(request)["scope_in_force"] = Scope(person_id=1, at=None)  # type: ignore[arg-type]

    def view(request: HttpRequest) -> HttpResponse:
        layer = RefusalAsAnswer(lambda _: HttpResponse())
        return layer.process_exception(request, exception) or HttpResponse("500")

    return HtmxMiddleware(view)(request)


def test_a_refusal_reaches_an_open_page_as_a_toast():
    answer = refusal(NotAllowedNow(SENTENCE), **HTMX)

    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#toasts"
    assert SENTENCE in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_refusal_reaches_a_program_as_json():
    answer = refusal(NotAllowedNow(SENTENCE), **JSON)

    assert answer.status_code == 409
    assert json.loads(answer.content) == {"error": SENTENCE}


def test_a_refusal_is_a_page_of_its_own_otherwise():
    answer = refusal(NotAllowedNow(SENTENCE))

    assert answer.status_code == 409
    assert SENTENCE in answer.content.decode()
    assert "data-refused" in answer.content.decode()


def test_a_row_that_another_holds_for_too_long_is_a_conflict_not_a_fault():
    waited = OperationalError("canceling statement due to lock timeout")
    waited.__cause__ = LockNotAvailable()

    assert refusal(waited).status_code == 409


def test_a_fault_stays_a_fault():
    assert refusal(OperationalError("server closed")).content == b"500"


def test_what_is_not_there_and_what_may_not_be_seen_sound_the_same():
    request = RequestFactory(headers=JSON).get("/nhiem-vu/44/")

    absent = views.not_found(request, Exception("No Mission matches the given query."))
    hidden = views.not_found(request, Exception("hidden"))

    assert absent.content == hidden.content


def test_a_denial_without_words_gets_ours():
    request = RequestFactory(headers=JSON).get("/nhiem-vu/44/")

    answer = views.forbidden(request, PermissionDenied())

    assert answer.status_code == 403
    assert json.loads(answer.content) == {"error": views.NOT_YOURS}


def test_the_page_of_a_fault_needs_neither_person_nor_database():
    request = RequestFactory().get("/")

    answer = views.server_error(request)

    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.content.decode()


def test_the_way_back_never_leads_to_a_strangers_site():
    request = RequestFactory(headers={"Referer": "https://evil.example/"}).post("/x/")

    assert views._page_before(request) == "/"


@pytest.mark.django_db
def test_signing_in_with_a_wrong_password_says_so_and_keeps_the_name(client: Client):
    Person.objects.create_user("toan", password="đúng-mật-khẩu-2026", full_name="Toàn")

    page = client.post("/accounts/login/", {"login": "toan", "password": "sai"})

    assert page.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page.content.decode()
    assert 'value="toan"' in page.content.decode()


@pytest.mark.django_db
def test_who_changes_a_password_sees_every_word_in_vietnamese(client: Client):
    toan = Person.objects.create_user(
        "toan", password="cũ-mật-khẩu-2026", full_name="T"
    )
    client.force_login(toan, backend="django.contrib.auth.backends.ModelBackend")

    given = {"oldpassword": "sai", "password1": "12345678", "password2": "khác"}
    page = client.post("/accounts/password/change/", given).content.decode()

    assert "Mật khẩu hiện tại chưa đúng." in page
    assert "Mật khẩu mới cần ít nhất 12 ký tự." in page
    words = re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1].split("</main", 1)[0])
    assert "password" not in words.lower()
