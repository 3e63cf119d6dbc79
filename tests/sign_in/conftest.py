"""People with a password of their own, who sign in by the page."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from organization.models import Person

PASSWORD = "Hồ sơ mẫu 2026 để thử"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the commit is done within the request, as where there is one."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, *_, **__: act())


@pytest.fixture(autouse=True)
def passwords_are_checked_fast(settings: Any) -> None:
    """argon2 is slow on purpose, and not the matter here."""
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]


@pytest.fixture(autouse=True)
def no_earlier_failures() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def with_password(person: Person) -> Person:
    # Once: another salt is another hash, and ends the sessions that are open.
    if not person.check_password(PASSWORD):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return person


def gives_password(person: Person, client: Client | None = None) -> Any:
    """The answer to the form of the sign-in page, and the browser that sent it."""
    browser = client or Client()
    form = {"login": person.username, "password": PASSWORD}
    return browser, browser.post("/accounts/login/", form)


def signed_in(person: Person) -> Client:
    """Signed in with the password alone, which nothing confirmed since."""
    browser, answer = gives_password(with_password(person))
    assert answer.status_code == 302, answer.content.decode()
    return browser


def has_app(person: Person) -> str:
    """Give the person an app that makes codes; returns its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows now, or some steps of 30 seconds later."""
    counter = int(time.time()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def wrong_code(secret: str) -> str:
    """Six figures that the app shows at no moment near this one."""
    shown = {code_of(secret, steps) for steps in range(-3, 4)}
    return next(code for n in range(9) if (code := f"{n}" * 6) not in shown)


def ways_of(person: Person) -> set[str]:
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
