"""Agencies outside: asked, answering with a paper, leading what we only follow."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from history.models import HistoryEntry
from organization.enums import UnitKind
from organization.models import Unit
from organization.scopes import in_force
from tests.cast import Cast
from tests.missions import builders
from tests.missions.matrix import correction
from tests.pages.visits import page, text_of
from tests.parts.material import ended
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    NeedsClarification,
)
from workflows.models import Agency, Mission
from workflows.queries.board import board
from workflows.services import corrections
from workflows.services.agencies import agency_named
from workflows.services.corrections import Outside
from workflows.services.outside import Answered, Asked, ask_outside, record_answer

pytestmark = pytest.mark.django_db
ASKED = Asked(
    "Sở Tài chính",
    "Cho ý kiến về kinh phí.",
    on=date(2026, 5, 4),
    paper="12/BQL-VP",
    due_on=date(2026, 5, 20),
)
ANSWER = Answered("Nhất trí.", paper="88/STC", on=date(2026, 5, 18), signed_by="A")


def entries(mission: Mission) -> list[str]:
    found = HistoryEntry.objects.filter(subject_type="mission", subject_id=mission.pk)
    return list(found.order_by("sequence").values_list("kind", flat=True))


def test_the_paper_that_went_out_and_the_one_that_came_in_are_kept(cast: Cast) -> None:
    mission = builders.started(cast)

    row = ask_outside(mission_id=mission.pk, asked=ASKED, by=cast.cv_qldn)
    row = record_answer(
        mission_id=row.mission_id, request_id=row.pk, answered=ANSWER, by=cast.van_thu
    )

    assert (row.agency.name, row.answer_paper) == ("Sở Tài chính", "88/STC")
    assert row.answered_by == cast.van_thu
    assert entries(mission)[-2:] == ["OUTSIDE_ASKED", "OUTSIDE_ANSWERED"]


def test_it_answers_once(cast: Cast) -> None:
    row = ask_outside(
        mission_id=builders.started(cast).pk, asked=ASKED, by=cast.tp_qldn
    )
    record_answer(
        mission_id=row.mission_id, request_id=row.pk, answered=ANSWER, by=cast.tp_qldn
    )

    with pytest.raises(InvalidTransition, match="88/STC"):
        record_answer(
            mission_id=row.mission_id,
            request_id=row.pk,
            answered=ANSWER,
            by=cast.tp_qldn,
        )


@pytest.mark.parametrize("who", ["ptb_hai", "gd_ttqlck", "kiem_tra"])
def test_others_record_nothing(cast: Cast, who: str) -> None:
    mission = builders.started(cast)

    with pytest.raises(ActionDenied):
        ask_outside(mission_id=mission.pk, asked=ASKED, by=getattr(cast, who))


def test_days_that_cannot_be_are_refused(cast: Cast) -> None:
    mission = builders.started(cast)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for asked in (
        Asked("Sở Tài chính", "Hỏi.", on=tomorrow),
        Asked("Sở Tài chính", "Hỏi.", on=date(2026, 5, 4), due_on=date(2026, 5, 3)),
        Asked("Sở Tài chính", " ", on=date(2026, 5, 4)),
        Asked("...", "Hỏi.", on=date(2026, 5, 4)),
    ):
        with pytest.raises(InvalidInput):
            ask_outside(mission_id=mission.pk, asked=asked, by=cast.tp_qldn)
    row = ask_outside(mission_id=mission.pk, asked=ASKED, by=cast.tp_qldn)
    early = Answered("Nhất trí.", paper="1", on=date(2026, 5, 3))
    with pytest.raises(InvalidInput, match="trước ngày đề nghị"):
        record_answer(
            mission_id=row.mission_id,
            request_id=row.pk,
            answered=early,
            by=cast.tp_qldn,
        )


def test_one_agency_has_one_row_however_it_is_written(cast: Cast) -> None:
    names = ("Sở Khoa học và Công nghệ", "Sở KH&CN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ")

    assert len({agency_named(name).pk for name in names}) == 1
    assert Agency.objects.get().slug == "so_khcn"


def test_what_another_agency_leads_counts_in_no_rate_of_ours(cast: Cast) -> None:
    late = timezone.localdate() - timedelta(days=3)
    builders.completed(cast)
    ours = builders.handed_in(cast, due_on=late)
    theirs = builders.handed_in(cast, due_on=late, led_outside_name="Sở Tài chính")

    for mission in (ours, theirs):
        ended(cast, mission)

    now = timezone.now()
    total = board(in_force(cast.truong_ban, now), now).total

    assert total.states["COMPLETED"] == 3
    assert (total.judged, total.timely, total.timely_percent) == (2, 1, 50)


def test_what_comes_from_above_waits_for_an_internal_unit_to_lead_it(
    cast: Cast,
) -> None:
    """A paper that names the Board itself: nobody there would hand a report in."""
    board_itself = Unit.objects.get(kind=UnitKind.COMMISSION)

    with pytest.raises(NeedsClarification, match="không trực tiếp chủ trì"):
        builders.given(
            cast, cast.truong_ban, lead_unit=board_itself, given_by_name="UBND tỉnh"
        )
    given = builders.given(cast, given_by_name="UBND tỉnh")

    assert Mission.objects.exclude(given_by_agency=None).get() == given
    assert given.given_by_agency is not None
    assert "UBND tỉnh" in given.given_by_agency.name
    with pytest.raises(IntegrityError, match="lead_unit_id"), transaction.atomic():
        Mission.objects.filter(pk=given.pk).update(lead_unit=None)
    with pytest.raises(IntegrityError, match="one of our"), transaction.atomic():
        Mission.objects.filter(pk=given.pk).update(lead_unit=board_itself)


def test_the_page_says_who_gave_it_and_who_leads_it_here(cast: Cast) -> None:
    given = builders.given(cast, given_by_name="UBND tỉnh")

    words = text_of(page(cast.tp_qldn, f"/nhiem-vu/{given.pk}/"))

    assert "UBND tỉnh" in words
    assert cast.unit("phong_qldn").name in words


def test_who_leads_outside_is_put_right_with_a_reason(cast: Cast) -> None:
    mission = builders.started(cast)
    outside = Outside(led="Sở Tài chính", given_by="UBND tỉnh")

    corrections.correct(
        mission_id=mission.pk,
        correction=correction(cast, outside=outside),
        reason="Sở chủ trì, ta theo dõi.",
        by=cast.ptb_hai,
    )

    mission = Mission.objects.get(pk=mission.pk)
    assert mission.led_outside is not None
    assert mission.led_outside.name == "Sở Tài chính"
    assert mission.given_by_agency is not None
    corrections.correct(
        mission_id=mission.pk,
        correction=correction(cast, title="Tên khác"),
        reason="Đổi tên.",
        by=cast.ptb_hai,
    )
    assert Mission.objects.get(pk=mission.pk).led_outside is not None
