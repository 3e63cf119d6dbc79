"""A grave act waits until its person has shown anew who is sitting there."""

import time
from typing import Any
from unittest import mock

import pytest
from django.test import Client

from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, text_of
from tests.sign_in.conftest import PASSWORD, code_of, has_app, signed_in, wrong_code
from workflows.enums import MissionState
from workflows.models import Mission

pytestmark = pytest.mark.django_db
BULK = "/hop-viec/duyet-nhieu/"


@pytest.fixture
def report(cast: Cast) -> Mission:
    return builders.handed_in(cast)


def form_of(report: Mission, **more: str) -> dict[str, Any]:
    return {"mission": f"{report.pk}:{report.version}", **more}


def is_decided(report: Mission) -> bool:
    return Mission.objects.get(pk=report.pk).state == MissionState.COMPLETED


def test_a_bulk_decision_asks_first_and_decides_nothing(
    cast: Cast, report: Mission
) -> None:
    answer = signed_in(cast.ptb_hai).post(BULK, form_of(report))

    assert answer.status_code == 403
    assert "Chưa có gì được ghi" in text_of(answer)
    assert not is_decided(report)


def test_the_page_carries_what_was_entered_and_the_act_goes_on(
    cast: Cast, report: Mission
) -> None:
    browser = signed_in(cast.ptb_hai)
    asked = browser.post(BULK, form_of(report)).content.decode()
    assert f'action="{BULK}"' in asked
    assert f'name="mission" value="{report.pk}:{report.version}"' in asked

    answer = browser.post(BULK, form_of(report, confirm_password=PASSWORD))

    assert answer.status_code == 302
    assert is_decided(report)


def test_a_wrong_password_is_told_and_keeps_what_was_entered(
    cast: Cast, report: Mission
) -> None:
    browser = signed_in(cast.ptb_hai)

    answer = browser.post(BULK, form_of(report, confirm_password="sai mật khẩu này"))

    assert "Mật khẩu chưa đúng." in text_of(answer)
    assert f'value="{report.pk}:{report.version}"' in answer.content.decode()
    assert "sai mật khẩu này" not in answer.content.decode()
    assert not is_decided(report)


def test_after_a_wrong_try_the_way_back_is_still_the_page_before(
    cast: Cast, report: Mission
) -> None:
    browser = signed_in(cast.ptb_hai)
    came_from = "http://testserver/hop-viec/"
    asked = browser.post(BULK, form_of(report), headers={"Referer": came_from})
    again = browser.post(
        BULK,
        form_of(report, confirm_password="sai", confirm_back=came_from),
        headers={"Referer": f"http://testserver{BULK}"},
    )

    for answer in (asked, again):
        assert f'href="{came_from}"' in answer.content.decode()


def test_an_empty_answer_is_no_answer(cast: Cast, report: Mission) -> None:
    browser = signed_in(cast.ptb_hai)

    answer = browser.post(BULK, form_of(report, confirm_password="", confirm_code=""))

    assert "Chưa nhập mật khẩu hoặc mã." in text_of(answer)


def test_the_second_factor_confirms_as_well(cast: Cast, report: Mission) -> None:
    browser = signed_in(cast.ptb_hai)
    secret = has_app(cast.ptb_hai)

    wrong = browser.post(BULK, form_of(report, confirm_code=wrong_code(secret)))
    assert "Mã chưa đúng" in text_of(wrong)
    browser.post(BULK, form_of(report, confirm_code=code_of(secret)))

    assert is_decided(report)


def test_once_confirmed_nothing_is_asked_for_a_quarter_of_an_hour(
    cast: Cast, report: Mission
) -> None:
    browser = signed_in(cast.ptb_hai)
    browser.post("/accounts/reauthenticate/", {"confirm_password": PASSWORD})
    now = time.time()

    with mock.patch("time.time", return_value=now + 16 * 60):
        late = browser.post(BULK, form_of(report))
    in_time = browser.post(BULK, form_of(report))

    assert (late.status_code, in_time.status_code) == (403, 302)


def test_guessing_the_password_is_stopped(cast: Cast, report: Mission) -> None:
    browser = signed_in(cast.ptb_hai)
    for _ in range(5):
        browser.post(BULK, form_of(report, confirm_password="sai mật khẩu này"))

    answer = browser.post(BULK, form_of(report, confirm_password=PASSWORD))

    assert "Đã thử sai nhiều lần." in text_of(answer)
    assert not is_decided(report)


def test_htmx_gets_the_page_into_its_main_part(cast: Cast, report: Mission) -> None:
    answer = signed_in(cast.ptb_hai).post(BULK, form_of(report), headers=HTMX)

    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#noi-dung"
    assert "Xác nhận lại" in text_of(answer)


def test_a_program_gets_a_sentence(cast: Cast, report: Mission) -> None:
    answer = signed_in(cast.ptb_hai).post(
        BULK, form_of(report), headers={"Accept": "application/json"}
    )

    assert answer.status_code == 403
    assert answer.json() == {
        "error": "Xác nhận lại mật khẩu để tiếp tục. Chưa có gì được ghi."
    }


def test_acts_of_the_administration_site_ask_too(cast: Cast) -> None:
    answer = signed_in(cast.quan_tri).post(
        "/admin/organization/person/",
        {"action": "deactivate", "_selected_action": str(cast.cv_qldn.pk)},
    )

    assert answer.status_code == 403
    cast.cv_qldn.refresh_from_db()
    assert cast.cv_qldn.is_active


def test_a_single_decision_asks_nothing(cast: Cast, report: Mission) -> None:
    answer = signed_in(cast.ptb_hai).post(
        f"/nhiem-vu/{report.pk}/duyet/", {"version": report.version}
    )

    assert "Xác nhận lại" not in text_of(answer)


def test_from_the_page_that_asks_one_gets_back_but_never_to_a_stranger(
    cast: Cast,
) -> None:
    browser = signed_in(cast.ptb_hai)
    asking = "/accounts/reauthenticate/"
    given = {"confirm_password": PASSWORD}

    here = browser.post(asking, {**given, "next": "/nhiem-vu/?q=1"})
    away = browser.post(asking, {**given, "next": "//la.example/"})

    assert here["Location"] == "/nhiem-vu/?q=1"
    assert away["Location"] == "/tai-khoan/"


def test_who_is_not_signed_in_is_sent_to_the_door(client: Client) -> None:
    answer = client.get("/accounts/reauthenticate/")

    assert answer["Location"].startswith("/accounts/login/")
