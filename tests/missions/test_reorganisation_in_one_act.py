"""All of a plan or nothing; what was seen is what is done; and nobody his own."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.enums import Right
from organization.exceptions import ActionDenied
from organization.models import Appointment, Person, Unit
from organization.services import appoint, delegate, end_appointment, grant_right
from tests.cast import Cast
from tests.missions import builders, matrix
from tests.missions.reorganisations import (
    NEW,
    PAPER,
    carried_out,
    closing,
    division,
    drawn_up,
    merger,
    today,
)
from workflows.enums import DocumentKind, ItemKind
from workflows.exceptions import InvalidInput, InvalidTransition, StaleMission
from workflows.models import Document, DraftItem, Mission
from workflows.models.reorganisation import ReorganisationKind
from workflows.queries.visible import missions_visible_to
from workflows.services import corrections, missions, reorganisation
from workflows.services.reorganisation import Plan, PreviewOutdated, Role

pytestmark = pytest.mark.django_db


def holder(post: str, person: str, **changes: object) -> Plan:
    plan = Plan(
        kind=ReorganisationKind.HOLDER,
        effective_on=today(),
        paper=PAPER,
        post=post,
        person=person,
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def test_a_failure_in_the_middle_stores_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mission = builders.given(cast)
    row, shown = drawn_up(cast, merger())
    entries = HistoryEntry.objects.count()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(
        "workflows.services.reorganisation.doors.carrying_out.end_what_is_over", broken
    )
    with pytest.raises(RuntimeError):
        reorganisation.apply(pk=row.pk, seal=shown.seal, by=cast.quan_tri)

    mission.refresh_from_db()
    assert (mission.lead_unit.code, mission.version) == ("phong_qldn", 1)
    assert HistoryEntry.objects.count() == entries
    assert not Unit.objects.filter(code=NEW.code).exists()


def test_what_came_after_the_preview_is_named_and_nothing_is_done(cast: Cast) -> None:
    builders.given(cast)
    row, shown = drawn_up(cast, merger())
    builders.given(cast)

    with pytest.raises(PreviewOutdated) as refused:
        reorganisation.apply(pk=row.pk, seal=shown.seal, by=cast.quan_tri)

    assert refused.value.status == 409
    assert "Nhiệm vụ đang mở: 1 → 2" in refused.value.news
    assert not Unit.objects.filter(code=NEW.code).exists()


def test_it_is_applied_once(cast: Cast) -> None:
    row = carried_out(cast, closing())

    with pytest.raises(InvalidTransition, match="đã được thực hiện"):
        reorganisation.apply(pk=row.pk, seal="", by=cast.quan_tri)
    with pytest.raises(InvalidTransition):
        reorganisation.drop(pk=row.pk, by=cast.quan_tri)


def test_a_draft_changed_by_another_is_not_overwritten(cast: Cast) -> None:
    row, _ = drawn_up(cast, closing())
    reorganisation.redraw(
        pk=row.pk, plan=closing(), by=cast.quan_tri, expected_version=1
    )

    with pytest.raises(StaleMission):
        reorganisation.redraw(
            pk=row.pk, plan=closing(), by=cast.quan_tri, expected_version=1
        )


def test_a_day_to_come_is_drawn_up_and_not_applied(cast: Cast) -> None:
    for days in (1, -40):
        plan = closing(effective_on=today() + timedelta(days=days))
        row, shown = drawn_up(cast, plan)
        with pytest.raises(InvalidInput):
            reorganisation.apply(pk=row.pk, seal=shown.seal, by=cast.quan_tri)
    assert Unit.objects.get(code="phong_qldn").closed_on is None


def test_only_an_administrator_reorganises_and_never_his_own_seat(cast: Cast) -> None:
    with pytest.raises(ActionDenied):
        reorganisation.draw_up(plan=merger(), by=cast.truong_ban)
    own = [
        closing(formers=("van_phong",), fates={}),
        holder("quan_tri", "cv.vp"),
        holder("cv_qldn", "quantri"),
    ]
    for plan in own:
        _, shown = drawn_up(cast, plan)
        assert any("chính người thực hiện" in one for one in shown.obstacles)


IN_THE_WAY: list[tuple[dict[str, object], str]] = [
    ({"fates": {}}, "Chưa chọn nơi đến"),
    (
        {
            "fates": {
                "tp_qldn": (NEW.code, Role.HEAD),
                "tp_khth": (NEW.code, Role.HEAD),
            }
        },
        "2 người đứng đầu",
    ),
    ({"successors": (NEW,)}, "nhiều lĩnh vực"),
    ({"successors": (replace(NEW, name="QLHT"),)}, "là tên của"),
    ({"formers": ("ban_quan_ly", "phong_qldn")}, "không sắp xếp được"),
]


def test_what_stands_in_the_way_is_said_and_not_done(cast: Cast) -> None:
    for changes, says in IN_THE_WAY:
        row, shown = drawn_up(cast, merger(**changes))

        assert any(says in one for one in shown.obstacles), shown.obstacles
        with pytest.raises(InvalidTransition):
            reorganisation.apply(pk=row.pk, seal=shown.seal, by=cast.quan_tri)


def test_who_came_after_the_day_is_in_the_way(cast: Cast) -> None:
    seat = Appointment.objects.get(post__code="cv_qldn")
    end_appointment(
        appointment=seat, last_day=today() - timedelta(days=9), by=None, authority="QĐ"
    )
    appoint(
        post=cast.post("cv_qldn"),
        person=cast.cv_qldn,
        starts_on=today() - timedelta(days=2),
        by=None,
    )

    _, shown = drawn_up(cast, merger(effective_on=today() - timedelta(days=5)))

    assert any("Chọn ngày có hiệu lực muộn hơn" in one for one in shown.obstacles)


def test_items_of_a_divided_unit_are_asked_for_before_they_are_given_out(
    cast: Cast,
) -> None:
    mission = builders.given(cast)
    item = item_of(cast)
    _, shown = drawn_up(cast, division())
    assert any("chọn lại đơn vị chủ trì" in one for one in shown.warnings)

    carried_out(cast, division())

    item.refresh_from_db()
    mission.refresh_from_db()
    assert item.lead_unit is None
    assert item.version == 1
    entry = HistoryEntry.objects.get(kind=HistoryKind.ITEM_MOVED)
    assert entry.before["lead_unit"] == "phong_qldn"


def test_items_of_a_closed_unit_go_to_its_successor(cast: Cast) -> None:
    item = item_of(cast)

    carried_out(cast, closing())

    item.refresh_from_db()
    assert item.lead_unit is not None
    assert item.lead_unit.code == "tt_qlck"


def item_of(cast: Cast) -> DraftItem:
    """A settled item of a paper that is not given out yet."""
    document = Document.objects.create(
        kind=DocumentKind.PLAN,
        subject="Kế hoạch",
        text="Nắm tình hình.",
        monitoring_officer=cast.van_thu,
        registered_at=timezone.now(),
    )
    return DraftItem.objects.create(
        document=document,
        position=1,
        kind=ItemKind.TASK,
        title="Nắm tình hình",
        text="Nắm tình hình.",
        span_start=0,
        span_end=14,
        lead_unit=cast.unit("phong_qldn"),
        directing_leader=cast.post("ptb_xuat_nhap_khau"),
    )


def test_a_new_holder_takes_over_what_the_seat_leads(cast: Cast) -> None:
    mission = builders.given(cast)
    plan = holder("tp_qldn", "cv.qldn")
    _, shown = drawn_up(cast, plan)
    said = [line.text for part in shown.sections for line in part.lines]
    assert any("thôi xem và xử lý 1 nhiệm vụ" in one for one in said)

    carried_out(cast, plan)

    missions.start(mission_id=mission.pk, by=Person.objects.get(username="cv.qldn"))


def test_an_officer_who_leaves_his_unit_is_replaced_by_its_head(cast: Cast) -> None:
    mission = builders.given(cast)
    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn)

    carried_out(cast, holder("cv_qldn", ""))

    mission.refresh_from_db()
    entry = HistoryEntry.objects.get(kind=HistoryKind.OFFICER_LEFT)
    assert mission.monitoring_officer is None
    assert entry.before["officer"] == cast.cv_qldn.full_name
    assert entry.subject_id == mission.pk


def test_an_abolished_post_hands_its_missions_and_fields_to_its_successor(
    cast: Cast,
) -> None:
    mission = builders.handed_in(cast)
    plan = Plan(
        kind=ReorganisationKind.POST,
        effective_on=today(),
        paper=PAPER,
        post="ptb_xuat_nhap_khau",
        successor_post="ptb_van_phong",
    )

    carried_out(cast, plan)

    mission.refresh_from_db()
    assert mission.directing_leader.code == "ptb_van_phong"
    field = cast.portfolio("xuat_nhap_khau").holdings.get(ends_on__isnull=True)
    assert field.post.code == "ptb_van_phong"
    approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_dong
    )


def test_delegations_end_and_single_rights_follow(cast: Cast) -> None:
    lent = delegate(
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=cast.tp_qlht,
        starts_at=timezone.now() - timedelta(hours=1),
        ends_at=timezone.now() + timedelta(days=9),
        paper="Giấy ủy quyền số 3",
        unit=cast.unit("phong_qldn"),
        by=None,
    )
    grant_right(
        post=cast.post("cv_qlht"),
        right=Right.VIEW_WORK,
        on=cast.unit("phong_qldn"),
        by=None,
        note="Phối hợp.",
    )
    mission = builders.given(cast)

    carried_out(cast, merger())

    lent.refresh_from_db()
    assert lent.ended_at is not None
    seen = missions_visible_to(Person.objects.get(username="cv.qlht"))
    assert mission in seen


def test_a_unit_with_nobody_at_its_head_is_warned_of(cast: Cast) -> None:
    seat = Appointment.objects.get(post__code="gd_ttqlck")
    end_appointment(
        appointment=seat, last_day=today() - timedelta(days=1), by=None, authority="QĐ"
    )

    _, shown = drawn_up(cast, closing())

    assert any("chưa có người đứng đầu" in one for one in shown.warnings)
    assert shown.obstacles == []


def test_more_missions_take_no_more_statements(cast: Cast) -> None:
    counts = []
    for many in (1, 12):
        for _ in range(many - Mission.objects.count()):
            builders.given(cast)
        row, shown = drawn_up(cast, closing())
        with CaptureQueriesContext(connection) as asked, transaction.atomic():
            reorganisation.apply(pk=row.pk, seal=shown.seal, by=cast.quan_tri)
            transaction.set_rollback(True)
        counts.append(len(asked))

    assert counts[1] <= counts[0] + 1


def test_work_goes_to_no_unit_that_has_been_closed_meanwhile(cast: Cast) -> None:
    """The giver's page was open: it still names the unit as it was."""
    units = {code: cast.unit(code) for code in ("phong_qldn", "phong_qlht")}
    other = builders.given(
        cast,
        by=cast.ptb_khanh,
        lead_unit=units["phong_qlht"],
        directing_leader=cast.post("ptb_ha_tang"),
        supporting_units=(),
    )

    carried_out(cast, closing())

    with pytest.raises(InvalidTransition, match="đã chấm dứt hoạt động"):
        builders.given(cast, by=cast.truong_ban, lead_unit=units["phong_qldn"])
    with pytest.raises(InvalidTransition, match="đã chấm dứt hoạt động"):
        corrections.correct(
            mission_id=other.pk,
            correction=matrix.correction(
                cast,
                lead_unit=units["phong_qlht"],
                supporting_units=(units["phong_qldn"],),
            ),
            reason="Thêm đơn vị phối hợp.",
            by=cast.ptb_khanh,
        )
