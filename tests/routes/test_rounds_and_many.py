"""Rounds with typed returns, the right people told in each; many on one page."""

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.models import Decision
from approvals.services import MOST_AT_ONCE, Chosen
from history.models import HistoryEntry
from notifications.models import Notification
from tests.cast import Cast
from tests.missions import addresses, builders
from workflows.enums import LEADERS_RETURNS, MissionState, ReturnKind
from workflows.exceptions import InvalidInput
from workflows.models import Mission, Report
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


def back(mission: Mission, cast: Cast, kind: ReturnKind | None) -> Mission:
    return approvals.decide(
        mission_id=mission.pk,
        outcome=DecisionOutcome.RETURN,
        kind=kind,
        reason="Bổ sung.",
        by=cast.ptb_hai,
    )


def hand_in(mission: Mission, cast: Cast) -> Mission:
    return approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn
    )


def told_last(mission: Mission, kind: str) -> set[str]:
    entry = HistoryEntry.objects.filter(
        subject_type="mission", subject_id=mission.pk, kind=kind
    ).latest("sequence")
    found = Notification.objects.filter(entry=entry)
    return set(found.values_list("recipient__username", flat=True))


def test_three_rounds_each_have_their_record_and_tell_the_right_people(
    cast: Cast,
) -> None:
    mission = builders.handed_in(cast)
    for number, kind in enumerate(LEADERS_RETURNS[:3], start=1):
        assert told_last(mission, "SUBMITTED_FOR_APPROVAL") == {"ptb.hai", "gd.ttqlck"}
        back(mission, cast, kind)
        assert told_last(mission, "RETURNED") == {"tp.qldn", "gd.ttqlck"}
        entry = HistoryEntry.objects.filter(kind="RETURNED").latest("id")
        assert entry.after["return_kind"] == kind.value
        assert entry.after["round"] == number
        hand_in(mission, cast)

    reports = Report.objects.filter(mission=mission).order_by("round")
    assert [one.return_kind for one in reports] == [*LEADERS_RETURNS[:3], ""]
    assert Decision.objects.filter(outcome=DecisionOutcome.RETURN).count() == 3
    client = Client(headers={"accept": "text/html"})
    client.force_login(cast.tp_qldn, backend=addresses.SIGNED_IN_BY)
    page = client.get(reverse("approvals:mission", args=[mission.pk])).content.decode()
    for kind in LEADERS_RETURNS[:3]:
        assert f"trả lại ({kind.label.lower()})" in page


def test_a_return_says_of_what_kind_it_is(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    for kind in (None, ReturnKind.FORM):
        with pytest.raises(InvalidInput, match="loại trả lại"):
            back(mission, cast, kind)
    with pytest.raises(IntegrityError):
        Report.objects.filter(mission=mission).update(return_kind="SERIOUS_ERROR")


def test_van_phong_returns_for_the_form(cast: Cast) -> None:
    mission = builders.started(cast)
    chosen = Chosen(office_checks=True)
    approvals.choose_route(mission_id=mission.pk, chosen=chosen, by=cast.ptb_hai)
    hand_in(mission, cast)

    approvals.return_for_form(mission_id=mission.pk, reason="Thiếu số.", by=cast.cv_vp)

    assert Report.objects.get(mission=mission).return_kind == ReturnKind.FORM


def test_many_are_chosen_and_answered_for_on_pages(cast: Cast) -> None:
    clean = builders.handed_in(cast)
    onward = builders.started(cast)
    approvals.choose_route(
        mission_id=onward.pk, chosen=Chosen(head_decides=True), by=cast.ptb_hai
    )
    onward = hand_in(onward, cast)
    second = hand_in(builders.returned(cast), cast)
    client = Client(headers={"accept": "text/html"})
    client.force_login(cast.ptb_hai, backend=addresses.SIGNED_IN_BY)

    page = client.get(reverse("approvals:approve_choose")).content.decode()
    assert f'value="{clean.pk}:{clean.version}" checked' in page
    assert f'value="{second.pk}:' not in page
    assert "Xem riêng: báo cáo lần 2" in page

    chosen = [f"{one.pk}:{one.version}" for one in (clean, onward, second)]
    address = reverse("approvals:approve_many")
    answer = client.post(address, {"mission": chosen}, follow=True)

    words = answer.content.decode()
    assert "Đã duyệt 2 việc, chưa duyệt 1 việc" in words
    assert "trình Trưởng Ban quyết định" in words
    assert f"{second.code} xem riêng: báo cáo lần 2." in words
    states = Mission.objects.in_bulk([clean.pk, onward.pk, second.pk])
    assert states[clean.pk].state == MissionState.COMPLETED
    assert states[onward.pk].state == MissionState.UNDER_APPROVAL


def test_more_than_a_hundred_are_refused_at_once(cast: Cast) -> None:
    versions: dict[int, int | None] = dict.fromkeys(range(1, MOST_AT_ONCE + 2))

    with pytest.raises(InvalidInput):
        approvals.decide_many(versions=versions, by=cast.ptb_hai)


def test_the_page_of_many_takes_ten_statements_at_most(cast: Cast) -> None:
    for _ in range(3):
        builders.handed_in(cast)
    client = Client(headers={"accept": "text/html"})
    client.force_login(cast.ptb_hai, backend=addresses.SIGNED_IN_BY)
    address = reverse("approvals:approve_choose")
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200

    assert len(captured) <= 10, [one["sql"] for one in captured.captured_queries]
