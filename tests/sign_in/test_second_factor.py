"""The second factor: set up, asked at the door, guessed in vain, replaced by a code."""

import base64
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import CommandError, call_command
from django.test import Client

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.exceptions import ActionDenied
from organization.models import Person
from project.accounts.lost import let_in_again
from tests.cast import Cast
from tests.pages.visits import text_of
from tests.sign_in.conftest import (
    PASSWORD,
    code_of,
    gives_password,
    has_app,
    signed_in,
    ways_of,
    with_password,
    wrong_code,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]
SET_UP = "/accounts/2fa/totp/activate/"
AT_THE_DOOR = "/accounts/2fa/authenticate/"
CODES = "/accounts/2fa/recovery-codes/"
CONFIRM = "/accounts/reauthenticate/"


def confirmed(person: Person) -> Client:
    browser = signed_in(person)
    browser.post(CONFIRM, {"confirm_password": PASSWORD})
    return browser


def secret_on(page: str) -> str:
    found = re.search(r'<output class="secret"[^>]*>([A-Z2-7 ]+)</output>', page)
    assert found is not None
    return found[1].replace(" ", "")


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def at_the_door(person: Person) -> Client:
    """The password was right; the code is asked."""
    browser, answer = gives_password(with_password(person))
    assert answer["Location"] == AT_THE_DOOR
    return browser


def enters(browser: Client, code: str) -> str:
    return text_of(browser.post(AT_THE_DOOR, {"code": code}))


def test_setting_up_asks_for_the_password_first(cast: Cast) -> None:
    answer = signed_in(cast.cv_qldn).get(SET_UP)

    assert (
        answer["Location"] == f"{CONFIRM}?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F"
    )


def test_the_app_is_set_up_with_a_picture_or_by_typing_the_key(cast: Cast) -> None:
    browser = confirmed(cast.cv_qldn)
    page = browser.get(SET_UP).content.decode()
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert picture is not None
    assert b"<svg" in base64.b64decode(picture[1])
    secret = secret_on(page)

    wrong = browser.post(SET_UP, {"code": wrong_code(secret)})
    assert "Mã chưa đúng hoặc đã hết hạn." in text_of(wrong)
    answer = browser.post(SET_UP, {"code": code_of(secret)})

    assert answer["Location"] == CODES
    assert ways_of(cast.cv_qldn) == {"totp", "recovery_codes"}


def test_history_tells_of_it_and_the_secret_lies_under_the_key(cast: Cast) -> None:
    browser = confirmed(cast.cv_qldn)
    secret = secret_on(browser.get(SET_UP).content.decode())
    browser.post(SET_UP, {"code": code_of(secret)})

    told = HistoryEntry.objects.filter(
        subject_type="person",
        subject_id=cast.cv_qldn.pk,
        kind=HistoryKind.SECOND_FACTOR_CHANGED,
    )
    assert {entry.after["second_factor"] for entry in told} == {
        "Ứng dụng tạo mã",
        "Mã dự phòng",
    }
    rows = Authenticator.objects.filter(user=cast.cv_qldn, type="totp")
    assert secret not in str(rows.get().data)


def test_other_machines_must_sign_in_anew_once_there_is_one(cast: Cast) -> None:
    elsewhere = signed_in(cast.cv_qldn)
    browser = confirmed(cast.cv_qldn)
    secret = secret_on(browser.get(SET_UP).content.decode())
    browser.post(SET_UP, {"code": code_of(secret)})

    assert browser.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/")["Location"].startswith("/accounts/login/")


def test_the_code_of_the_moment_lets_in(cast: Cast) -> None:
    secret = has_app(cast.cv_qldn)
    browser = at_the_door(cast.cv_qldn)
    assert "Mã trong ứng dụng" in text_of(browser.get(AT_THE_DOOR))
    assert not is_in(browser)

    enters(browser, code_of(secret))

    assert is_in(browser)


def test_a_code_opens_one_door(cast: Cast) -> None:
    code = code_of(has_app(cast.cv_qldn))
    enters(at_the_door(cast.cv_qldn), code)

    again = at_the_door(cast.cv_qldn)

    assert "Mã chưa đúng hoặc đã hết hạn." in enters(again, code)
    assert not is_in(again)


def test_after_five_wrong_codes_even_the_right_one_waits(cast: Cast) -> None:
    secret = has_app(cast.cv_qldn)
    browser = at_the_door(cast.cv_qldn)
    for _ in range(5):
        enters(browser, wrong_code(secret))

    # The limit is the person's: another browser does not help.
    other = at_the_door(cast.cv_qldn)

    assert "Đăng nhập lại sau 15 phút." in enters(other, code_of(secret))
    assert not is_in(other)


def test_without_the_password_nobody_is_asked_for_a_code(
    client: Client, cast: Cast
) -> None:
    secret = has_app(cast.cv_qldn)

    answer = client.post(AT_THE_DOOR, {"code": code_of(secret)})

    assert answer["Location"] == "/accounts/login/"
    assert not is_in(client)


