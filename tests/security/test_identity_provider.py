"""Signing in by an identity provider: a real one, in a process of its own."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from organization.models import Person
from organization.services import deactivate_person, link_identity
from project.accounts import identity_provider
from project.checks import identity_provider_is_complete
from tests.cast import Cast
from tests.pages.visits import text_of
from tests.security import identity
from tests.security.doors import is_in

pytestmark = pytest.mark.django_db
REFUSED = "Danh tính này chưa liên kết với tài khoản nào đang hoạt động."
FAILED = "Chưa đăng nhập được qua nhà cung cấp danh tính."


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with identity.provider(tmp_path_factory.mktemp("provider")) as address:
        yield address


@pytest.fixture(autouse=True)
def configured(settings: Any, issuer: str) -> None:
    settings.OIDC_ISSUER = issuer
    settings.OIDC_CLIENT_ID = identity.CLIENT_ID
    settings.OIDC_NAME = "tài khoản tỉnh"
    settings.SECOND_FACTOR_REQUIRED = False
    known = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    known["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": settings.OIDC_NAME,
            "client_id": identity.CLIENT_ID,
            "secret": identity.SECRET,
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
    ]
    settings.SOCIALACCOUNT_PROVIDERS = known


@pytest.fixture
def linked(cast: Cast) -> Person:
    return link_identity(
        person=cast.ptb_hai, identity="dinh-danh-hai", by=cast.quan_tri
    )


def test_the_door_shows_the_button_where_a_provider_is_configured(
    client: Client, settings: Any
) -> None:
    assert "Đăng nhập bằng tài khoản tỉnh" in text_of(client.get("/accounts/login/"))

    settings.OIDC_ISSUER = ""

    assert "tài khoản tỉnh" not in text_of(client.get("/accounts/login/"))


def test_who_was_linked_beforehand_is_let_in_and_sent_on(linked: Person) -> None:
    browser, answer = identity.sign_in("hai", next="/nhiem-vu/?loc=qua-han")

    assert (answer.status_code, answer.url) == (302, "/nhiem-vu/?loc=qua-han")
    assert browser.session["_auth_user_id"] == str(linked.pk)


def test_nobody_is_made_and_nothing_of_the_provider_is_kept(linked: Person) -> None:
    people = Person.objects.count()

    stranger, answer = identity.sign_in("la")
    identity.sign_in("hai")

    assert answer.status_code == 403
    assert REFUSED in text_of(answer)
    assert not is_in(stranger)
    assert Person.objects.count() == people
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


def test_a_stopped_account_is_refused_like_one_that_never_was(linked: Person) -> None:
    deactivate_person(person=linked, by=None, note="Nghỉ việc.")

    browser, answer = identity.sign_in("hai")

    assert REFUSED in text_of(answer)
    assert not is_in(browser)


def test_a_verified_address_leads_to_its_account_and_no_other_does(
    cast: Cast, settings: Any
) -> None:
    settings.OIDC_CLAIM = "email"
    for person, name in ((cast.ptb_hai, "HAI"), (cast.tp_qlht, "chua.xac.minh")):
        person.email = f"{name}@so.test"
        person.save(update_fields=["email"])

    verified, _ = identity.sign_in("hai")
    unverified, refused = identity.sign_in("chua.xac.minh")
    cast.tp_khth.email = "hai@so.test"
    cast.tp_khth.save(update_fields=["email"])
    two_of_one, _ = identity.sign_in("hai")

    assert verified.session["_auth_user_id"] == str(cast.ptb_hai.pk)
    assert REFUSED in text_of(refused)
    assert not is_in(unverified)
    assert not is_in(two_of_one)


def test_a_user_name_of_the_provider_leads_to_the_same_one_here(
    cast: Cast, settings: Any
) -> None:
    settings.OIDC_CLAIM = "preferred_username"

    browser, _ = identity.sign_in("tp.qldn")

    assert browser.session["_auth_user_id"] == str(cast.tp_qldn.pk)


def methods_of(browser: Client, person: Person) -> set[str]:
    class Request:
        session = browser.session

    found = get_authentication_records(Request, person)  # type: ignore[arg-type]
    return {record["method"] for record in found}


def test_a_second_factor_shown_there_counts_here(cast: Cast) -> None:
    for person, name in ((cast.ptb_hai, "hai"), (cast.tp_qlht, "hai.mfa")):
        link_identity(person=person, identity=f"dinh-danh-{name}", by=cast.quan_tri)

    without, _ = identity.sign_in("hai")
    with_it, _ = identity.sign_in("hai.mfa")

    assert methods_of(without, cast.ptb_hai) == {"socialaccount"}
    assert methods_of(with_it, cast.tp_qlht) == {"socialaccount", "mfa"}


def test_our_own_second_factor_is_asked_where_none_was_shown_there(cast: Cast) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    for person, name in ((cast.ptb_hai, "hai"), (cast.tp_qlht, "hai.mfa")):
        link_identity(person=person, identity=f"dinh-danh-{name}", by=cast.quan_tri)
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")

    without, answer = identity.sign_in("hai")
    with_it, _ = identity.sign_in("hai.mfa")

    assert answer.url == "/accounts/2fa/authenticate/"
    assert not is_in(without)
    assert is_in(with_it)


def test_what_is_asked_of_the_provider_is_bound_to_the_session(client: Client) -> None:
    asked = parse_qs(urlsplit(identity.leave(client)).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert {"state", "nonce", "code_challenge"} <= asked.keys()


def test_a_visitor_adds_nothing_to_what_is_asked(client: Client) -> None:
    more = "?auth_params=state%3Dmine%26redirect_uri%3Dhttps://evil.example&scope=admin"
    answer = client.post(identity.LEAVE + more + "&process=connect")

    assert "evil.example" not in answer.content.decode()
    assert "admin" not in answer.content.decode()
    states = client.session["socialaccount_states"].values()
    assert {state[0]["process"] for state in states} == {"login"}


def test_an_address_of_others_is_no_way_on(linked: Person) -> None:
    _, answer = identity.sign_in("hai", next="https://evil.example/")

    assert answer.url == "/"


def test_the_door_to_the_provider_opens_to_a_form_with_its_token(
    client: Client,
) -> None:
    assert client.get(identity.LEAVE).status_code == 405
    assert Client(enforce_csrf_checks=True).post(identity.LEAVE).status_code == 403


def test_an_answer_without_or_with_a_foreign_state_is_refused(linked: Person) -> None:
    victim = Client()
    theirs = identity.at_the_provider(identity.leave(Client()), "hai")

    answer = identity.come_back(victim, theirs)

    assert answer.status_code == 401
    assert FAILED in text_of(answer)
    assert not is_in(victim)


def test_a_code_of_another_session_is_refused_by_its_challenge(linked: Person) -> None:
    """The thief puts the code of one sign-in into another of his own."""
    stolen = parse_qs(
        urlsplit(identity.at_the_provider(identity.leave(Client()), "hai")).query
    )
    thief = Client()
    state = parse_qs(urlsplit(identity.leave(thief)).query)["state"][0]

    answer = identity.come_back(
        thief, f"{identity.CALLBACK}?code={stolen['code'][0]}&state={state}"
    )

    assert FAILED in text_of(answer)
    assert not is_in(thief)


def test_an_answer_counts_once(linked: Person) -> None:
    browser = Client()
    address = identity.at_the_provider(identity.leave(browser), "hai")
    identity.come_back(browser, address)
    browser.post("/accounts/logout/")

    assert FAILED in text_of(identity.come_back(browser, address))
    assert not is_in(browser)


def test_a_token_made_for_another_session_is_refused(
    linked: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client()
    address = identity.at_the_provider(identity.leave(browser), "hai")
    monkeypatch.setattr(identity_provider, "nonce_of", lambda _: "another")

    assert FAILED in text_of(identity.come_back(browser, address))
    assert not is_in(browser)


def forged(real: str, how: str) -> str:
    claims = jwt.decode(real, options={"verify_signature": False})
    if how == "unsigned":
        return jwt.encode(claims, "", algorithm="none")
    kid = jwt.get_unverified_header(real)["kid"]
    if how == "signed with what both know":
        return jwt.encode(claims, identity.SECRET * 2, "HS256", headers={"kid": kid})
    head, _, signature = real.split(".")
    body = jwt.encode({**claims, "sub": "dinh-danh-hai"}, "k" * 32).split(".")[1]
    return f"{head}.{body}.{signature}"


@pytest.mark.parametrize("how", ["unsigned", "signed with what both know", "altered"])
def test_a_forged_token_is_refused(
    linked: Person, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    claims_of = identity_provider.Talk._claims
    monkeypatch.setattr(
        identity_provider.Talk,
        "_claims",
        lambda self, app, answer: claims_of(
            self, app, {**answer, "id_token": forged(answer["id_token"], how)}
        ),
    )

    browser, answer = identity.sign_in("la" if how == "altered" else "hai")

    assert FAILED in text_of(answer)
    assert not is_in(browser)


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    client: Client, settings: Any, issuer: str
) -> None:
    settings.OIDC_ISSUER = issuer.replace("127.0.0.1", "localhost")

    answer = client.post(identity.LEAVE)

    assert answer.status_code == 401
    assert FAILED in text_of(answer)


def test_a_provider_that_does_not_answer_leaves_the_other_door(
    client: Client, settings: Any
) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = "http://127.0.0.1:9"

    answer = client.post(identity.LEAVE)

    assert answer.status_code == 401
    assert "đăng nhập bằng mật khẩu" in text_of(answer)


def test_who_turns_back_at_the_provider_is_told_so(client: Client) -> None:
    state = parse_qs(urlsplit(identity.leave(client)).query)["state"][0]

    answer = identity.come_back(
        client, f"{identity.CALLBACK}?error=access_denied&state={state}"
    )

    assert "Đã dừng đăng nhập" in text_of(answer)


def test_without_a_provider_there_is_no_such_address(
    client: Client, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert client.post(identity.LEAVE).status_code == 404
    assert client.get("/accounts/oidc/callback/").status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [("OIDC_CLIENT_ID", "", "project.E006"), ("PRODUCTION", True, "project.E007")],
)
def test_half_a_provider_does_not_start(
    settings: Any, name: str, value: Any, found: str
) -> None:
    settings.OIDC_CLIENT_SECRET_FILE = "tep-bi-mat"
    setattr(settings, name, value)

    assert [m.id for m in identity_provider_is_complete(None)] == [found]
