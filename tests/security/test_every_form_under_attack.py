"""Every address and every form of a mission, sent by who means ill."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from organization.models import Appointment, Person, PostGroupObjectPermission
from tests.authority.visitors import client_of
from tests.cast import Cast
from tests.missions import addresses, builders
from workflows.models import Mission

pytestmark = pytest.mark.django_db
NO_ID = 2_000_000_000


def patterns(
    resolver: URLResolver | None = None, before: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], URLPattern]]:
    for found in (resolver or get_resolver()).url_patterns:
        whole = (*before, found.pattern)
        if isinstance(found, URLResolver):
            yield from patterns(found, whole)
        else:
            yield whole, found


def sample_of(parts: tuple[Any, ...]) -> str:
    """An address that the route matches."""
    path = "".join(str(part) for part in parts)
    numbers = {
        name
        for part in parts
        for name, kind in getattr(part, "converters", {}).items()
        if isinstance(kind, IntConverter)
    }
    path = re.sub(r"\(\?P<url>\.\*\)\$?|\^|\$", "", path)
    return "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda m: "1" if m[1] in numbers else "a1", path
    )


def test_no_form_is_taken_without_its_token(cast: Cast, settings: Any) -> None:
    """Built from the resolver: an address that is new tomorrow is tried tomorrow."""
    settings.SECOND_FACTOR_REQUIRED = False
    cast.quan_tri.is_superuser = cast.quan_tri.is_staff = True
    cast.quan_tri.save(update_fields=["is_superuser", "is_staff"])
    # One page looks at who asks before it looks at the token: it is the clerk's.
    clients = [
        client_of(person, enforce_csrf_checks=True)
        for person in (cast.quan_tri, cast.van_thu)
    ]
    taken = {}
    tried = [sample_of(parts) for parts, _ in patterns()]
    for path in tried:
        for client in clients:
            answer = client.post(path, {"version": 1})
            refused = answer.status_code == 403
            if refused and "mở quá lâu" in answer.content.decode():
                break
        else:
            taken[path] = answer.status_code

    assert len(tried) > 60
    assert taken == {}


def test_a_program_needs_the_token_as_well(cast: Cast) -> None:
    mission = builders.given(cast)
    client = client_of(cast.tp_qldn, enforce_csrf_checks=True)
    client.defaults["HTTP_ACCEPT"] = "application/json"

    answer = client.post(f"/nhiem-vu/{mission.pk}/nhan/", {"version": 1})

    assert answer.status_code == 403
    assert Mission.objects.get(pk=mission.pk).state == "ASSIGNED"


# -- More fields than the form has -----------------------------------------------


def facts_of(pk: int) -> dict[str, Any]:
    row = Mission.objects.get(pk=pk)
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    supporting = sorted(row.assignments.values_list("unit_id", flat=True))
    return {**kept, "supporting": supporting}


def more_fields(cast: Cast) -> dict[str, Any]:
    other, leader = cast.unit("phong_qlht").pk, cast.post("ptb_ha_tang").pk
    return {
        "lead_unit": other,
        "lead_unit_id": other,
        "directing_leader": leader,
        "directing_leader_id": leader,
        "supporting_units": [other],
        "state": "COMPLETED",
        "officer_id": cast.cv_qlht.pk,
        "due_on": "01/01/2030",
        "title": "Việc khác",
        "id": NO_ID,
        "pk": NO_ID,
        "by": cast.truong_ban.pk,
        "person": cast.truong_ban.pk,
        "at": "2020-01-01",
    }


# What an act moves by itself; of the rest a form may change one column at most.
MOVED = frozenset(
    {
        "version",
        "changed_at",
        "state",
        "state_since",
        "handed_in_at",
        "rounds",
        "completed_at",
    }
)
CHANGES: dict[str, set[str]] = {
    "start": set(),
    "name_officer": {"monitoring_officer_id"},
    "report": set(),
    "recall_report": set(),
    "approve": set(),
    "return": set(),
    "withdraw": set(),
    "pass_up": set(),
}


def actors(cast: Cast) -> dict[str, tuple[Any, Person]]:
    return {
        "start": (builders.given, cast.tp_qldn),
        "name_officer": (builders.started, cast.tp_qldn),
        "report": (builders.started, cast.tp_qldn),
        "recall_report": (builders.handed_in, cast.tp_qldn),
        "approve": (builders.handed_in, cast.ptb_hai),
        "return": (builders.handed_in, cast.ptb_hai),
        "pass_up": (builders.handed_in, cast.ptb_hai),
        "withdraw": (builders.started, cast.ptb_hai),
    }


@pytest.mark.parametrize("act", sorted(CHANGES))
def test_more_fields_than_a_form_has_change_nothing(cast: Cast, act: str) -> None:
    make, person = actors(cast)[act]
    mission = make(cast)
    before = facts_of(mission.pk)
    fields = addresses.form(act, cast, addresses.version_of(mission.pk))
    client = addresses.signed_in(person)

    answer = client.post(
        addresses.address(act, mission.pk), {**more_fields(cast), **fields}
    )

    after = facts_of(mission.pk)
    assert answer.status_code < 400, answer.content.decode()
    assert after["version"] > before["version"] or act == "pass_up"
    changed = {name for name in after if after[name] != before[name]} - MOVED
    assert changed == CHANGES[act]
    if act == "name_officer":
        assert after["monitoring_officer_id"] == cast.cv_qldn.pk
    assert after["state"] != "COMPLETED" or act == "approve"


def test_nobody_gives_himself_a_post_or_a_right(cast: Cast, settings: Any) -> None:
    """By every form of the administration site and of the organisation's pages."""
    settings.SECOND_FACTOR_REQUIRED = False
    appointed = Appointment.objects.count()
    granted = PostGroupObjectPermission.objects.count()
    cast.tp_qldn.is_staff = True
    cast.tp_qldn.save(update_fields=["is_staff"])
    client = client_of(cast.tp_qldn)
    sent = {
        "person": cast.tp_qldn.pk,
        "post": cast.post("truong_ban").pk,
        "starts_on": "01/01/2026",
        "is_superuser": "on",
        "is_staff": "on",
        "groups": cast.post("truong_ban").group_id,
        "rights": "decide_work",
        "buoc": "ghi",
        "da-xem": "",
    }
    for parts, found in patterns():
        path = sample_of(parts)
        if path.startswith(("/to-chuc/", "/admin/")) and found.name != "logout":
            assert client.post(path, sent).status_code < 500, path

    person = Person.objects.get(pk=cast.tp_qldn.pk)
    assert not person.is_superuser
    assert Appointment.objects.count() == appointed
    assert PostGroupObjectPermission.objects.count() == granted
