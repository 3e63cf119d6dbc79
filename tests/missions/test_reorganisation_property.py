"""Whatever plan is applied, no open mission is lost and each has one open lead unit."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from organization.enums import UnitKind
from organization.models import Post, Unit
from tests.cast import Cast
from tests.missions import builders
from tests.missions.reorganisations import (
    PAPER,
    carried_out,
    check_nothing_is_lost,
    drawn_up,
    today,
)
from workflows.enums import OPEN_STATES
from workflows.models import Mission
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation import Plan, Role, Successor

pytestmark = pytest.mark.django_db
K = ReorganisationKind
UNITS = ("phong_qldn", "phong_khth", "phong_qlht", "tt_qlck", "chi_doan")
NEW = (
    Successor("moi_1", "Phòng Mới Một", "M1", UnitKind.DIVISION.value, "ha_tang"),
    Successor("moi_2", "Phòng Mới Hai", "M2", UnitKind.DIVISION.value, "ha_tang"),
)
units = st.sampled_from(UNITS)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Mergers into old and new units, divisions with a rest or without, closings."""
    kind = draw(st.sampled_from((K.MERGE, K.SPLIT, K.CLOSE)))
    many = 1 if kind != K.MERGE else draw(st.integers(1, 3))
    formers = tuple(draw(st.lists(units, min_size=many, max_size=many, unique=True)))
    others = [Successor(code) for code in UNITS if code not in formers]
    if kind == K.SPLIT:
        stays = draw(st.booleans())
        successors = (Successor(formers[0]), NEW[0]) if stays else NEW
    elif kind == K.CLOSE:
        successors = (draw(st.sampled_from(others)),)
    else:
        successors = (draw(st.sampled_from([NEW[0], *others])),)
    codes = [one.code for one in successors]
    posts = Post.objects.filter(unit__code__in=formers)
    return Plan(
        kind=kind,
        effective_on=today(),
        paper=PAPER,
        formers=formers,
        successors=successors,
        by_rule=codes[0] if kind == K.SPLIT else "",
        follows_officer=draw(st.booleans()),
        names_go_to=draw(st.sampled_from(["", codes[0]])) if kind == K.SPLIT else "",
        fates={
            post.code: (
                draw(st.sampled_from(codes)),
                draw(st.sampled_from((Role.END, Role.OFFICER, Role.DEPUTY))),
            )
            for post in posts
        },
        by_hand={
            pk: draw(st.sampled_from(codes))
            for pk in Mission.objects.values_list("pk", flat=True)
            if draw(st.booleans())
        },
    )


def missions_of_all_kinds(cast: Cast) -> None:
    """Leads and supports in every pair of units, one of them waiting above."""
    builders.handed_in(cast)
    for number, lead in enumerate(UNITS):
        supports = {UNITS[(number + 1) % 5], UNITS[(number + 2) % 5]}
        builders.given(
            cast,
            by=cast.truong_ban,
            lead_unit=cast.unit(lead),
            directing_leader=cast.post("truong_ban"),
            supporting_units=tuple(cast.unit(code) for code in sorted(supports)),
        )


@settings(
    max_examples=8,
    # A failure is told as it is found: to shrink it takes many plans more.
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_after_any_plan_each_open_mission_has_one_open_lead_unit(
    cast: Cast, data: st.DataObject
) -> None:
    with transaction.atomic():
        missions_of_all_kinds(cast)
        open_ones = Mission.objects.filter(state__in=OPEN_STATES)
        before = set(open_ones.values_list("pk", flat=True))
        plan = data.draw(plans())
        _, shown = drawn_up(cast, plan)

        if not shown.obstacles:
            carried_out(cast, plan)

        check_nothing_is_lost(before)
        closed = Unit.objects.filter(closed_on__isnull=False)
        expected = set() if shown.obstacles else set(plan.closing)
        assert set(closed.values_list("code", flat=True)) == expected
        transaction.set_rollback(True)
