"""One's own notices: the list, the panel, and what is read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Notification
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, page, signed_in, text_of
from workflows.services import missions
from workflows.services.corrections import Correction, correct

pytestmark = pytest.mark.django_db
LIST, PANEL = "/thong-bao/", "/thong-bao/chuong/"
READ_ALL = "/thong-bao/da-doc/"
NOTICE = re.compile(r'<li class="nt[^>]*data-st')


def notices(answer: object) -> int:
    return len(NOTICE.findall(answer.content.decode()))  # type: ignore[attr-defined]


def test_one_sees_ones_own_only(cast: Cast) -> None:
    mission = builders.started(cast)

    assert "nhận thực hiện" in text_of(page(cast.ptb_hai, LIST))
    assert mission.title in text_of(page(cast.ptb_hai, LIST))
    assert notices(page(cast.ptb_hai, LIST)) == 1
    assert notices(page(cast.tp_qlht, LIST)) == 0
    assert "Chưa có thông báo" in text_of(page(cast.tp_qlht, LIST))


def test_notices_stand_under_their_day(cast: Cast) -> None:
    today = timezone.now()
    for days in (9, 1, 0):
        at = today - timedelta(days=days)
        missions.assign(order=builders.order(cast), by=cast.ptb_hai, at=at)

    shown = page(cast.tp_qldn, LIST).content.decode()

    main = shown.partition("<main")[2].partition("</main>")[0]
    heads = re.findall(r"<h3>([^<]+)</h3>", main)
    assert [head.split(",")[0] for head in heads[:2]] == ["Hôm nay", "Hôm qua"]
    assert len(heads) == 3
    assert re.match(r"Thứ |Chủ nhật", heads[2])


def test_a_notice_that_is_followed_is_read_by_its_owner_alone(cast: Cast) -> None:
    builders.given(cast)
    notice = Notification.objects.get(recipient=cast.tp_qldn)
    address = f"/thong-bao/{notice.pk}/da-doc/"

    signed_in(cast.tp_qlht).post(address)
    notice.refresh_from_db()
    assert notice.read_at is None

    assert signed_in(cast.tp_qldn).get(address).status_code == 405
    assert signed_in(cast.tp_qldn).post(address).status_code == 204
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_what_came_after_the_page_stays_unread(cast: Cast) -> None:
    builders.given(cast)
    client = signed_in(cast.tp_qldn)
    shown = client.get(LIST).content.decode()
    (newest,) = re.findall(r'name="up_to" value="(\d+)"', shown)
    later = builders.given(cast)

    client.post(READ_ALL, {"up_to": newest})

    (unread,) = Notification.objects.filter(
        recipient=cast.tp_qldn, read_at__isnull=True
    )
    assert unread.mission == later


def test_marking_all_in_the_panel_brings_the_new_figure(cast: Cast) -> None:
    builders.given(cast)
    builders.given(cast)
    newest = Notification.objects.filter(recipient=cast.tp_qldn).latest("pk")

    answer = signed_in(cast.tp_qldn).post(READ_ALL, {"up_to": newest.pk}, headers=HTMX)

    assert answer["HX-Trigger"] == '{"figures": {"unread": 0}}'
    assert 'class="nt new"' not in answer.content.decode()
    assert notices(answer) == 2


def test_a_mission_that_is_no_longer_ones_own_is_not_named(cast: Cast) -> None:
    mission = builders.given(cast, title="Chuẩn bị hội đàm với Bằng Tường")
    correct(
        mission_id=mission.pk,
        correction=Correction(
            title=mission.title,
            text=mission.text,
            lead_unit=cast.unit("tt_qlck"),
            directing_leader=cast.post("ptb_xuat_nhap_khau"),
            supporting_units=(),
            due_on=mission.due_on,
        ),
        reason="Giao nhầm đơn vị.",
        by=cast.ptb_hai,
    )

    for address in (LIST, PANEL):
        answer = page(cast.tp_qldn, address)
        assert notices(answer) == 2
        assert "Bằng Tường" not in answer.content.decode()
        assert "Giao nhầm" not in answer.content.decode()
        assert f"/nhiem-vu/{mission.pk}/" not in answer.content.decode()


def test_what_waits_for_me_is_there_once_for_each_mission(cast: Cast) -> None:
    waiting = builders.handed_in(cast)
    builders.started(cast)

    answer = page(cast.ptb_hai, f"{LIST}?loc=can-xu-ly")

    assert notices(answer) == 1
    assert waiting.code in answer.content.decode()
    assert notices(page(cast.ptb_hai, LIST)) == 4


def test_older_ones_follow_without_repeating_their_day(cast: Cast) -> None:
    for _ in range(35):
        builders.given(cast)
    client = signed_in(cast.tp_qldn)
    first = client.get(LIST).content.decode()
    (more,) = re.findall(r'hx-get="([^"]+truoc[^"]+)"', first)

    rest = client.get(more.replace("&amp;", "&"), headers=HTMX)

    assert len(NOTICE.findall(first)) == 30
    assert notices(rest) == 5
    assert "<h3>" not in rest.content.decode()
    assert "Tải thêm" not in rest.content.decode()


def test_the_panel_shows_the_newest_fifteen(cast: Cast) -> None:
    for _ in range(17):
        builders.given(cast)

    answer = page(cast.tp_qldn, PANEL)

    assert notices(answer) == 15
    assert "data-notification-rows" in answer.content.decode()
    assert "topbar" not in answer.content.decode()


@pytest.mark.parametrize("address", [LIST, f"{LIST}?loc=can-xu-ly", PANEL])
def test_the_pages_take_ten_statements_at_most(
    cast: Cast, address: str, django_assert_max_num_queries
) -> None:
    for _ in range(20):
        builders.given(cast)
    client = signed_in(cast.tp_qldn)

    with django_assert_max_num_queries(10):
        client.get(address)


@pytest.mark.parametrize(
    "query", ["truoc=x", "truoc=%00", "loc=x", "truoc=" + "9" * 40]
)
def test_nonsense_in_the_address_is_left_out(cast: Cast, query: str) -> None:
    assert page(cast.tp_qldn, f"{LIST}?{query}").status_code == 200
