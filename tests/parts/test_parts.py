"""A mission split into parts; each is a mission of its own, tied to the whole."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from history.models import HistoryEntry
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.parts.material import ended, part, reported, split
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    NeedsClarification,
)
from workflows.models import Mission
from workflows.services import missions, parts
from workflows.services.parts import OwnWork

pytestmark = pytest.mark.django_db


def test_who_directs_it_splits_it_into_parts_with_own_leads(cast: Cast) -> None:
    whole = builders.started(cast)

    one, two = split(cast, whole, part(cast), part(cast, "Soạn", "tt_qlck"))

    assert (one.parent_id, two.parent_id) == (whole.pk, whole.pk)
    assert two.lead_unit.code == "tt_qlck"
    assert two.directing_leader == whole.directing_leader
    assert two.authority == whole.authority
    entry = HistoryEntry.objects.filter(subject_type="mission", subject_id=whole.pk)
    assert [told["mission"] for told in entry.latest("sequence").after["parts"]] == [
        one.pk,
        two.pk,
    ]


def test_the_head_of_the_board_may_split_too_and_the_unit_may_not(cast: Cast) -> None:
    whole = builders.started(cast)

    with pytest.raises(ActionDenied):
        split(cast, whole, part(cast), by=cast.tp_qldn)
    assert split(cast, whole, part(cast), by=cast.truong_ban)


def test_a_leader_brings_in_no_unit_of_another_field(cast: Cast) -> None:
    whole = builders.started(cast)

    with pytest.raises(ActionDenied, match="không thuộc lĩnh vực"):
        split(cast, whole, part(cast, "Hạ tầng", "phong_qlht"))


@pytest.mark.parametrize(
    "changes",
    [
        {"due_on": builders.DUE + timedelta(days=1)},
        {"due_on": None, "no_deadline_reason": "Việc thường xuyên"},
    ],
)
def test_a_part_is_later_than_the_whole_only_for_a_reason(
    cast: Cast, changes: dict[str, Any]
) -> None:
    whole = builders.started(cast)

    with pytest.raises(InvalidInput, match="muộn hơn"):
        split(cast, whole, part(cast, **changes))
    (late,) = split(cast, whole, part(cast, **changes, late_reason="Chờ số liệu năm."))
    first = HistoryEntry.objects.get(
        subject_type="mission", subject_id=late.pk, sequence=1
    )
    assert first.note == "Chờ số liệu năm."


def test_a_part_needs_what_every_mission_needs(cast: Cast) -> None:
    whole = builders.started(cast)

    with pytest.raises(NeedsClarification):
        split(cast, whole, part(cast, title=" "))
    with pytest.raises(InvalidInput):
        split(cast, whole)
    with pytest.raises(InvalidInput):
        split(cast, whole, *[part(cast)] * 21)


def test_a_report_on_its_way_is_not_split(cast: Cast) -> None:
    whole = builders.handed_in(cast)

    with pytest.raises(InvalidTransition):
        split(cast, whole, part(cast))


def test_the_head_of_the_lead_unit_sets_the_unit_its_own_work(cast: Cast) -> None:
    whole = builders.started(cast)
    work = OwnWork("Rà soát số liệu", "Rà soát số liệu quý.", due_on=date(2026, 12, 1))

    (own,) = parts.derive(mission_id=whole.pk, works=[work], by=cast.tp_qldn)

    assert (own.is_own, own.parent_id) == (True, whole.pk)
    assert own.lead_unit == whole.lead_unit
    assert own.directing_leader == whole.directing_leader
    assert own.given_by == cast.tp_qldn
    missions.start(mission_id=own.pk, by=cast.tp_qldn)


@pytest.mark.parametrize("who", ["ptb_hai", "cv_qldn", "gd_ttqlck"])
def test_nobody_else_sets_it(cast: Cast, who: str) -> None:
    whole = builders.started(cast)
    person: Person = getattr(cast, who)

    with pytest.raises(ActionDenied):
        parts.derive(mission_id=whole.pk, works=[OwnWork("a", "b")], by=person)


def test_the_whole_is_not_approved_before_its_parts(cast: Cast) -> None:
    whole = builders.started(cast)
    (one,) = split(cast, whole, part(cast))
    reported(cast, whole)

    with pytest.raises(InvalidTransition, match="còn 1 phần chưa xong"):
        ended(cast, whole)
    assert Mission.objects.get(pk=one.pk).is_open


def test_the_leader_says_why_it_is_approved_all_the_same(cast: Cast) -> None:
    whole = builders.started(cast)
    (one,) = split(cast, whole, part(cast))
    reported(cast, whole)

    ended(cast, whole, parts_reason="Phần còn lại kéo dài sang năm.")

    whole = Mission.objects.get(pk=whole.pk)
    assert whole.open_parts_reason == "Phần còn lại kéo dài sang năm."
    entry = HistoryEntry.objects.filter(
        subject_type="mission", subject_id=whole.pk
    ).latest("sequence")
    assert entry.after["open_parts"] == [one.pk]
    assert Mission.objects.get(pk=one.pk).parent_id == whole.pk


def test_with_its_parts_done_the_whole_is_approved_as_any_other(cast: Cast) -> None:
    whole = builders.started(cast)
    (one,) = split(cast, whole, part(cast))
    reported(cast, one)
    ended(cast, one)
    reported(cast, whole)

    ended(cast, whole)

    assert Mission.objects.get(pk=whole.pk).open_parts_reason == ""


def test_the_database_keeps_the_tree(cast: Cast) -> None:
    whole = builders.started(cast)
    (one,) = split(cast, whole, part(cast))

    for pk, above in ((whole.pk, one.pk), (whole.pk, whole.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mission.objects.filter(pk=pk).update(parent=above)


def test_the_database_ends_no_mission_before_its_parts(cast: Cast) -> None:
    whole = builders.started(cast)
    split(cast, whole, part(cast))

    with pytest.raises(IntegrityError), transaction.atomic():
        withdrawn_past_the_services(whole.pk)


def withdrawn_past_the_services(pk: int) -> None:
    Mission.objects.filter(pk=pk).update(state="WITHDRAWN")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
