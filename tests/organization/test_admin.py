"""The admin site shows the organisation, and changes it through the services only."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organization import services
from organization.models import (
    Appointment,
    CollectiveName,
    Delegation,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    Unit,
    UnitGroupObjectPermission,
)
from tests.cast import Cast

SHOWN = [
    Appointment,
    CollectiveName,
    Delegation,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    Unit,
    UnitGroupObjectPermission,
]


def page(model: type) -> str:
    return reverse(f"admin:organization_{model.__name__.lower()}_changelist")


def press(client: Client, model: type, action: str, pk: int) -> str:
    answer = client.post(
        page(model), {"action": action, "_selected_action": pk}, follow=True
    )
    return str(answer.content, "utf-8")


@pytest.mark.parametrize("model", SHOWN)
def test_the_administrator_sees_it_and_finds_no_form(
    cast: Cast, client: Client, model: type
) -> None:
    client.force_login(cast.quan_tri, "django.contrib.auth.backends.ModelBackend")

    listed = client.get(page(model))
    added = client.get(page(model) + "add/")

    assert listed.status_code == 200
    assert added.status_code == 403


@pytest.mark.parametrize("who", ["truong_ban", "chanh_vp", "cv_khth"])
def test_staff_without_the_seat_see_nothing(
    cast: Cast, client: Client, who: str
) -> None:
    person = services.change_person(person=getattr(cast, who), is_staff=True, by=None)
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")

    assert client.get(page(Unit)).status_code == 403


def test_groups_have_no_page_of_their_own() -> None:
    assert not admin.site.is_registered(Group)


def test_the_acts_of_the_lists_call_the_services(cast: Cast, client: Client) -> None:
    client.force_login(cast.quan_tri, "django.contrib.auth.backends.ModelBackend")
    now, today = timezone.now(), timezone.localdate()
    lent = services.delegate(
        delegator=cast.post("truong_ban"),
        delegate=cast.ptb_dong,
        starts_at=now,
        ends_at=now + timedelta(days=1),
        paper="Giấy 1",
        by=None,
    )
    seat = Appointment.objects.get(person=cast.tp_qlht)
    held = cast.portfolio("ha_tang").holdings.get()

    press(client, Delegation, "end_now", lent.pk)
    press(client, Appointment, "end_today", seat.pk)
    press(client, PortfolioHolding, "release_today", held.pk)
    press(client, Person, "deactivate", cast.cv_qlht.pk)

    for row in (lent, seat, held, cast.cv_qlht):
        row.refresh_from_db()
    assert lent.ended_at is not None
    assert seat.ends_on == held.ends_on == today
    assert not cast.cv_qlht.is_active


def test_a_refusal_is_shown_as_its_sentence(cast: Cast, client: Client) -> None:
    client.force_login(cast.quan_tri, "django.contrib.auth.backends.ModelBackend")
    ended = Appointment.objects.get(person=cast.cv_khth)
    services.end_appointment(appointment=ended, last_day=date(2026, 3, 1), by=None)

    text = press(client, Person, "deactivate", cast.quan_tri.pk)
    late = press(client, Appointment, "end_today", ended.pk)

    assert "Không ai được tự thay đổi quyền hạn" in text
    assert "chỉ được rút ngắn" in late
