"""Who leads, and who works in a unit, on a day."""

from datetime import date

from organization.models import Appointment
from organization.queries import leader_posts, people_of, posts_by_leader_name
from organization.services import change_person, end_appointment
from tests.cast import Cast

DAY = date(2099, 3, 1)


def test_leaders_posts_come_in_the_order_of_protocol(cast: Cast) -> None:
    assert leader_posts(DAY) == [
        (cast.post("truong_ban"), cast.truong_ban),
        (cast.post("ptb_van_phong"), cast.ptb_dong),
        (cast.post("ptb_xuat_nhap_khau"), cast.ptb_hai),
        (cast.post("ptb_ha_tang"), cast.ptb_khanh),
    ]


def test_a_vacant_leaders_post_is_listed_and_has_no_name(cast: Cast) -> None:
    seat = Appointment.objects.get(person=cast.ptb_khanh)
    end_appointment(appointment=seat, last_day=date(2099, 2, 1), by=None)

    assert leader_posts(DAY)[-1] == (cast.post("ptb_ha_tang"), None)
    assert cast.ptb_khanh.full_name not in posts_by_leader_name(DAY)


def test_a_name_that_two_leaders_share_names_neither(cast: Cast) -> None:
    change_person(person=cast.ptb_hai, full_name="Vũ Quang Khánh", by=None)

    assert set(posts_by_leader_name(DAY)) == {"Nguyễn Quốc Toàn", "Hoàng Việt Đông"}


def test_the_people_of_a_unit_are_those_in_its_posts(cast: Cast) -> None:
    unit_id = cast.unit("phong_khth").pk

    assert people_of(unit_id, DAY) == [cast.tp_khth, cast.cv_khth]
    assert people_of(unit_id, date(2025, 1, 1)) == []