def test_a_code_on_paper_lets_in_once(cast: Cast) -> None:
    has_app(cast.cv_qldn)
    code = RecoveryCodes.activate(cast.cv_qldn).get_unused_codes()[0]
    first = at_the_door(cast.cv_qldn)
    enters(first, f"{code[:4]} {code[4:]}")
    assert is_in(first)

    second = at_the_door(cast.cv_qldn)
    enters(second, code)

    assert not is_in(second)


def test_codes_on_paper_are_shown_once_and_taken_along(cast: Cast) -> None:
    browser = confirmed(cast.cv_qldn)
    has_app(cast.cv_qldn)
    codes = RecoveryCodes.activate(cast.cv_qldn).get_unused_codes()

    shown = browser.get(CODES).content.decode()
    later = browser.get(CODES).content.decode()

    assert all(f"<code>{code[:4]} {code[4:]}</code>" in shown for code in codes)
    assert 'download="ma-du-phong-cv.qldn.txt" href="data:text/plain' in shown
    assert all(f"{code}%0D%0A" in shown for code in codes)
    assert "data-print" in shown
    assert not any(code[:4] in later for code in codes)
    assert "Còn 10 mã chưa dùng." in later


def test_a_new_set_of_codes_ends_the_old_one(cast: Cast) -> None:
    browser = confirmed(cast.cv_qldn)
    has_app(cast.cv_qldn)
    old = RecoveryCodes.activate(cast.cv_qldn).get_unused_codes()
    assert "10 mã chưa dùng" in text_of(browser.get(f"{CODES}generate/"))

    browser.post(f"{CODES}generate/")

    row = Authenticator.objects.get(user=cast.cv_qldn, type="recovery_codes")
    assert not set(old) & set(row.wrap().get_unused_codes())


def test_the_app_is_taken_away_and_its_codes_with_it(cast: Cast) -> None:
    browser = confirmed(cast.cv_qldn)
    has_app(cast.cv_qldn)
    RecoveryCodes.activate(cast.cv_qldn)

    answer = browser.post("/accounts/2fa/totp/deactivate/")

    assert answer["Location"] == "/accounts/2fa/"
    assert ways_of(cast.cv_qldn) == set()


def test_nobody_touches_the_passkey_of_another(cast: Cast) -> None:
    key = Authenticator.objects.create(
        user=cast.tp_qldn, type="webauthn", data={"name": "Máy phòng"}
    )
    browser = confirmed(cast.cv_qldn)

    for act in ("edit", "remove"):
        address = f"/accounts/2fa/webauthn/keys/{key.pk}/{act}/"
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"name": "Của tôi"}).status_code == 404
    key.refresh_from_db()
    assert key.data == {"name": "Máy phòng"}


def test_the_administration_site_shows_no_keys(cast: Cast) -> None:
    Person.objects.filter(pk=cast.quan_tri.pk).update(is_staff=True, is_superuser=True)
    browser = signed_in(cast.quan_tri)

    for name in ("mfa/authenticator", "usersessions/usersession"):
        assert browser.get(f"/admin/{name}/").status_code == 404


def test_who_lost_the_phone_is_let_in_by_the_password_once_more(cast: Cast) -> None:
    has_app(cast.cv_qldn)
    elsewhere = Client()
    elsewhere.force_login(
        cast.cv_qldn, backend="django.contrib.auth.backends.ModelBackend"
    )
    with pytest.raises(CommandError):
        call_command("end_second_factor", "khong.co", note="Mất điện thoại.")

    call_command(
        "end_second_factor", "cv.qldn", note="Mất điện thoại.", stdout=StringIO()
    )

    assert elsewhere.get("/tai-khoan/").status_code == 302
    browser, _ = gives_password(with_password(cast.cv_qldn))
    assert is_in(browser)
    told = HistoryEntry.objects.get(
        subject_id=cast.cv_qldn.pk, kind=HistoryKind.SECOND_FACTOR_CHANGED
    )
    assert told.note == "Mất điện thoại."


def test_only_an_administrator_takes_it_from_another_and_never_his_own(
    cast: Cast,
) -> None:
    has_app(cast.cv_qldn)
    has_app(cast.quan_tri)

    for person, by in (
        (cast.cv_qldn, cast.truong_ban),
        (cast.quan_tri, cast.quan_tri),
    ):
        with pytest.raises(ActionDenied):
            let_in_again(person=person, by=by, note="Mất điện thoại.")
    let_in_again(person=cast.cv_qldn, by=cast.quan_tri, note="Mất điện thoại.")

    assert ways_of(cast.cv_qldn) == set()
    assert ways_of(cast.quan_tri) == {"totp"}


def test_the_administrator_does_it_on_a_page_and_says_why(cast: Cast) -> None:
    has_app(cast.cv_qldn)
    address = f"/tai-khoan/{cast.cv_qldn.pk}/go-xac-thuc-hai-lop/"
    browser = confirmed(cast.quan_tri)

    assert confirmed(cast.truong_ban).get(address).status_code == 404
    assert cast.cv_qldn.full_name in text_of(browser.get(address))
    assert "Chưa có lý do." in text_of(browser.post(address, {"note": " "}))
    assert ways_of(cast.cv_qldn) == {"totp"}
    browser.post(address, {"note": "Mất điện thoại."})

    assert ways_of(cast.cv_qldn) == set()
