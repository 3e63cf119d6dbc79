"""One person is let into one mission: by whom, to do what, for how long, and why."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals import services as approvals
from approvals.services import end_exception, give_exception
from history.models import HistoryEntry
from notifications.models import Notification
from organization.exceptions import Refusal
from organization.services import deactivate_person
from tests.cast import Cast
from tests.missions import builders
from workflows.enums import ExceptionRight
from workflows.exceptions import ActionDenied, MissionNotFound
from workflows.models import Mission, MissionException, MissionUserObjectPermission
from workflows.queries import missions_visible_to
from workflows.queries.exceptions import exceptions_of
from workflows.services import missions

pytestmark = pytest.mark.django_db
VIEW, PREPARE = ExceptionRight.VIEW, ExceptionRight.PREPARE


def let_in(cast: Cast, mission: Mission, **changes: Any) -> MissionException:
    now = timezone.now()
    values: dict[str, Any] = {
        "mission_id": mission.pk,
        "person": cast.cv_qlht,
        "rights": [VIEW],
        "starts_at": now,
        "ends_at": now + timedelta(days=2),
        "reason": "Theo dõi hộ tuyến đường dẫn.",
        "by": cast.ptb_hai,
    }
    return give_exception(**(values | changes))


def last_entry(mission: Mission) -> HistoryEntry:
    return HistoryEntry.objects.filter(
        subject_type="mission", subject_id=mission.pk
    ).latest("sequence")


def test_the_leader_lets_a_person_in_and_it_stands_in_the_chain(cast: Cast) -> None:
    mission = builders.given(cast)

    row = let_in(cast, mission)

    entry = last_entry(mission)
    assert entry.kind == "EXCEPTION_GIVEN"
    assert (entry.capacity, entry.on_behalf_of) == ("KT.", "Trưởng Ban")
    assert entry.note == row.reason
    assert entry.after["full_name"] == cast.cv_qlht.full_name
    assert missions_visible_to(cast.cv_qlht).filter(pk=mission.pk).exists()
    assert exceptions_of(mission) == [row]


def test_the_person_and_those_concerned_are_told(cast: Cast) -> None:
    mission = builders.given(cast)

    row = let_in(cast, mission)
    told = Notification.objects.filter(kind="EXCEPTION_GIVEN", mission=mission)
    assert {cast.cv_qlht.pk, cast.tp_qldn.pk} <= set(
        told.values_list("recipient", flat=True)
    )
    end_exception(exception_id=row.pk, by=cast.truong_ban)
    ended = Notification.objects.filter(kind="EXCEPTION_ENDED", mission=mission)
    assert cast.cv_qlht.pk in ended.values_list("recipient", flat=True)


def test_who_was_let_in_hears_what_happens_until_the_end(cast: Cast) -> None:
    mission = builders.given(cast)
    row = let_in(cast, mission)

    missions.start(mission_id=mission.pk, by=cast.tp_qldn)
    end_exception(exception_id=row.pk, by=cast.ptb_hai)
    approvals.withdraw(mission_id=mission.pk, reason="Thôi.", by=cast.ptb_hai)

    heard = Notification.objects.filter(recipient=cast.cv_qlht, mission=mission)
    assert set(heard.values_list("kind", flat=True)) == {
        "EXCEPTION_GIVEN",
        "MISSION_STARTED",
        "EXCEPTION_ENDED",
    }


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("tp_qldn", 403),
        ("chanh_vp", 403),
        ("kiem_tra", 403),
        ("quan_tri", 404),
        ("ptb_khanh", 404),
    ],
)
def test_nobody_else_lets_anybody_in(cast: Cast, who: str, status: int) -> None:
    mission = builders.given(cast)

    with pytest.raises(Refusal) as refused:
        let_in(cast, mission, by=getattr(cast, who))

    assert refused.value.status == status
    assert not MissionException.objects.exists()


def test_nobody_lets_himself_in(cast: Cast) -> None:
    with pytest.raises(ActionDenied, match="chính mình"):
        let_in(cast, builders.given(cast), person=cast.ptb_hai)


def test_who_was_let_in_lets_nobody_in(cast: Cast) -> None:
    mission = builders.given(cast)
    let_in(cast, mission, rights=[PREPARE])

    with pytest.raises(ActionDenied):
        let_in(cast, mission, person=cast.cv_khth, by=cast.cv_qlht)


def test_what_makes_no_sense_is_refused(cast: Cast) -> None:
    mission, now, day = builders.given(cast), timezone.now(), timedelta(days=1)
    deactivate_person(person=cast.cv_khth, note="x", by=None)
    cast.cv_khth.refresh_from_db()
    let_in(cast, mission)
    refused: list[tuple[dict[str, Any], str]] = [
        ({"reason": "  "}, "Chưa có lý do"),
        ({"reason": "x" * 301}, "dài quá"),
        ({"rights": []}, "được làm gì"),
        ({"ends_at": now - 2 * day, "starts_at": now - 3 * day}, "đã qua"),
        ({"ends_at": now, "starts_at": now + day}, "phải sau"),
        ({"person": cast.cv_khth}, "đã khóa"),
        ({}, "đã được cho phép riêng"),
    ]

    for values, sentence in refused:
        with pytest.raises(Refusal, match=sentence):
            let_in(cast, mission, **values)


def test_taking_part_goes_with_seeing_and_ends_with_it(cast: Cast) -> None:
    mission = builders.started(cast)
    row = let_in(cast, mission, rights=[PREPARE])
    codes = MissionUserObjectPermission.objects.filter(user=cast.cv_qlht)

    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qlht, by=cast.tp_qldn)

    assert row.rights == ["prepare_mission", "view_mission"]
    assert codes.count() == 2
    end_exception(exception_id=row.pk, by=cast.ptb_hai)
    assert codes.count() == 0
    with pytest.raises(Refusal, match="đã hết hiệu lực"):
        end_exception(exception_id=row.pk, by=cast.ptb_hai)


def test_an_exception_on_what_one_may_not_see_does_not_exist(cast: Cast) -> None:
    row = let_in(cast, builders.given(cast))

    for number in (row.pk, 999_999_999):
        with pytest.raises(MissionNotFound):
            end_exception(exception_id=number, by=cast.ptb_khanh)


def test_a_grant_without_an_exception_gives_nothing(cast: Cast) -> None:
    mission = builders.given(cast)
    let_in(cast, mission)

    MissionException.objects.all().delete()

    assert not missions_visible_to(cast.cv_qlht).filter(pk=mission.pk).exists()


def test_an_exception_without_a_grant_gives_nothing(cast: Cast) -> None:
    mission = builders.given(cast)
    let_in(cast, mission)

    MissionUserObjectPermission.objects.all().delete()

    assert not missions_visible_to(cast.cv_qlht).filter(pk=mission.pk).exists()


def test_the_database_itself_holds_the_rules(cast: Cast) -> None:
    row = let_in(cast, builders.given(cast))
    changes: list[dict[str, Any]] = [
        {"reason": ""},
        {"rights": []},
        {"rights": ["approve_mission"]},
        {"ends_at": row.starts_at},
        {"given_by": row.person},
    ]

    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            MissionException.objects.filter(pk=row.pk).update(**change)
