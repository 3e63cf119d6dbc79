"""A person: names in order, and no right on a mission by being a superuser."""

import unicodedata
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import PermissionDenied

from organization.models import Person
from organization.models.names import sort_key
from tests.cast import Cast

IN_ORDER = [
    "Nguyễn Văn An",
    "Trần Thị An",
    "Lê Ân",
    "Phạm Dũng",
    "Hoàng Việt Đông",
    "Đỗ Đức",
    "Vũ Việt Hải",
    "Vũ Quang Khánh",
    "Lê Toàn",
    "Nguyễn Cảnh Toàn",
    "Nguyễn Quốc Toàn",
    "Lê Toản",
    "Lê Toán",
]


class SaysYes:
    def has_perm(self, person: Person, perm: str, obj: Any = None) -> bool:
        return True


class SaysNo:
    def has_perm(self, person: Person, perm: str, obj: Any = None) -> bool:
        raise PermissionDenied


class SaysNothing:
    pass


def backends(settings: Any, *names: str) -> None:
    settings.AUTHENTICATION_BACKENDS = [f"{__name__}.{name}" for name in names]


def test_names_sort_by_given_name_as_in_a_dictionary() -> None:
    keys = [sort_key(name) for name in IN_ORDER]

    assert keys == sorted(keys)


def test_the_same_name_in_both_unicode_forms_has_one_key() -> None:
    name = "Nguyễn Quốc Toàn"

    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)


def test_the_database_sorts_as_python_does(cast: Cast) -> None:
    names = list(Person.objects.values_list("full_name", flat=True))

    assert names == sorted(names, key=sort_key)


def test_a_person_is_called_by_the_given_name(cast: Cast) -> None:
    assert cast.truong_ban.get_short_name() == "Toàn"
    assert cast.truong_ban.get_full_name() == str(cast.truong_ban)
    assert Person(username="moi").get_short_name() == str(Person(username="moi"))


@pytest.mark.parametrize("perm", ["workflows.report_mission", "approvals.decide"])
def test_a_superuser_asks_the_backends_for_a_mission(perm: str, settings: Any) -> None:
    person = Person(username="root", is_superuser=True)

    backends(settings, "SaysNothing", "SaysNo", "SaysYes")
    assert not person.has_perm(perm, object())
    assert not async_to_sync(person.ahas_perm)(perm, object())

    backends(settings, "SaysYes", "SaysNo")
    assert person.has_perm(perm, object())

    backends(settings, "SaysNothing")
    assert not person.has_perm(perm, object())


def test_a_superuser_has_the_admin_site() -> None:
    assert Person(is_superuser=True).has_perm("organization.view_unit")


def test_who_is_deactivated_has_no_right(settings: Any) -> None:
    backends(settings, "SaysYes")

    assert not Person(is_active=False).has_perm("workflows.view_mission", object())
