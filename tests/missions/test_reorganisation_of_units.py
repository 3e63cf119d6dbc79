"""Units merge, split and close; open missions go along with their history."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.models import Notification
from organization.catalogue import build
from organization.models import Appointment, Person, Unit, UnitSuccession
from tests.cast import Cast
from tests.missions import builders
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
from workflows.exceptions import MissionNotFound
from workflows.models import Mission
from workflows.models.reorganisation import ReorganisationKind
from workflows.queries.visible import missions_visible_to
from workflows.services import missions, reorganisation
from workflows.services.reorganisation import Plan, Role

pytestmark = pytest.mark.django_db


def moved_entry(mission: Mission) -> HistoryEntry:
    return HistoryEntry.objects.get(
        subject_type="mission",
        subject_id=mission.pk,
        kind=HistoryKind.MISSION_MOVED,
    )


def supporting(mission: Mission) -> set[str]:
    return set(mission.assignments.values_list("unit__code", flat=True))


def sees(person: Person) -> set[Mission]:
    """Asked anew: an instance keeps its scope for one act."""
    return set(missions_visible_to(Person.objects.get(pk=person.pk)))


def told_of(mission: Mission) -> set[Person]:
    rows = Notification.objects.filter(
        mission=mission, kind=HistoryKind.MISSION_MOVED
    ).select_related("recipient")
    return {row.recipient for row in rows}


def test_an_open_mission_moves_to_the_merged_unit_and_keeps_its_history(
    cast: Cast,
) -> None:
    mission = builders.started(cast)

    carried_out(cast, merger())

    mission.refresh_from_db()
    entry = moved_entry(mission)
    assert mission.lead_unit.code == NEW.code
    assert mission.state == "IN_PROGRESS"
    assert entry.before["lead_unit"] == "phong_qldn"
    assert entry.after["lead_unit"] == NEW.code
    assert entry.authority == PAPER
    assert entry.sequence == mission.version


def test_a_supporting_unit_that_merges_with_the_lead_supports_no_more(
    cast: Cast,
) -> None:
    mission = builders.given(
        cast,
        supporting_units=(cast.unit("phong_khth"), cast.unit("tt_qlck")),
    )

    carried_out(cast, merger())

    assert supporting(mission) == {"tt_qlck"}


def test_two_supports_that_merge_support_once(cast: Cast) -> None:
    mission = builders.given(
        cast,
        by=cast.ptb_khanh,
        lead_unit=cast.unit("phong_qlht"),
        directing_leader=cast.post("ptb_ha_tang"),
        supporting_units=(cast.unit("phong_khth"), cast.unit("phong_qldn")),
    )

    carried_out(cast, merger())

    mission.refresh_from_db()
    assert mission.lead_unit.code == "phong_qlht"
    assert supporting(mission) == {NEW.code}


def test_the_new_head_acts_at_once_and_the_former_one_no_more(cast: Cast) -> None:
    mission = builders.given(cast)

    carried_out(cast, closing())

    with pytest.raises(MissionNotFound):
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)
    missions.start(mission_id=mission.pk, by=cast.gd_ttqlck)


def test_those_named_in_the_preview_are_told_and_nobody_else(cast: Cast) -> None:
    mission = builders.given(cast)
    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn)
    plan = closing()
    row, shown = drawn_up(cast, plan)
    named = next(part for part in shown.sections if part.code == "bao-tin")

    reorganisation.apply(pk=row.pk, seal=shown.seal, by=cast.quan_tri)

    told = told_of(mission)
    assert {cast.tp_qldn, cast.gd_ttqlck, cast.ptb_hai, cast.cv_qldn} == told
    assert {line.text for line in named.lines} == {one.full_name for one in told}


def test_an_officer_stays_with_the_mission_where_he_goes_along(cast: Cast) -> None:
    stays, loses = builders.given(cast), builders.given(cast)
    for mission in (stays, loses):
        missions.name_officer(
            mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn
        )

    plan = division(by_hand={stays.pk: "phong_dau_tu", loses.pk: NEW.code})
    carried_out(cast, plan)

    stays.refresh_from_db()
    loses.refresh_from_db()
    assert stays.monitoring_officer == cast.cv_qldn
    assert loses.monitoring_officer is None
    assert moved_entry(loses).before["officer"] == cast.cv_qldn.full_name


def test_missions_of_a_divided_unit_go_where_their_officer_goes(cast: Cast) -> None:
    followed, other = builders.given(cast), builders.given(cast)
    missions.name_officer(mission_id=followed.pk, officer=cast.cv_qldn, by=cast.tp_qldn)

    carried_out(cast, division(follows_officer=True))

    followed.refresh_from_db()
    other.refresh_from_db()
    assert followed.lead_unit.code == "phong_dau_tu"
    assert other.lead_unit.code == NEW.code


def test_a_unit_from_which_a_part_goes_keeps_the_rest(cast: Cast) -> None:
    """Phòng QLDN goes on; one mission and one officer go to Phòng Kinh tế."""
    stays, goes = builders.given(cast), builders.given(cast)
    plan = division(
        successors=(reorganisation.Successor("phong_qldn"), NEW),
        by_rule="phong_qldn",
        names_go_to="phong_qldn",
        fates={"cv_qldn": (NEW.code, Role.HEAD)},
        by_hand={goes.pk: NEW.code},
    )

    carried_out(cast, plan)

    stays.refresh_from_db()
    goes.refresh_from_db()
    assert stays.lead_unit.code == "phong_qldn"
    assert stays.lead_unit.closed_on is None
    assert goes.lead_unit.code == NEW.code
    assert not UnitSuccession.objects.exists()
    # The new unit has no sight of what stayed with the old one.
    assert sees(cast.cv_qldn) == {goes}
    assert sees(cast.tp_qldn) == {stays}


def test_finished_work_keeps_its_unit_and_the_successor_sees_it(cast: Cast) -> None:
    done = builders.completed(cast)
    assert done not in sees(cast.tp_khth)

    carried_out(cast, merger())

    done.refresh_from_db()
    assert done.lead_unit.code == "phong_qldn"
    assert done in sees(cast.tp_khth)
    assert done in sees(cast.ptb_hai)
    assert done not in sees(cast.cv_qlht)


def test_what_a_unit_had_taken_over_goes_on_to_its_own_successor(cast: Cast) -> None:
    done = builders.completed(cast)
    carried_out(cast, merger(effective_on=today() - timedelta(days=5)))

    second = closing(formers=(NEW.code,), fates={})
    fates = {
        post.code: ("tt_qlck", Role.OFFICER)
        for post in Unit.objects.get(code=NEW.code).posts.all()
    }
    carried_out(cast, replace(second, fates=fates))

    assert done in sees(cast.gd_ttqlck)


def test_a_report_before_the_leader_keeps_its_way_and_its_decider(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    _, shown = drawn_up(cast, closing())
    assert any("giữ nguyên luồng duyệt" in one for one in shown.warnings)

    carried_out(cast, closing())
    approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )

    mission.refresh_from_db()
    assert mission.state == "COMPLETED"


def test_an_old_name_in_a_later_paper_means_the_successor(cast: Cast) -> None:
    carried_out(cast, merger())

    entries = build(timezone.now()).units
    named = [one.code for one in entries if "Phòng QLDN" in one.aliases]
    assert named == [NEW.code]
    assert "phong_qldn" not in {one.code for one in entries}


def test_people_posts_fields_and_collective_names_follow(cast: Cast) -> None:
    carried_out(cast, merger())

    seats = {
        (seat.person.username, seat.post.rank)
        for seat in Appointment.objects.in_force(on=today())
        .filter(post__unit__code=NEW.code)
        .select_related("person", "post")
    }
    assert seats == {
        ("tp.qldn", "DIVISION_HEAD"),
        ("tp.khth", "DEPUTY_DIVISION_HEAD"),
        ("cv.qldn", "OFFICER"),
        ("cv.khth", "OFFICER"),
    }
    field = cast.portfolio("xuat_nhap_khau")
    assert set(field.units.values_list("code", flat=True)) == {NEW.code, "tt_qlck"}
    assert not cast.portfolio("ke_hoach_tong_hop").units.exists()
    members = Unit.objects.filter(collective_names__code="all_departments")
    assert set(members.values_list("code", flat=True)) == {"phong_qlht", NEW.code}


def test_a_rename_moves_nothing_and_keeps_the_old_names(cast: Cast) -> None:
    mission = builders.given(cast)
    plan = Plan(
        kind=ReorganisationKind.RENAME,
        effective_on=today(),
        paper=PAPER,
        formers=("phong_qldn",),
        name="Phòng Doanh nghiệp",
        short_name="DN",
    )

    carried_out(cast, plan)

    unit = Unit.objects.get(code="phong_qldn")
    mission.refresh_from_db()
    assert unit.name == "Phòng Doanh nghiệp"
    assert "Phòng Quản lý doanh nghiệp" in unit.aliases
    assert mission.version == 1
    assert set(unit.posts.values_list("title", flat=True)) == {
        "Trưởng phòng Doanh nghiệp",
        "Chuyên viên Phòng Doanh nghiệp",
    }
