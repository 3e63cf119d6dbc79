"""Guessing, counting, luring: what is tried at the sign-in."""

import re
from typing import Any

import pytest
from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client

from organization.services import deactivate_person
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import text_of
from tests.security.doors import LOGIN, PASSWORD, has_password, is_in, knock

pytestmark = pytest.mark.django_db
WRONG = "sai mật khẩu này"
MINUTE = 60
LOCKED = "Đã thử sai nhiều lần. Đăng nhập lại sau 15 phút."
EVIL = ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"]


@pytest.fixture
def known(cast: Cast) -> Cast:
    has_password(cast.tp_qldn)
    return cast


class Clock:
    """The clock of the counts, which tests move."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_800_000_000.0
        monkeypatch.setattr(ratelimit.time, "time", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


# -- Brute force -----------------------------------------------------------------


def test_five_failures_close_the_account_for_a_quarter_of_an_hour(
    known: Cast, clock: Clock
) -> None:
    for _ in range(5):
        knock("tp.qldn", WRONG)

    clock.now += 15 * MINUTE - 1
    before, answer = knock("tp.qldn", PASSWORD)
    clock.now += 1
    after, _ = knock("tp.qldn", PASSWORD)

    assert LOCKED in text_of(answer)
    assert not is_in(before)
    assert is_in(after)


def test_a_success_in_between_does_not_begin_the_count_anew(known: Cast) -> None:
    for _ in range(4):
        knock("tp.qldn", WRONG)
    assert is_in(knock("tp.qldn", PASSWORD)[0])
    knock("tp.qldn", WRONG)

    assert LOCKED in text_of(knock("tp.qldn", WRONG)[1])


@pytest.mark.parametrize(
    "dress",
    [
        {"name": "TP.QLDN"},
        {"name": "  tp.qldn "},
        {"name": "ｔｐ.qldn"},
        {"HTTP_HOST": "localhost:{n}"},
        {"HTTP_X_FORWARDED_FOR": "10.0.0.{n}"},
        {"HTTP_USER_AGENT": "browser {n}"},
    ],
    ids=lambda dress: next(iter(dress)),
)
def test_another_dress_does_not_begin_the_count_anew(
    known: Cast, dress: dict[str, str]
) -> None:
    for number in range(5):
        worn = {name: value.format(n=number + 1) for name, value in dress.items()}
        name = worn.pop("name", "tp.qldn")
        Client(**worn).post(LOGIN, {"login": name, "password": WRONG})

    assert LOCKED in text_of(knock("tp.qldn", PASSWORD)[1])


def test_many_names_from_one_machine_are_stopped_as_well(
    known: Cast, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,7/15m/ip"}
    for number in range(7):
        knock(f"nguoi.{number}", WRONG)

    assert LOCKED in text_of(knock("tp.qldn", PASSWORD)[1])


# -- Who has an account ----------------------------------------------------------


def said(answer: Any, name: str) -> str:
    body = answer.content.decode().replace(name, "…")
    return re.sub(r'(nonce|value)="[A-Za-z0-9]{20,}"', "", body)


def test_known_unknown_and_stopped_names_are_told_the_same(known: Cast) -> None:
    deactivate_person(person=has_password(known.cv_vp), by=None, note="Nghỉ việc.")
    names = ("tp.qldn", "khong.co.ai", "cv.vp")

    wrong = {said(knock(name, WRONG)[1], name) for name in names}
    for name in names:
        for _ in range(4):
            knock(name, WRONG)
    locked = {said(knock(name, WRONG)[1], name) for name in names}

    assert len(wrong) == 1
    assert len(locked) == 1
    assert LOCKED in locked.pop()


def test_an_unknown_name_costs_as_many_hashes_as_a_known_one(
    known: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is measured from outside is time; here its cause is counted."""
    work: list[str] = []
    for kind in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, kind)

        def counted(self: Any, *args: Any, real: Any = real, **more: Any) -> Any:
            work.append("hash")
            return real(self, *args, **more)

        monkeypatch.setattr(Argon2PasswordHasher, kind, counted)
    known.cv_vp.set_unusable_password()
    known.cv_vp.save(update_fields=["password"])

    costs = []
    for name in ("tp.qldn", "khong.co.ai", "cv.vp"):
        cache.clear()
        work.clear()
        knock(name, WRONG)
        costs.append(len(work))

    assert len(set(costs)) == 1, costs
    assert costs[0] > 0


# -- Sessions --------------------------------------------------------------------


def test_the_session_of_before_the_sign_in_is_not_that_of_after(known: Cast) -> None:
    """Whoever planted a session in the browser does not hold the one that counts."""
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key or ""

    client.post(LOGIN, {"login": "tp.qldn", "password": PASSWORD})

    planted = Client()
    planted.cookies["sessionid"] = session.session_key or ""
    assert client.get("/nhiem-vu/").status_code == 200
    assert client.session.session_key != session.session_key
    assert planted.get("/nhiem-vu/").status_code == 302


def test_a_session_is_nobodys_after_the_sign_out(known: Cast) -> None:
    client, _ = knock("tp.qldn", PASSWORD)
    stolen = Client()
    stolen.cookies["sessionid"] = client.cookies["sessionid"].value

    client.post("/accounts/logout/")

    assert stolen.get("/nhiem-vu/").status_code == 302


def test_signing_out_by_a_link_or_a_picture_does_nothing(known: Cast) -> None:
    client, _ = knock("tp.qldn", PASSWORD)

    client.get("/accounts/logout/")

    assert is_in(client)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(known: Cast) -> None:
    client, _ = knock("tp.qldn", PASSWORD)

    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


# -- Luring away -----------------------------------------------------------------


@pytest.mark.parametrize("target", EVIL)
def test_no_act_leads_to_a_strangers_site(known: Cast, target: str) -> None:
    client, _ = knock("tp.qldn", PASSWORD)
    mission = builders.given(known)
    page = f"/nhiem-vu/{mission.pk}/"
    waiting = {"kind": "CONDITION", "on_whom": "Sở Tài chính", "reason": "Chờ số liệu."}

    by_browser = client.post(f"{page}nhan/", {"version": 1, "next": target})
    by_script = client.post(
        f"{page}cho/",
        {**waiting, "version": 2, "next": target},
        headers={"hx-request": "true"},
    )

    assert by_browser.url == page
    assert by_script["hx-redirect"] == page


@pytest.mark.parametrize("target", EVIL)
def test_no_door_leads_to_a_strangers_site(known: Cast, target: str) -> None:
    client, answer = knock("tp.qldn", PASSWORD, next=target)
    again = client.post(f"{LOGIN}?next={target}", {"login": "x", "password": "y"})
    proof = {"next": target, "confirm_password": PASSWORD}
    proven = client.post("/accounts/reauthenticate/", proof)
    out = client.post("/accounts/logout/", {"next": target})

    for one in (answer, again, proven, out):
        assert one.status_code == 302
        assert "evil" not in one.url
        assert "javascript" not in one.url


def test_a_foreign_host_is_answered_with_nothing_of_it(client: Client) -> None:
    answer = client.get(LOGIN, headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert b"evil.example" not in answer.content


def test_a_forwarded_host_is_not_believed(known: Cast) -> None:
    client = Client(headers={"x-forwarded-host": "evil.example"})

    answer = client.get("/nhiem-vu/")
    page = client.get(LOGIN)

    assert "evil.example" not in answer.url
    assert b"evil.example" not in page.content
