"""The steps on the mission's page, the process as BPMN and as a picture, the forms."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from approvals import services as approvals
from approvals.services import Chosen
from approvals.services.opinions import Asked
from tests.cast import Cast
from tests.missions import addresses, builders, matrix
from workflows.models import Mission
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def client_of(person: object) -> Client:
    client = Client(headers={"accept": "text/html"})
    client.force_login(person, backend=addresses.SIGNED_IN_BY)
    return client


def body(client: Client, name: str, *args: int) -> str:
    return client.get(reverse(f"approvals:{name}", args=args)).content.decode()


def handed_in_at(cast: Cast, at: datetime, chosen: Chosen) -> Mission:
    mission = builders.started(cast)
    approvals.choose_route(mission_id=mission.pk, chosen=chosen, by=cast.ptb_hai)
    return approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn, at=at
    )


def test_the_steps_are_shown_with_their_clocks_and_what_is_to_come(cast: Cast) -> None:
    long_ago = timezone.now() - timedelta(days=21)
    chosen = Chosen(head_decides=True, leader_days=3)
    mission = handed_in_at(cast, long_ago, chosen)
    approvals.choose_route(
        mission_id=mission.pk, chosen=Chosen(office_checks=True), by=cast.ptb_hai
    )

    page = body(client_of(cast.tp_qldn), "mission", mission.pk)

    way = page.partition('id="quy-trinh"')[2].partition("</section>")[0]
    assert "Lãnh đạo chỉ đạo quyết định" in way
    assert "trên 3 ngày làm việc" in way
    assert "Trễ " in way
    assert "Trưởng Ban quyết định" in way
    assert "lần sau đi theo quy trình mới" in way
    assert "Kiểm tra thể thức" in way
    assert "sau đó Trưởng Ban quyết định" in page


def test_the_leaders_button_says_where_the_report_goes(cast: Cast) -> None:
    mission = handed_in_at(cast, timezone.now(), Chosen(head_decides=True))

    leader = body(client_of(cast.ptb_hai), "inbox_item", mission.pk)
    head = body(client_of(cast.truong_ban), "mission", mission.pk)

    assert "Đồng ý, trình Trưởng Ban" in leader
    assert "Đồng ý, trình Trưởng Ban" not in head
    assert "Duyệt hoàn thành" in head


def test_the_process_is_exported_as_bpmn_with_where_it_stands(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    client = client_of(cast.tp_qldn)

    answer = client.get(reverse("approvals:route_bpmn", args=[mission.pk]))

    assert answer["Content-Disposition"].endswith('.bpmn"')
    tree = ElementTree.fromstring(answer.content)
    names = {one.get("id"): one.get("name") for one in tree.iter()}
    assert "đang chờ" in (names["id_node_leader_decides"] or "")
    assert "đang chờ" not in (names["id_node_head_decides"] or "")
    ways = {
        (one.get("sourceRef"), one.get("targetRef"))
        for one in tree.iter(f"{BPMN}sequenceFlow")
    }
    assert ("id_node_leader_decides", "id_node_head_decides") in ways
    assert ("id_node_office_checks", "id_node_gives_opinion") in ways
    assert len(ways) == 15


def test_the_picture_needs_no_style_of_its_own(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    picture = body(client_of(cast.tp_qldn), "route_chart", mission.pk)

    svg = picture.partition('<svg class="flow"')[2].partition("</svg>")[0]
    assert "style" not in svg
    assert 'stroke-width="4"' in svg
    assert "Hoàn thành" in svg


def test_a_document_and_a_mission_get_their_routes_by_forms(cast: Cast) -> None:
    mission = matrix.given_out(cast)
    days = {"office_days": 1, "leader_days": 4, "head_days": 2, "opinion_days": 2}
    office, leader = client_of(cast.cv_vp), client_of(cast.ptb_hai)
    document = mission.document
    assert document is not None
    assert "checked" in body(office, "document_route", document.pk)

    office.post(
        reverse("approvals:document_route", args=[document.pk]),
        {"version": document.version, "head_decides": "1", **days},
    )
    form = {"version": mission.version, "office_checks": "1", **days}
    leader.post(reverse("approvals:route", args=[mission.pk]), form)

    document.refresh_from_db()
    mission = Mission.objects.select_related("route").get(pk=mission.pk)
    assert document.route.head_decides
    assert (mission.route.office_checks, mission.route.leader_days) == (True, 4)
    assert "riêng của nhiệm vụ" in body(leader, "mission", mission.pk)


def test_an_opinion_is_asked_and_given_by_forms(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    leader, unit = client_of(cast.ptb_hai), client_of(cast.gd_ttqlck)
    assert "Phòng" in body(leader, "opinion_ask_form", mission.pk)

    asked = {"version": mission.version, "text": "Có vướng gì không?", "days": 2}
    leader.post(
        reverse("approvals:opinion_ask", args=[mission.pk]),
        {**asked, "unit": [cast.unit("tt_qlck").pk]},
    )
    page = body(unit, "mission", mission.pk)
    assert "Gửi ý kiến" in page
    answer = {
        "version": addresses.version_of(mission.pk),
        "agrees": "0",
        "text": "Lệch.",
    }
    unit.post(reverse("approvals:opinion_give", args=[mission.pk]), answer)

    shown = body(leader, "inbox_item", mission.pk)
    assert "Có ý kiến khác" in shown
    assert "“Lệch.”" in shown
    assert "Gửi ý kiến" not in body(unit, "mission", mission.pk)


def test_the_mission_page_takes_no_statement_more_with_opinions(cast: Cast) -> None:
    mission = handed_in_at(cast, timezone.now(), Chosen(asks_supporting=True))
    units = [cast.unit("phong_qlht"), cast.unit("phong_khth")]
    asked = Asked("Có vướng gì không?", units=units)
    client = client_of(cast.ptb_hai)
    address = reverse("approvals:mission", args=[mission.pk])
    client.get(address)

    with CaptureQueriesContext(connection) as few:
        client.get(address)
    approvals.ask_opinion(mission_id=mission.pk, asked=asked, by=cast.ptb_hai)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
