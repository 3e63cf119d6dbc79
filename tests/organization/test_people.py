"""People are made, corrected, deactivated; never deleted."""

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from organization import services
from organization.exceptions import (
    InvalidInput,
    NotAllowedNow,
)
from organization.models import (
    Appointment,
    Person,
)
from tests.cast import Cast
from tests.organization.acts import newcomer, told


def test_a_user_name_is_taken_once(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="đã có người dùng"):
        services.create_person(username="truongban", full_name="X", by=None)


def test_deactivation_ends_open_appointments_and_is_told(cast: Cast) -> None:
    services.deactivate_person(person=cast.cv_vp, note="Chuyển công tác", by=None)

    seat = Appointment.objects.get(person=cast.cv_vp)
    assert seat.ends_on == timezone.localdate()
    assert told("person", cast.cv_vp.pk).after == {"is_active": False}
    assert told("post", seat.post_id).kind == "APPOINTMENT_ENDED"
    with pytest.raises(NotAllowedNow, match="đã khóa"):
        services.deactivate_person(person=cast.cv_vp, note="Lần nữa", by=None)


def test_reactivation_gives_sign_in_back_and_no_seat(cast: Cast) -> None:
    services.deactivate_person(person=cast.cv_vp, note="Nhầm", by=None)
    person = services.reactivate_person(person=cast.cv_vp, note="Nhầm", by=None)

    assert person.is_active
    assert not Appointment.objects.filter(person=person, ends_on=None).exists()
    with pytest.raises(NotAllowedNow, match="đang hoạt động"):
        services.reactivate_person(person=person, note="Lần nữa", by=None)


def test_a_name_is_corrected_with_its_place_in_lists(cast: Cast) -> None:
    person = newcomer(cast)
    before = person.sort_key

    changed = services.change_person(person=person, full_name="Lê An", by=cast.quan_tri)

    assert changed.sort_key != before
    assert Person.objects.get(pk=person.pk).sort_key == changed.sort_key


def test_people_posts_and_units_are_never_deleted(cast: Cast) -> None:
    for row in (cast.truong_ban, cast.post("truong_ban"), cast.unit("van_phong")):
        with pytest.raises(ProtectedError):
            row.delete()
