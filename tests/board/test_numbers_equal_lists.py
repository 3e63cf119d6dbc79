"""Every figure of every overview opens a list of exactly so many missions."""

import re

import pytest

from tests.board import work
from tests.board.overviews import figures_of, listed
from tests.cast import Cast
from tests.pages.visits import chips, signed_in, text_of
from workflows.models import Meeting, TallyCheck
from workflows.services import tallies

pytestmark = pytest.mark.django_db
BOARD = "/ban-dieu-hanh/"
# Who heads the Board, directs, follows, audits; leads a unit, works in it, supports.
READERS = ("truong_ban", "ptb_hai", "ptb_khanh", "chanh_vp", "kiem_tra")
OTHERS = ("tp_qldn", "cv_qldn", "gd_ttqlck", "bt_chidoan")


@pytest.fixture
def at_work(cast: Cast) -> Meeting:
    """Two giao ban with work of every kind before, between and after them."""
    known = work.before_the_meeting(cast)
    work.meeting(cast)
    work.after_the_meeting(cast, known)
    second = work.meeting(cast, cast.truong_ban, "Giao ban tuần 25")
    work.finished(cast)
    return second


def test_of_the_board_and_of_a_giao_ban(cast: Cast, at_work: Meeting) -> None:
    counted = dict[str, int]()
    for member in READERS:
        client = signed_in(getattr(cast, member))
        for address in (BOARD, f"/giao-ban/{at_work.pk}/"):
            figures = figures_of(client, address)
            counted[member] = counted.get(member, 0) + len(figures)

            for url, figure in figures.items():
                assert len(listed(client, url)) == figure, (member, url)
    assert counted["truong_ban"] == counted["kiem_tra"] > 50
    assert counted["ptb_khanh"] > 10


def figures_of_completed(figures: dict[str, int]) -> int:
    return sum(count for url, count in figures.items() if "loc=hoan-thanh" in url)


def test_of_another_period(cast: Cast, at_work: Meeting) -> None:
    """What was finished before stands in its own month; open work in each."""
    client = signed_in(cast.truong_ban)

    figures = figures_of(client, f"{BOARD}?ky=2020-q1")

    assert not figures_of_completed(figures)
    for url, figure in figures.items():
        assert len(listed(client, url)) == figure, url


def test_of_the_parts_of_the_list(cast: Cast, at_work: Meeting) -> None:
    for member in (*READERS[:2], *OTHERS):
        client = signed_in(getattr(cast, member))

        for part, count in chips(client.get("/nhiem-vu/")).items():
            found = listed(client, f"/nhiem-vu/?loc={part}")
            assert len(set(found)) == len(found) == count, (member, part)


def test_of_the_kinds_of_work_in_the_inbox(cast: Cast, at_work: Meeting) -> None:
    tab = re.compile(r'<a href="([^"]+)"[^>]*>[^<]* <span class="n">(\d+)</span>')
    tabs = 0
    for member in ("truong_ban", "ptb_hai", "tp_qldn", "gd_ttqlck"):
        client = signed_in(getattr(cast, member))
        shown = client.get("/hop-viec/").content.decode()

        for url, count in tab.findall(shown):
            page = client.get(url).content.decode()
            assert page.count('<div class="item">') == int(count), (member, url)
            tabs += 1
    assert tabs >= 4


def test_the_check_is_shown_with_its_moment(cast: Cast, at_work: Meeting) -> None:
    client = signed_in(cast.truong_ban)
    before = text_of(client.get(BOARD))
    check = tallies.check(at=at_work.recorded_at)
    agrees = text_of(client.get(BOARD))
    TallyCheck.objects.create(
        checked_at=at_work.recorded_at, counted=9, differences=[{}, {}]
    )
    differs = text_of(client.get(BOARD))

    assert check.agrees
    assert "Chưa có lần đối chiếu nào" in before
    assert "khớp với số đếm đầy đủ 6 việc" in agrees
    assert "lệch 2 chỗ" in differs
