"""The frame: figures of the moment, and a place in the news that misses nothing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notifications.models import Notification
from project.context import ENTRIES
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, page, signed_in
from workflows.queries import board

pytestmark = pytest.mark.django_db
ANY_PAGE = "/thong-bao/"
PLACE = re.compile(r'<meta name="cursor" content="(\d+)" data-seen="([\d ]*)">')


def figure(html: str, name: str) -> str:
    """The text of the first badge of that name, "" while it is hidden."""
    found = re.search(
        rf'data-count="{name}"[^>]*?( hidden)?>(?:<[^>]*>)*(\d+\+?)', html
    )
    assert found is not None, name
    return "" if found[1] else found[2]


def test_the_figures_are_those_of_the_person(cast: Cast) -> None:
    builders.handed_in(cast)
    builders.given(cast)

    leader = page(cast.ptb_hai, ANY_PAGE).content.decode()
    head = page(cast.tp_qldn, ANY_PAGE).content.decode()
    stranger = page(cast.tp_qlht, ANY_PAGE).content.decode()

    assert (figure(leader, "inbox"), figure(leader, "unread")) == ("1", "3")
    assert (figure(head, "inbox"), figure(head, "unread")) == ("1", "2")
    assert (figure(stranger, "inbox"), figure(stranger, "unread")) == ("", "")


def test_the_frame_takes_three_statements(cast: Cast) -> None:
    builders.given(cast)
    client = signed_in(cast.truong_ban)

    with CaptureQueriesContext(connection) as asked:
        client.get(ANY_PAGE)

    # Session, person, and the page's own rows stand beside the frame's three.
    assert len(asked) == 6


def test_the_place_is_read_before_what_the_page_shows(cast: Cast) -> None:
    client = signed_in(cast.truong_ban)

    with CaptureQueriesContext(connection) as asked:
        client.get("/ban-dieu-hanh/")

    statements = [query["sql"] for query in asked]
    (place,) = [at for at, sql in enumerate(statements) if "pg_snapshot_xmin" in sql]
    shown = [at for at, sql in enumerate(statements) if "workflows_mission" in sql]
    assert place < min(shown)


def test_rows_that_an_older_transaction_would_bring_again_are_named(
    cast: Cast,
) -> None:
    """This test is one transaction, so all that it wrote is not older than itself."""
    builders.given(cast)

    html = page(cast.tp_qldn, ANY_PAGE).content.decode()

    place = PLACE.search(html)
    assert place is not None
    written = Notification.objects.filter(
        recipient=cast.tp_qldn, written_in__gte=int(place[1])
    )
    assert [int(pk) for pk in place[2].split()] == sorted(
        written.values_list("pk", flat=True)
    )


def test_a_fragment_does_not_pay_for_the_frame(cast: Cast) -> None:
    client = signed_in(cast.truong_ban)

    with CaptureQueriesContext(connection) as asked:
        client.get("/ban-dieu-hanh/", headers=HTMX)

    assert len(asked) == 6
    assert not any("pg_snapshot_xmin" in query["sql"] for query in asked)


SEATED = ("Tổ chức", "Ủy quyền")  # for everybody who sits somewhere


@pytest.mark.parametrize(
    ("member", "ways"),
    [
        (
            "truong_ban",
            ["Bàn điều hành", "Hộp việc", "Nhiệm vụ", *SEATED, "Lịch sử"],
        ),
        ("ptb_hai", ["Bàn điều hành", "Hộp việc", "Nhiệm vụ", *SEATED]),
        (
            "chanh_vp",
            [
                "Bàn điều hành",
                "Hộp việc",
                "Nhiệm vụ",
                "Nhập văn bản",
                "Lịch làm việc",
                *SEATED,
            ],
        ),
        ("tp_qldn", ["Hộp việc", "Nhiệm vụ", *SEATED]),
        (
            "kiem_tra",
            ["Bàn điều hành", "Hộp việc", "Nhiệm vụ", *SEATED, "Lịch sử"],
        ),
    ],
)
def test_only_ways_that_are_open_are_shown(
    cast: Cast, member: str, ways: list[str]
) -> None:
    html = page(getattr(cast, member), ANY_PAGE).content.decode()

    side = html[html.index('<nav class="side"') : html.index("</nav>")]
    assert re.findall(r"</svg>([^<]+)", side) == ways


@pytest.mark.parametrize("member", ["truong_ban", "ptb_hai", "tp_qldn", "quan_tri"])
def test_every_way_that_is_shown_leads_somewhere(cast: Cast, member: str) -> None:
    client = signed_in(getattr(cast, member))
    html = client.get(ANY_PAGE).content.decode()
    side = html[html.index('<nav class="side"') : html.index("</nav>")]

    for address in re.findall(r'<a href="([^"]+)"', side):
        assert client.get(address).status_code == 200, address


def test_the_board_and_the_navigation_agree(cast: Cast) -> None:
    (entry,) = [entry for entry in ENTRIES if entry.view == "workflows:board"]

    assert entry.shown_to is board.oversees


def test_a_stranger_meets_an_error_without_figures(client: Client) -> None:
    assert client.get("/accounts/khong-co/").status_code == 404
