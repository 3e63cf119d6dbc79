"""Who gets in, what a wrong password is told, and what is open to all."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from organization.services import deactivate_person
from tests.cast import Cast
from tests.pages.visits import text_of

pytestmark = pytest.mark.django_db
PASSWORD = "Hồ sơ mẫu 2026 để thử"


@pytest.fixture(autouse=True)
def no_earlier_failures() -> None:
    cache.clear()


@pytest.fixture
def known(cast: Cast) -> Cast:
    cast.tp_qldn.set_password(PASSWORD)
    cast.tp_qldn.save(update_fields=["password"])
    return cast


def sign_in(password: str, username: str = "tp.qldn") -> Any:
    client = Client()
    fields = {"login": username, "password": password}
    return client, client.post("/accounts/login/", fields)


@pytest.mark.usefixtures("known")
def test_the_right_password_lets_in() -> None:
    client, answer = sign_in(PASSWORD)

    assert answer.status_code == 302
    assert client.get("/nhiem-vu/").status_code == 200


@pytest.mark.usefixtures("known")
def test_a_wrong_password_is_told_without_saying_which_part_was_wrong() -> None:
    _, known_name = sign_in("sai mật khẩu này")
    _, unknown_name = sign_in("sai mật khẩu này", username="khong.co")

    sentence = "Tên đăng nhập hoặc mật khẩu chưa đúng."
    assert sentence in text_of(known_name)
    assert sentence in text_of(unknown_name)


@pytest.mark.usefixtures("known")
def test_after_five_wrong_ones_even_the_right_one_waits_a_quarter_of_an_hour() -> None:
    for _ in range(5):
        sign_in("sai mật khẩu này")

    client, answer = sign_in(PASSWORD)

    assert "Đăng nhập lại sau 15 phút." in text_of(answer)
    assert "_auth_user_id" not in client.session


def test_an_account_that_was_stopped_does_not_get_in(known: Cast) -> None:
    deactivate_person(person=known.tp_qldn, by=None, note="Nghỉ việc.")

    client, _ = sign_in(PASSWORD)

    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def test_a_page_sends_who_is_not_signed_in_to_the_door_and_back(
    client: Client,
) -> None:
    answer = client.get("/nhiem-vu/?loc=qua-han")

    assert answer["Location"] == "/accounts/login/?next=/nhiem-vu/%3Floc%3Dqua-han"


def test_a_program_that_is_not_signed_in_gets_401(client: Client) -> None:
    assert client.get("/", headers={"Accept": "application/json"}).status_code == 401


def test_the_health_check_is_open_and_says_ok(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_health_check_says_when_the_database_does_not_answer(
    client: Client,
) -> None:
    def refuse(*args: Any) -> None:
        raise OperationalError("the server went away")

    with connection.execute_wrapper(refuse):
        assert client.get("/healthz").status_code == 503


def test_pages_forbid_script_of_others_and_frames(client: Client) -> None:
    policy = client.get("/accounts/login/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_session_that_django_opens_itself_is_a_session(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.tp_qldn)

    assert client.get("/nhiem-vu/").status_code == 200
