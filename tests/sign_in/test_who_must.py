"""Who must have a second factor is led to one, and does nothing else before."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.core.checks import run_checks
from django.test import Client, override_settings
from django.utils import timezone

from organization.enums import Rank
from organization.models import Person
from organization.services import delegate
from project.accounts.enforcement import RANKS
from project.demo import accounts as demo
from tests.cast import Cast
from tests.pages.visits import HTMX, text_of
from tests.sign_in.conftest import (
    PASSWORD,
    code_of,
    gives_password,
    has_app,
    signed_in,
    with_password,
)
from tests.sockets.client import session_of, socket

pytestmark = pytest.mark.django_db
LED_TO = "/tai-khoan/xac-thuc-hai-lop/"
PAGE = "/nhiem-vu/"


@pytest.fixture(autouse=True)
def is_demanded(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def is_led(browser: Client) -> bool:
    answer = browser.get(PAGE)
    return answer.status_code == 302 and answer["Location"] == LED_TO


def test_it_is_asked_of_leaders_heads_of_units_administrators_and_the_auditor(
    cast: Cast,
) -> None:
    led = {
        role
        for role, person in vars(cast).items()
        if isinstance(person, Person) and is_led(signed_in(person))
    }

    assert led == {
        "truong_ban",
        "ptb_dong",
        "ptb_hai",
        "ptb_khanh",
        "chanh_vp",
        "tp_khth",
        "tp_qlht",
        "tp_qldn",
        "gd_ttqlck",
        "bt_chidoan",
        "kiem_tra",
        "quan_tri",
    }


def test_the_list_of_ranks_is_closed() -> None:
    assert {rank.value for rank in set(Rank) - RANKS} == {
        "DEPUTY_CHIEF_OF_OFFICE",
        "DEPUTY_DIVISION_HEAD",
        "OFFICER",
        "CLERK",
    }


def test_who_opens_the_administration_site_must_have_one(cast: Cast) -> None:
    Person.objects.filter(pk=cast.cv_vp.pk).update(is_staff=True)

    assert is_led(signed_in(cast.cv_vp))


def test_nothing_is_shown_or_done_meanwhile(cast: Cast) -> None:
    browser = signed_in(cast.ptb_hai)

    page = browser.get("/nhiem-vu/1/")
    fragment = browser.get("/thong-bao/", headers=HTMX)
    program = browser.get(PAGE, headers={"Accept": "application/json"})
    act = browser.post("/hop-viec/duyet-nhieu/", {"mission": "1:1"})
    nowhere = browser.get("/khong-co-trang-nay/")

    assert {page["Location"], act["Location"], nowhere["Location"]} == {LED_TO}
    assert fragment["HX-Redirect"] == LED_TO
    assert program.status_code == 403
    assert program.json() == {
        "error": "Chức vụ này phải bật xác thực hai lớp trước khi làm việc khác."
    }


def test_the_page_that_leads_says_why_and_shows_no_work(cast: Cast) -> None:
    html = signed_in(cast.ptb_hai).get(LED_TO).content.decode()

    assert "Cài ứng dụng tạo mã" in html
    assert "Thêm khóa truy cập" in html
    assert "/nhiem-vu/" not in html
    assert "data-count" not in html


@pytest.mark.usefixtures("at_once")
def test_setting_one_up_opens_the_way_at_once(cast: Cast) -> None:
    browser = signed_in(cast.ptb_hai)
    browser.post("/accounts/reauthenticate/", {"confirm_password": PASSWORD})
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = browser.session["mfa.totp.secret"]
    assert "/nhiem-vu/" not in page

    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert browser.get(PAGE).status_code == 200


def test_who_signs_in_with_both_is_let_in(cast: Cast) -> None:
    secret = has_app(cast.ptb_hai)
    browser, _ = gives_password(with_password(cast.ptb_hai))
    browser.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert browser.get(PAGE).status_code == 200


def test_a_session_that_never_showed_it_ends(cast: Cast) -> None:
    browser = signed_in(cast.ptb_hai)
    has_app(cast.ptb_hai)

    answer = browser.get(PAGE)

    assert answer["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in browser.session


def test_the_last_one_is_not_taken_away(cast: Cast) -> None:
    secret = has_app(cast.ptb_hai)
    browser, _ = gives_password(with_password(cast.ptb_hai))
    browser.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    browser.post("/accounts/reauthenticate/", {"confirm_password": PASSWORD})

    answer = browser.post("/accounts/2fa/totp/deactivate/")

    assert "thêm cách khác trước khi gỡ cách này" in text_of(answer)
    assert browser.get(PAGE).status_code == 200


def test_a_lent_seat_asks_for_it_from_the_moment_it_begins_until_it_ends(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    lent = delegate(
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=cast.cv_qldn,
        starts_at=now + timedelta(hours=1),
        ends_at=now + timedelta(hours=2),
        paper="Giấy ủy quyền số 7",
        by=None,
    )
    browser = signed_in(cast.cv_qldn)

    def led_at(moment: Any) -> bool:
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: moment)
            return is_led(browser)

    assert not led_at(lent.starts_at - timedelta(seconds=1))
    assert led_at(lent.starts_at)
    assert led_at(lent.ends_at - timedelta(seconds=1))
    assert not led_at(lent.ends_at)


def test_an_accounts_of_the_demonstration_goes_without_unless_asked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(demo, "is_demo", lambda username: username == "ptb.hai")
    browser = signed_in_locally(cast.ptb_hai)
    assert browser.get(PAGE).status_code == 200

    settings.SECOND_FACTOR_FOR_DEMO = True
    assert is_led(browser)
    settings.SECOND_FACTOR_FOR_DEMO = False
    settings.PRODUCTION = True
    assert is_led(browser)


def signed_in_locally(person: Person) -> Client:
    """Demo accounts open under a local name only."""
    browser = Client(headers={"Host": "localhost"})
    gives_password(with_password(person), browser)
    return browser


def test_production_refuses_to_do_without() -> None:
    with override_settings(PRODUCTION=True, SECOND_FACTOR_REQUIRED=False):
        found = {problem.id for problem in run_checks(tags=["security"])}
    with override_settings(PRODUCTION=True, SECOND_FACTOR_REQUIRED=True):
        fine = {problem.id for problem in run_checks(tags=["security"])}

    assert "project.E005" in found - fine


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_the_socket_opens_for_the_same_people(cast: Cast) -> None:
    head = socket(await sync_to_async(session_of)(cast.ptb_hai))
    officer = socket(await sync_to_async(session_of)(cast.cv_qldn))

    assert await head.connect() == (False, 4401)
    assert (await officer.connect())[0]
    await officer.disconnect()
