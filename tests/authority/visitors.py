"""Who goes to the addresses: the cast, some who have no place in it, and a stranger."""

from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.test import Client

from organization.models import Person
from tests.cast import USERNAMES, Cast

SIGNED_IN_BY: Final = "django.contrib.auth.backends.ModelBackend"
Who = frozenset[str]

# Beside the cast: signed in without any seat, and nobody at all.
UNSEATED, STRANGER = "khong_chuc_vu", "nguoi_la"
# In the world of the tests the secretary of the Chi đoàn is the delegate of the
# deputy who directs its missions, and may what that deputy may.
DELEGATE: Final = "bt_chidoan"

EVERYONE: Final[Who] = frozenset({*USERNAMES, UNSEATED})
NOBODY: Final[Who] = frozenset()
LEADERS: Final[Who] = frozenset({"truong_ban", "ptb_dong", "ptb_hai", "ptb_khanh"})
OFFICE: Final[Who] = frozenset({"chanh_vp", "van_thu", "cv_vp"})
AUDITOR: Final[Who] = frozenset({"kiem_tra"})
ADMINISTRATOR: Final[Who] = frozenset({"quan_tri"})
# Relations to the missions of the world, which Phòng QLDN leads, the Centre supports
# and Vũ Việt Hải directs.
LEAD_UNIT: Final[Who] = frozenset({"tp_qldn", "cv_qldn"})
SUPPORTING: Final[Who] = frozenset({"gd_ttqlck", "cv_ttqlck"})
DIRECTING: Final[Who] = frozenset({"ptb_hai", DELEGATE, "truong_ban"})
SEE_THE_MISSION: Final[Who] = LEAD_UNIT | SUPPORTING | DIRECTING | OFFICE | AUDITOR


def everybody(cast: Cast) -> dict[str, Person | None]:
    """The visitors by name; None is the stranger."""
    found: dict[str, Person | None] = {
        role: getattr(cast, role) for role in sorted(USERNAMES)
    }
    unseated, _ = Person.objects.get_or_create(
        username="khong.chuc.vu",
        defaults={"full_name": "Người Không Chức Vụ", "password": make_password(None)},
    )
    return {**found, UNSEATED: unseated, STRANGER: None}


def client_of(person: Person | None, **options: Any) -> Client:
    """A browser in which the person has signed in."""
    client = Client(**options)
    if person is not None:
        client.force_login(person, backend=SIGNED_IN_BY)
    return client
