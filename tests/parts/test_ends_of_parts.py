"""What becomes of the parts when the whole is withdrawn, corrected or replaced."""

import pytest

from approvals import services as approvals
from history.models import HistoryEntry
from tests.cast import Cast
from tests.missions import builders
from tests.missions.matrix import correction
from tests.parts.material import ended, part, reported, split, whole_with_parts
from workflows.enums import MissionState
from workflows.exceptions import ActionDenied, InvalidTransition
from workflows.models import Mission
from workflows.services import corrections, missions, parts
from workflows.services.parts import OwnWork

pytestmark = pytest.mark.django_db


def state_of(mission: Mission) -> str:
    state: str = Mission.objects.values_list("state", flat=True).get(pk=mission.pk)
    return state


def last_entry(mission: Mission) -> HistoryEntry:
    found = HistoryEntry.objects.filter(subject_type="mission", subject_id=mission.pk)
    return found.latest("sequence")


def test_the_open_parts_are_withdrawn_with_the_whole(cast: Cast) -> None:
    whole, (one, two) = whole_with_parts(cast)
    missions.start(mission_id=two.pk, by=cast.tp_qldn)
    (deeper,) = split(cast, two, part(cast, "Phần của phần"))

    approvals.withdraw(mission_id=whole.pk, reason="Không còn cần.", by=cast.ptb_hai)

    for mission in (whole, one, two, deeper):
        assert state_of(mission) == MissionState.WITHDRAWN
    assert whole.code in last_entry(one).note
    assert "Không còn cần." in last_entry(one).note


def test_or_they_stand_alone_from_then_on(cast: Cast) -> None:
    whole, (one, two) = whole_with_parts(cast)

    approvals.withdraw(
        mission_id=whole.pk, reason="Chia lại.", by=cast.ptb_hai, parts_stay=True
    )

    assert state_of(whole) == MissionState.WITHDRAWN
    for mission in (one, two):
        row = Mission.objects.get(pk=mission.pk)
        assert (row.is_open, row.parent_id) == (True, None)
        assert last_entry(mission).before["parent"] == whole.pk
    missions.start(mission_id=one.pk, by=cast.tp_qldn)


def test_a_report_of_a_part_on_its_way_ends_with_it(cast: Cast) -> None:
    whole, (one,) = whole_with_parts(cast, 1)

    reported(cast, one)

    approvals.withdraw(mission_id=whole.pk, reason="Không còn cần.", by=cast.ptb_hai)

    assert state_of(one) == MissionState.WITHDRAWN


def test_what_is_done_already_stays_done(cast: Cast) -> None:

    whole, (one, two) = whole_with_parts(cast)
    reported(cast, one)
    ended(cast, one)

    approvals.withdraw(mission_id=whole.pk, reason="Không còn cần.", by=cast.ptb_hai)

    assert state_of(one) == MissionState.COMPLETED
    assert state_of(two) == MissionState.WITHDRAWN


def test_a_mission_is_replaced_by_a_new_one_in_one_act(cast: Cast) -> None:
    old = builders.started(cast)
    order = builders.order(cast, title="Nắm tình hình theo tuần")

    new = approvals.replace_mission(
        mission_id=old.pk, order=order, reason="Đổi cách làm.", by=cast.ptb_hai
    )

    assert state_of(old) == MissionState.WITHDRAWN
    assert last_entry(old).after["replaced_by"] == new.pk
    new = Mission.objects.get(pk=new.pk)
    assert (new.state, new.replaces_id) == (MissionState.ASSIGNED, old.pk)
    assert new.authority == old.authority
    with pytest.raises(InvalidTransition):
        approvals.replace_mission(
            mission_id=old.pk, order=order, reason="Nữa.", by=cast.ptb_hai
        )


def test_it_goes_to_no_unit_of_another_field(cast: Cast) -> None:
    old = builders.started(cast)
    order = builders.order(cast, lead_unit=cast.unit("phong_qlht"), supporting_units=())

    with pytest.raises(ActionDenied):
        approvals.replace_mission(
            mission_id=old.pk, order=order, reason="Sai đơn vị.", by=cast.ptb_hai
        )
    assert state_of(old) == MissionState.IN_PROGRESS


def test_a_unit_keeps_its_mission_while_its_own_work_is_open(cast: Cast) -> None:

    whole = builders.started(cast)
    work = OwnWork("Rà soát", "Rà soát số liệu.", due_on=builders.DUE)
    parts.derive(mission_id=whole.pk, works=[work], by=cast.tp_qldn)
    moved = correction(cast, lead_unit=cast.unit("tt_qlck"), supporting_units=())

    with pytest.raises(InvalidTransition, match="việc đơn vị tự lập"):
        corrections.correct(
            mission_id=whole.pk, correction=moved, reason="Sai.", by=cast.ptb_hai
        )
