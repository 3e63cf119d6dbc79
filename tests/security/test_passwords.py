"""Which passwords are taken, and what is said of those that are not."""

from typing import Any

import pytest

from organization.models import FormerPassword
from tests.cast import Cast
from tests.pages.visits import text_of
from tests.security.doors import (
    CHOSEN,
    PASSWORD,
    change_password,
    has_password,
    is_in,
    knock,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("ngắn quá", "Mật khẩu mới cần ít nhất 12 ký tự."),
        ("1qaz2wsx3edc", "Mật khẩu này nhiều người dùng, dễ bị đoán ra."),
        ("938475610294", "Mật khẩu không được chỉ gồm chữ số."),
        ("tp.qldn.2026", "Mật khẩu quá giống họ tên, tên đăng nhập"),
        (PASSWORD, "Mật khẩu này đã dùng trong 5 lần gần nhất."),
    ],
)
def test_a_weak_password_is_refused_in_words(
    cast: Cast, password: str, sentence: str
) -> None:
    cast.tp_qldn.username = "tp.qldn.2026x"
    cast.tp_qldn.save(update_fields=["username"])
    client = signed_in(has_password(cast.tp_qldn))

    answer = change_password(client, PASSWORD, password)

    assert sentence in text_of(answer)
    cast.tp_qldn.refresh_from_db()
    assert cast.tp_qldn.check_password(PASSWORD)


def test_the_full_name_is_no_password(cast: Cast) -> None:
    client = signed_in(has_password(cast.tp_qldn))

    answer = change_password(client, PASSWORD, cast.tp_qldn.full_name + " 1")

    assert "Mật khẩu quá giống họ tên" in text_of(answer)


def numbered(count: int) -> str:
    return f"Con đường hoa đào số {count} cửa khẩu"


def test_the_last_five_passwords_are_not_taken_again_and_the_sixth_is(
    cast: Cast, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"change_password": "50/m/user"}
    person = has_password(cast.tp_qldn, numbered(0))
    client = signed_in(person, numbered(0))
    for count in range(1, 6):
        assert change_password(client, numbered(count - 1), numbered(count)).url

    refused = change_password(client, numbered(5), numbered(1))
    taken = change_password(client, numbered(5), numbered(0))

    assert "đã dùng trong 5 lần gần nhất" in text_of(refused)
    assert taken.status_code == 302
    assert FormerPassword.objects.filter(person=person).count() == 5


def test_only_hashes_of_argon2_are_kept(cast: Cast) -> None:
    person = has_password(cast.tp_qldn)

    (kept,) = FormerPassword.objects.filter(person=person)
    assert kept.encoded == person.password
    assert kept.encoded.startswith("argon2")


def test_a_changed_password_opens_and_the_former_does_not(cast: Cast) -> None:
    client = signed_in(has_password(cast.tp_qldn))
    change_password(client, PASSWORD, CHOSEN)

    assert not is_in(knock("tp.qldn", PASSWORD)[0])
    assert is_in(knock("tp.qldn", CHOSEN)[0])


def test_a_changed_password_ends_the_other_sessions_and_not_this_one(
    cast: Cast,
) -> None:
    has_password(cast.tp_qldn)
    here, elsewhere = signed_in(cast.tp_qldn), signed_in(cast.tp_qldn)

    change_password(here, PASSWORD, CHOSEN)

    assert here.get("/nhiem-vu/").status_code == 200
    assert elsewhere.get("/nhiem-vu/").status_code == 302


def test_who_has_no_password_is_told_who_gives_one(cast: Cast) -> None:
    """The identity provider lets in whom nobody ever gave a password."""
    from django.test import Client

    client = Client()
    cast.tp_qldn.set_unusable_password()
    cast.tp_qldn.save(update_fields=["password"])
    client.force_login(
        cast.tp_qldn, backend="django.contrib.auth.backends.ModelBackend"
    )

    answer = client.get("/accounts/password/change/", follow=True)

    assert answer.status_code == 409
    assert "Tài khoản này chưa có mật khẩu" in text_of(answer)
