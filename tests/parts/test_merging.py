"""Two missions that turn out to be the same: one goes on, the other is closed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from approvals import services as approvals
from approvals.services import Merging
from history.models import HistoryEntry
from notifications.models import Notification
from tests.cast import Cast
from tests.missions import builders, twins
from tests.parts.material import part, split
from workflows.enums import MissionState
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    StaleMission,
)
from workflows.models import Mission
from workflows.services import missions

pytestmark = pytest.mark.django_db
SOONER, LATER = date(2026, 12, 1), builders.DUE


def merging(ends: Mission, goes_on: Mission, **more: object) -> Merging:
    values = {"ends": ends.pk, "goes_on": goes_on.pk, "reason": "Cùng một việc."}
    return Merging(**{**values, **more})  # type: ignore[arg-type]


def last_entry(mission: Mission) -> HistoryEntry:
    found = HistoryEntry.objects.filter(subject_type="mission", subject_id=mission.pk)
    return found.latest("sequence")


def test_one_is_closed_and_each_names_the_other(cast: Cast) -> None:
    goes_on, ends = builders.started(cast), builders.handed_in(cast)

    approvals.merge(merging=merging(ends, goes_on), by=cast.ptb_hai)

    ends.refresh_from_db(fields=["merged_into", "version"])
    assert Mission.objects.get(pk=ends.pk).state == MissionState.WITHDRAWN
    assert ends.merged_into == goes_on
    assert last_entry(ends).after["merged_into"] == goes_on.pk
    assert last_entry(goes_on).after["merged"] == ends.pk
    assert not ends.reports.filter(closed_at=None).exists()


def test_the_earlier_day_and_the_units_of_both_count(cast: Cast) -> None:
    goes_on = builders.given(cast, due_on=LATER, supporting_units=())
    ends = builders.given(
        cast, due_on=SOONER, lead_unit=cast.unit("tt_qlck"), supporting_units=()
    )

    done = approvals.merge(merging=merging(ends, goes_on), by=cast.ptb_hai)

    goes_on = Mission.objects.get(pk=goes_on.pk)
    assert goes_on.due_on == SOONER
    assert [unit.code for unit in done.supporting] == ["tt_qlck"]
    assert last_entry(goes_on).before["due_on"] == LATER.isoformat()


def test_unless_the_person_chose_the_other_day(cast: Cast) -> None:
    goes_on, ends = (
        builders.given(cast, due_on=LATER),
        builders.given(cast, due_on=SOONER),
    )

    approvals.merge(
        merging=merging(ends, goes_on, due_from=goes_on.pk), by=cast.ptb_hai
    )

    assert Mission.objects.get(pk=goes_on.pk).due_on == LATER


def test_its_open_parts_go_over(cast: Cast) -> None:
    goes_on, ends = builders.started(cast), builders.started(cast)
    (one,) = split(cast, ends, part(cast))

    approvals.merge(merging=merging(ends, goes_on), by=cast.ptb_hai)

    assert Mission.objects.get(pk=one.pk).parent_id == goes_on.pk


def test_a_whole_and_its_part_are_not_the_same(cast: Cast) -> None:
    whole = builders.started(cast)
    (one,) = split(cast, whole, part(cast))

    for ends, goes_on in ((whole, one), (one, whole)):
        with pytest.raises(InvalidTransition, match="là một phần của"):
            approvals.merge(merging=merging(ends, goes_on), by=cast.ptb_hai)


def test_who_directs_only_one_of_them_does_not_merge(cast: Cast) -> None:
    mine = builders.started(cast)
    others = builders.given(
        cast,
        by=cast.truong_ban,
        lead_unit=cast.unit("phong_qlht"),
        directing_leader=cast.post("ptb_ha_tang"),
        supporting_units=(),
    )

    with pytest.raises((ActionDenied, MissionNotFound)):
        approvals.merge(merging=merging(mine, others), by=cast.ptb_hai)
    approvals.merge(merging=merging(mine, others), by=cast.truong_ban)


def test_van_phong_merges_what_rests_on_papers_and_names_the_paper(cast: Cast) -> None:
    one, two = twins.from_a_document(cast), twins.from_a_document(cast)
    direct = builders.given(cast)

    with pytest.raises(ActionDenied):
        approvals.merge(merging=merging(one, direct, authority="TB 1"), by=cast.cv_vp)
    with pytest.raises(InvalidInput, match="căn cứ"):
        approvals.merge(merging=merging(one, two), by=cast.cv_vp)
    approvals.merge(merging=merging(one, two, authority="TB 5/TB"), by=cast.cv_vp)
    assert last_entry(two).authority == "TB 5/TB"


def test_what_has_changed_since_is_not_merged(cast: Cast) -> None:
    one, two = builders.given(cast), builders.given(cast)
    seen = merging(one, two, ends_seen=one.version, goes_on_seen=two.version)
    missions.start(mission_id=two.pk, by=cast.tp_qldn)

    with pytest.raises(StaleMission):
        approvals.merge(merging=seen, by=cast.ptb_hai)
    with pytest.raises(InvalidInput):
        approvals.merge(merging=merging(one, one), by=cast.ptb_hai)


def test_looking_ahead_shows_it_and_leaves_nothing(cast: Cast) -> None:
    goes_on = builders.given(cast, due_on=LATER)
    ends = builders.given(cast, due_on=SOONER)
    entries = HistoryEntry.objects.count()

    after = approvals.look_ahead(merging=merging(ends, goes_on), by=cast.ptb_hai)

    assert (after.goes_on.due_on, after.ended.state) == (SOONER, "WITHDRAWN")
    assert HistoryEntry.objects.count() == entries
    assert Mission.objects.get(pk=ends.pk).is_open


def test_the_heads_of_both_units_hear_of_it(cast: Cast) -> None:
    goes_on = builders.given(cast, supporting_units=())
    ends = builders.given(cast, lead_unit=cast.unit("tt_qlck"), supporting_units=())

    approvals.merge(merging=merging(ends, goes_on), by=cast.ptb_hai)

    told = Notification.objects.filter(kind__in=["MERGED_WITH", "MERGED_INTO"])
    assert {cast.tp_qldn.pk, cast.gd_ttqlck.pk} <= set(
        told.values_list("recipient", flat=True)
    )


def test_only_what_is_closed_is_merged(cast: Cast) -> None:
    one, two = builders.given(cast), builders.given(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Mission.objects.filter(pk=one.pk).update(merged_into=two.pk)
