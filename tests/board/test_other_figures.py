"""Figures beside the board's own: of documents, of a delegation, of the frame; and
those of the board for a delegate and an auditor, with every kind of change."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from approvals.services import difficulties
from organization.models import Delegation, Person
from organization.services import delegate
from tests.board import work
from tests.board.overviews import figures_of, listed
from tests.cast import Cast
from tests.missions import builders
from tests.pages import intake
from tests.pages.visits import signed_in
from tests.urging.said import raised
from workflows.models import Meeting
from workflows.queries.changes import Change
from workflows.services import documents, extensions

pytestmark = pytest.mark.django_db
BOARD, LENT = "/ban-dieu-hanh/", "/uy-quyen/"
URGE_ALL = re.compile(r'id="don-doc-qua-han" href="([^"]+)">.*?(\d+) việc</a>')
URGED = re.compile(r'<input type="hidden" name="mission" value="(\d+):')
FRAME = re.compile(r'data-count="inbox"[^>]*><span data-figure>(\d+)<')
BELL = re.compile(r'id="bell"[^>]*aria-label="Thông báo(?:, (\d+) mục chưa đọc)?"')
TAB = re.compile(r'<a href="([^"]+)"[^>]*>[^<]* <span class="n">(\d+)</span>')
UNIT = re.compile(
    r'<h2 id="dv-\d+"><a href="([^"]+)">[^<]*</a></h2><span class="note">(\d+) chức vụ'
)
ITEM = re.compile(r'<a class="ttl" href="/hop-viec/(\d+)/[^"]*" data-item')
UNREAD = '<li class="nt new"'
FURTHER = re.compile(r'href="([^"]*truoc=\d+)"')


@pytest.fixture
def lent(cast: Cast) -> Delegation:
    """Phó Trưởng Ban Vũ Việt Hải lends all that he may to the head of Phòng KHTH."""
    return delegate(
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=cast.tp_khth,
        starts_at=timezone.now() - timedelta(minutes=1),
        ends_at=timezone.now() + timedelta(days=5),
        paper="Giấy ủy quyền số 12",
        by=None,
    )


@pytest.fixture
def second(cast: Cast, lent: Delegation) -> Meeting:
    """A giao ban after a week in which everything happened once."""
    known = work.before_the_meeting(cast)
    work.meeting(cast)
    work.after_the_meeting(cast, known)
    of_time(cast, known["plain"].pk)
    for answered in (False, True):
        mission = builders.started(cast)
        row = raised(cast, mission.pk)
        if answered:
            difficulties.answer_difficulty(
                mission_id=mission.pk,
                difficulty_id=row.pk,
                answer="Làm việc với sở.",
                by=cast.ptb_hai,
            )
    return work.meeting(cast, name="Giao ban tuần 25")


def of_time(cast: Cast, mission_id: int) -> None:
    """A later day, asked for and granted."""
    later = timezone.localdate() + timedelta(days=60)
    extensions.ask_extension(
        mission_id=mission_id, due_on=later, reason="Chờ số liệu.", by=cast.tp_qldn
    )
    extensions.extend_deadline(mission_id=mission_id, by=cast.ptb_hai)


def compared(person: Person, address: str) -> dict[str, int]:
    """The figures of a page, each the number of rows of its list."""
    client = signed_in(person)
    figures = figures_of(client, address)
    for url, figure in figures.items():
        assert len(listed(client, url)) == figure, (person, url)
    return figures


def test_a_delegate_and_the_auditor_find_every_change_in_its_list(
    cast: Cast, second: Meeting
) -> None:
    for person in (cast.truong_ban, cast.kiem_tra, cast.ptb_hai, cast.tp_khth):
        figures = compared(person, f"/giao-ban/{second.pk}/")

        for change in (Change.EXTENDED, Change.DIFFICULT, Change.ANSWERED):
            found = [n for url, n in figures.items() if f"doi={change}&" in f"{url}&"]
            assert found, (person, change)
    assert compared(cast.tp_khth, BOARD)


def test_urging_all_names_as_many_as_the_board_says_and_its_list_holds(
    cast: Cast, second: Meeting
) -> None:
    work.infrastructure(cast, due_on=timezone.localdate() - timedelta(days=1))
    builders.given(cast, due_on=timezone.localdate() - timedelta(days=3))
    counted = {}
    for person in (cast.truong_ban, cast.ptb_hai, cast.ptb_khanh, cast.chanh_vp):
        client = signed_in(person)
        found = URGE_ALL.search(client.get(BOARD).content.decode())
        assert found is not None, person
        url, counted[person] = unescape(found[1]), int(found[2])

        named = {int(pk) for pk in URGED.findall(client.get(url).content.decode())}

        assert len(named) == counted[person], person
        assert named <= set(listed(client, url.replace("/don-doc/", "/nhiem-vu/")))
    assert counted[cast.ptb_hai] < counted[cast.truong_ban]
    assert "don-doc-qua-han" not in signed_in(cast.kiem_tra).get(BOARD).content.decode()


def test_open_work_of_a_delegation(
    cast: Cast, second: Meeting, lent: Delegation
) -> None:
    for person in (cast.ptb_hai, cast.tp_khth, cast.kiem_tra, cast.truong_ban):
        of_all = compared(person, LENT)
        of_one = compared(person, f"{LENT}{lent.pk}/")

        assert list(of_all.values()) == [max(of_one.values())]
        assert len(of_one) > 1
    assert not figures_of(signed_in(cast.quan_tri), LENT)


def test_whose_delegation_is_not_ones_business_narrows_nothing(
    cast: Cast, second: Meeting, lent: Delegation
) -> None:
    client = signed_in(cast.tp_qldn)

    asked = listed(client, f"/nhiem-vu/?loc=chua-xong&uy-quyen={lent.pk}")

    assert asked == listed(client, "/nhiem-vu/?loc=chua-xong")
    lent.delete()
    gone = signed_in(cast.truong_ban)
    url = f"/nhiem-vu/?loc=chua-xong&uy-quyen={lent.pk}"
    assert len(listed(gone, url)) == len(listed(gone, "/nhiem-vu/?loc=chua-xong"))


def test_the_list_of_a_delegation_keeps_to_ten_statements(
    cast: Cast, second: Meeting, lent: Delegation, django_assert_max_num_queries
) -> None:
    client = signed_in(cast.ptb_hai)
    with django_assert_max_num_queries(10):
        client.get(f"/nhiem-vu/?loc=chua-xong&uy-quyen={lent.pk}&quyen=duyet")


def test_items_of_each_document(cast: Cast) -> None:
    document = intake.dated(cast.van_thu)
    ready = intake.item_of(document, "1.3")
    clerk = signed_in(cast.van_thu)
    clerk.post(intake.url(ready), intake.settled(cast, ready))
    documents.give_out(document_id=document.pk, item_ids=[ready.pk], by=cast.van_thu)
    for person in (cast.van_thu, cast.chanh_vp, cast.cv_vp):
        client = signed_in(person)

        figures = figures_of(client, "/van-ban/")

        for url, figure in figures.items():
            cards = client.get(url).content.decode().count('<div class="xcard')
            assert cards == figure, (person, url)
        assert len(figures) >= 3
        assert any("da-giao" in url for url in figures)


def test_posts_of_each_unit_and_delegations_of_each_part(
    cast: Cast, lent: Delegation
) -> None:
    """The organisation page says how many posts a unit has, its page shows them; the
    page of delegations how many each part holds."""
    for person in (cast.tp_qldn, cast.tp_khth, cast.kiem_tra, cast.quan_tri):
        client = signed_in(person)
        told = UNIT.findall(client.get("/to-chuc/").content.decode())
        tabs = TAB.findall(client.get(LENT).content.decode())

        for url, number in told:
            seats = client.get(url).content.decode().partition('id="cv-h"')[2]
            rows = seats.partition("</tbody>")[0].count("<tr") - 1
            assert rows == int(number), (person, url)
        for url, number in tabs:
            shown = client.get(unescape(url)).content.decode()
            assert shown.count('<tr id="uq-') == int(number), (person, url)
        assert len(told) > 3
        assert len(tabs) == 3


def test_of_the_frame(cast: Cast, second: Meeting) -> None:
    """What waits is in the inbox, what is unread in the notices: for everyone."""
    waits = unread = 0
    for member in ("truong_ban", "ptb_hai", "tp_qldn", "tp_khth", "chanh_vp", "cv_vp"):
        client = signed_in(getattr(cast, member))
        frame = client.get("/nhiem-vu/").content.decode()
        inbox, bell = FRAME.search(frame), BELL.search(frame)
        assert inbox is not None
        assert bell is not None

        assert len(waiting(client)) == int(inbox[1]), member
        assert news_of(client) == int(bell[1] or 0), member
        waits, unread = waits + int(inbox[1]), unread + int(bell[1] or 0)
    assert waits > 3
    assert unread > 20


def waiting(client: Client) -> set[str]:
    """The missions of all kinds of work in the inbox; each once."""
    tabs = TAB.findall(client.get("/hop-viec/").content.decode())
    pages = [client.get(unescape(url)).content.decode() for url, _ in tabs]
    return {pk for page in pages for pk in ITEM.findall(page)}


def news_of(client: Client) -> int:
    """Unread notices, over all pages of them."""
    url, found, seen = "/thong-bao/", 0, set[str]()
    while url not in seen:
        seen.add(url)
        shown = client.get(url).content.decode()
        notices = shown.partition('<section class="panel notices"')[2]
        found += notices.partition("</section>")[0].count(UNREAD)
        further = FURTHER.search(shown)
        url = f"/thong-bao/{unescape(further[1])}" if further else url
    return found
