"""Đính chính: what may be put right, and that rights move with it at once."""

import pytest

from tests.cast import Cast
from tests.missions import builders, matrix
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    MissionNotFound,
    NeedsClarification,
)
from workflows.models import Mission
from workflows.services import corrections, missions

pytestmark = pytest.mark.django_db


def correct(cast: Cast, mission: Mission, **changes: object) -> Mission:
    return corrections.correct(
        mission_id=mission.pk,
        correction=matrix.correction(cast, **changes),
        reason="Ghi nhầm đơn vị.",
        by=cast.ptb_hai,
    )


def supporting(mission: Mission) -> set[str]:
    return set(mission.assignments.values_list("unit__code", flat=True))


def test_lead_and_support_change_places(cast: Cast) -> None:
    mission = builders.given(cast)

    correct(
        cast,
        mission,
        lead_unit=cast.unit("tt_qlck"),
        supporting_units=(cast.unit("phong_qldn"),),
    )

    mission.refresh_from_db()
    assert mission.lead_unit.code == "tt_qlck"
    assert supporting(mission) == {"phong_qldn"}


def test_the_new_unit_may_take_it_up_at_once_and_the_former_one_not(
    cast: Cast,
) -> None:
    mission = builders.given(cast)
    correct(cast, mission, lead_unit=cast.unit("tt_qlck"), supporting_units=())

    with pytest.raises(MissionNotFound):
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)
    assert missions.start(mission_id=mission.pk, by=cast.gd_ttqlck).version == 3


def test_a_leader_does_not_correct_into_anothers_field(cast: Cast) -> None:
    mission = builders.given(cast)

    with pytest.raises(ActionDenied, match="lĩnh vực"):
        correct(cast, mission, lead_unit=cast.unit("phong_qlht"))


def test_a_correction_that_changes_nothing_is_refused(cast: Cast) -> None:
    mission = builders.given(cast)

    with pytest.raises(InvalidInput, match="Không có thay đổi"):
        correct(cast, mission, text=mission.text)


def test_the_deadline_gives_way_to_a_reason_for_none(cast: Cast) -> None:
    mission = builders.given(cast)
    correct(cast, mission, due_on=None, no_deadline_reason="Việc thường xuyên.")

    mission.refresh_from_db()
    assert (mission.due_on, mission.no_deadline_reason) == (
        None,
        "Việc thường xuyên.",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "  "},
        {"text": ""},
        {"due_on": None},
        {"no_deadline_reason": "Cả hai."},
    ],
)
def test_what_a_mission_needs_it_also_needs_corrected(
    cast: Cast, changes: dict[str, object]
) -> None:
    mission = builders.given(cast)

    with pytest.raises(NeedsClarification):
        correct(cast, mission, **changes)


def test_the_lead_unit_cannot_support_too(cast: Cast) -> None:
    mission = builders.given(cast)

    with pytest.raises(NeedsClarification, match="chủ trì"):
        correct(cast, mission, supporting_units=(cast.unit("phong_qldn"),))


def test_only_a_leader_directs(cast: Cast) -> None:
    mission = builders.given(cast)

    with pytest.raises(InvalidInput, match="Lãnh đạo Ban"):
        correct(cast, mission, directing_leader=cast.post("chanh_van_phong"))


def test_van_phong_corrects_into_any_field_what_rests_on_a_document(
    cast: Cast,
) -> None:
    mission = matrix.given_out(cast)
    change = matrix.correction(cast, lead_unit=cast.unit("phong_qlht"))
    corrections.correct(
        mission_id=mission.pk, correction=change, reason="Nhầm.", by=cast.van_thu
    )

    mission.refresh_from_db()
    assert mission.lead_unit.code == "phong_qlht"


def test_a_supporting_unit_named_twice_supports_once(cast: Cast) -> None:
    centre = cast.unit("tt_qlck")
    mission = builders.given(cast, supporting_units=(centre, centre))

    assert supporting(mission) == {"tt_qlck"}
