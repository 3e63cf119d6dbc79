"""What a scope reaches: for this the statement of the frame's figures is kept."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.queries import asked_of
from organization import scopes
from organization.enums import Right
from organization.models import Person
from organization.scopes import Scope
from tests.cast import Cast

pytestmark = pytest.mark.django_db
UNIT, POST, MISSION = 10**6, 10**6 + 1, 10**6 + 2


@pytest.fixture
def scope(cast: Cast) -> Scope:
    """The scope of a head who may do something everywhere, too."""
    own = scopes.current(cast.tp_qldn)
    return replace(own, everywhere={Right.AUDIT_WORK: own.seats[0]})


def changed(scope: Scope) -> dict[str, list[Any]]:
    """For each part of a scope, others that let the person reach something else."""
    seat = scope.seats[0]
    there = replace(seat, limited_to=frozenset({UNIT}))
    limited = {Right.DECIDE_WORK: {POST: (there,)}}
    elsewhere = {
        Right.DECIDE_WORK: {POST: (replace(there, limited_to=frozenset({UNIT + 1})),)}
    }
    return {
        "person_id": [scope.person_id + 1],
        "seats": [()],
        "grants": [
            {**scope.grants, right: {**scope.grants.get(right, {}), UNIT: seat}}
            for right in Right
        ],
        "everywhere": [
            {},
            *({right: seat} for right in Right if right != "audit_work"),
        ],
        "post_grants": [{right: {POST: seat}} for right in Right],
        "limited_post_grants": [limited, elsewhere],
        "of_missions": [
            {MISSION: replace(scope, limited_post_grants=one)}
            for one in ({}, limited, elsewhere)
        ],
        "exceptions": [{MISSION: frozenset({one})} for one in ("view_work", "decide")],
    }


def test_whatever_else_is_reached_it_is_another_reach(scope: Scope) -> None:
    others = changed(scope)
    assert {*others, "at"} == {field.name for field in fields(Scope)}

    reaches = [scope.reach] + [
        replace(scope, **{name: value}).reach
        for name, values in others.items()
        for value in values
    ]

    assert len(set(reaches)) == len(reaches)


def test_a_later_moment_with_the_same_rights_is_the_same_reach(cast: Cast) -> None:
    now = timezone.now()
    people = Person.objects.all()
    assert people

    for person in people:
        scope, later = (
            scopes.in_force(person, now + timedelta(days=days)) for days in (0, 9)
        )
        assert scope.reach == later.reach
        assert (
            asked_of(scope, most=5).query.sql_with_params()
            == asked_of(later, most=5).query.sql_with_params()
        )
