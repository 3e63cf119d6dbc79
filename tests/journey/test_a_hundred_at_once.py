"""A leader decides a hundred on one screen, and the one that is left on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from approvals import services as approvals
from history.verification import verify_database
from tests.cast import Cast
from tests.journey.conftest import PASSWORD
from tests.journey.desk import Desk
from tests.missions import builders
from workflows.models import Mission
from workflows.services.reports import HandIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
MANY = 100


def second_round(cast: Cast) -> Mission:
    mission = builders.returned(cast)
    report = HandIn("Đã bổ sung.")
    return approvals.hand_in(mission_id=mission.pk, report=report, by=cast.tp_qldn)


def test_a_hundred_are_approved_and_what_is_not_clean_is_read_first(
    cast: Cast, sit_down: Callable[..., Desk]
) -> None:
    apart = second_round(cast)
    clean = [builders.handed_in(cast, supporting_units=()) for _ in range(MANY - 1)]
    leader = sit_down(cast.ptb_hai)

    # All that wait on one page: the clean ones chosen, the other with its reason.
    leader.open("/hop-viec/")
    leader.page.get_by_role("link", name="Duyệt nhiều việc trên một trang").click()
    expect(leader.page.locator(".pick:checked")).to_have_count(MANY - 1)
    leader.sees("Xem riêng: báo cáo lần 2")
    leader.click("Xem lại trước khi duyệt")
    leader.click(f"Duyệt {MANY - 1} việc")
    # Many at once is a grave act: the password anew, and nothing is lost on the way.
    leader.page.fill("[name=confirm_password]", PASSWORD)
    leader.click("Xác nhận và tiếp tục")
    leader.page.wait_for_url("**/ket-qua/**", timeout=60_000)
    leader.sees(f"Đã duyệt {MANY - 1} việc")
    done = Mission.objects.filter(pk__in=[one.pk for one in clean], state="COMPLETED")
    assert done.count() == MANY - 1

    # The other is read and approved on a phone: two taps, each under the thumb.
    phone = sit_down(cast.ptb_hai, **PHONE)
    phone.open(f"/hop-viec/{apart.pk}/")
    phone.sees("Đã bổ sung.")
    first = phone.page.locator(".decide summary", has_text="Duyệt").first
    first.tap()
    second = phone.page.locator(".decide details[open] button[type=submit]")
    for target in (first, second):
        box = target.bounding_box()
        assert box is not None
        assert 844 / 2 < box["y"] < 844 - box["height"]
    second.tap()
    expect(phone.page.locator("main")).not_to_contain_text("Đã bổ sung.")
    assert Mission.objects.get(pk=apart.pk).state == "COMPLETED"
    assert list(verify_database()) == []
