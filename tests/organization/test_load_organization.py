"""`load_organization` makes the Board once, and again changes nothing."""

import pytest
from django.core.management import call_command

from history.models import HistoryEntry
from organization.models import (
    Appointment,
    Person,
    Portfolio,
    Post,
    Unit,
    UnitGroupObjectPermission,
)
from organization.services import change_unit, load_demo_people
from tests.cast import USERNAMES, Cast

COUNTED = (
    Unit,
    Post,
    Person,
    Appointment,
    Portfolio,
    UnitGroupObjectPermission,
    HistoryEntry,
)


def counts() -> list[int]:
    return [model.objects.count() for model in COUNTED]


def test_run_twice_it_changes_nothing(cast: Cast) -> None:
    before = counts()

    call_command("load_organization", verbosity=0)
    load_demo_people(by=None)

    assert counts() == before


def test_it_does_not_take_back_what_a_person_changed(cast: Cast) -> None:
    change_unit(unit=cast.unit("van_phong"), name="Văn phòng Ban", by=cast.quan_tri)

    call_command("load_organization", verbosity=0)

    assert Unit.objects.get(code="van_phong").name == "Văn phòng Ban"


def test_without_demo_people_only_the_leaders_have_seats(cast: Cast) -> None:
    leaders = Appointment.objects.filter(post__rank__in=("HEAD", "DEPUTY_HEAD"))

    assert sorted(leaders.values_list("person__full_name", flat=True)) == [
        "Hoàng Việt Đông",
        "Nguyễn Quốc Toàn",
        "Vũ Quang Khánh",
        "Vũ Việt Hải",
    ]


def test_every_act_of_loading_is_in_history(cast: Cast) -> None:
    told = HistoryEntry.objects.filter(subject_type="post", kind="PERSON_APPOINTED")

    assert told.count() == Appointment.objects.count() == len(USERNAMES)
    assert set(told.values_list("actor_name", flat=True)) == {"Hệ thống"}


def test_nobody_can_sign_in_before_a_password_is_set(cast: Cast) -> None:
    assert not any(person.has_usable_password() for person in Person.objects.all())


@pytest.mark.django_db(transaction=True)
def test_the_cast_comes_back_after_a_flush(cast: Cast) -> None:
    assert cast.truong_ban.full_name == "Nguyễn Quốc Toàn"


@pytest.mark.django_db(transaction=True)
def test_and_comes_back_again(cast: Cast) -> None:
    assert cast.post("truong_ban").unit == cast.unit("ban_quan_ly")
