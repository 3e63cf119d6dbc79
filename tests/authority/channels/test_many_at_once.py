"""Acts on many missions at once, and the ways of papers into missions: each mission is
done only where the table lets this relation do it, and the others stand as they did."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from tests.authority.channels.cells import (
    RELATIONS,
    SITUATIONS,
    Ground,
    expected,
    signed_in_as,
    standing,
)
from tests.authority.grounds import taken_back
from tests.authority.table import YES, Situation
from workflows.models import Mission

# Văn phòng registers signed papers, gives out what stands in them and takes them back.
OFFICE: Final = {
    "chief of office",
    "deputy chief of office",
    "officer of the office",
    "clerk",
}
PACKAGES: Final = ("approvals", "workflows", "organization", "notifications", "project")
MANY: Final = re.compile(r"getlist\(\"(?:mission|item|row)\"\)")
# Who may send these is tried here.
OF_MISSIONS: Final = (
    "approvals/views/acts.py",
    "approvals/views/document_end.py",
    "approvals/views/urging_many.py",
    "approvals/views/inbox.py",  # the question before, which changes nothing
    "approvals/views/amendments.py",
    "workflows/views/documents.py",
)
# Items in the making: Văn phòng's, and nobody else's (tests/authority/addresses.py).
OF_ITEMS: Final = ("workflows/views/documents_acts.py",)
FINISHED: Final = ("COMPLETED", "WITHDRAWN")


def stands(ground: Ground) -> dict[Situation, tuple[Any, ...]]:
    return {one: standing(ground.number(one)) for one in SITUATIONS}


def allowed(
    ground: Ground, act: str, who: str, among: Iterable[Situation]
) -> set[Situation]:
    """Where the table lets this person do it, who stands in a relation to all."""
    return {
        one
        for one in among
        if expected(one, act, ground.relation_in_all(who, one)) == YES
    }


def test_a_new_way_to_send_many_is_noticed() -> None:
    root = Path(__file__).resolve().parents[3]
    found = {
        str(path.relative_to(root))
        for package in PACKAGES
        for path in (root / package).rglob("*.py")
        if MANY.search(path.read_text(encoding="utf-8"))
    }

    assert found == {*OF_MISSIONS, *OF_ITEMS}


@pytest.mark.parametrize("who", RELATIONS)
def test_approving_many_approves_what_each_may_be(ground: Ground, who: str) -> None:
    program = Client(headers={"accept": "application/json"})
    with ground.seen_in_all(who) as (person, seen):
        before = stands(ground)
        chosen = [f"{ground.number(one)}:{before[one][1]}" for one in SITUATIONS]
        signed_in_as(program, person)
        program.post(reverse("approvals:approve_many"), {"mission": chosen})
        after = stands(ground)
        done = {one for one in SITUATIONS if after[one] != before[one]}
        approved = {one for one in done if after[one][0] == "COMPLETED"}

    # What was passed up with an opinion is to be read by itself.
    clean = [one for one in SITUATIONS if one[1] != "UNDER_APPROVAL passed up"]
    may = allowed(ground, "approve", who, clean)
    assert done == approved == {one for one in may if ground.number(one) in seen}


@pytest.mark.parametrize("who", RELATIONS)
def test_urging_many_urges_what_each_may(ground: Ground, who: str) -> None:
    program = Client(headers={"accept": "application/json"})
    with ground.seen_in_all(who) as (person, seen):
        before = stands(ground)
        chosen = [f"{ground.number(one)}:{before[one][1]}" for one in SITUATIONS]
        signed_in_as(program, person)
        program.post(
            reverse("approvals:follow_up_many"),
            {"mission": chosen, "text": "Đề nghị báo cáo ngay.", "again": "1"},
        )
        after = stands(ground)
        done = {one for one in SITUATIONS if after[one] != before[one]}

    may = allowed(ground, "follow_up", who, SITUATIONS)
    above = allowed(ground, "follow_up_above", who, SITUATIONS)
    # Where a report waits, who has it is urged, by who may do that.
    assert done <= {one for one in may | above if ground.number(one) in seen}
    assert {one for one in may if ground.number(one) in seen} <= done


@pytest.mark.parametrize("who", RELATIONS)
def test_taking_a_paper_back_and_giving_it_out_is_for_van_phong(
    ground: Ground, who: str
) -> None:
    """With the paper go its open missions; what was given out is not given again."""
    program = Client(headers={"accept": "application/json"})
    wrong: dict[Any, Any] = {}
    with ground.seen_in_all(who) as (person, _):
        signed_in_as(program, person)
        for situation in SITUATIONS:
            mission = Mission.objects.get(pk=ground.number(situation))
            if mission.document_id is None or mission.item is None:
                continue
            before = standing(mission.pk)
            item = f"{mission.item.pk}:{mission.item.version}"
            of_the_paper = [mission.document_id]
            with taken_back():
                program.post(
                    reverse("workflows:document_give", args=of_the_paper),
                    {"item": [item]},
                )
                if standing(mission.pk) != before:
                    wrong[situation, "given again"] = standing(mission.pk)
            with taken_back():  # it replaces no former version
                program.post(
                    reverse("approvals:amendment_apply", args=of_the_paper),
                    {"row": [f"drop:{mission.item.pk}"]},
                )
                if standing(mission.pk) != before:
                    wrong[situation, "amended"] = standing(mission.pk)
            with taken_back():
                program.post(
                    reverse("approvals:document_withdraw", args=of_the_paper),
                    {"mission": [f"{mission.pk}:{before[1]}"], "reason": "Hết cần."},
                )
                state = standing(mission.pk)[0]
            ends = who in OFFICE and before[0] not in FINISHED
            if state != ("WITHDRAWN" if ends else before[0]):
                wrong[situation, "withdrawn"] = state

    assert wrong == {}


@pytest.mark.parametrize("who", RELATIONS)
def test_a_paper_that_comes_in_moves_no_mission(ground: Ground, who: str) -> None:
    """Văn phòng alone takes papers in; reading one does nothing to what was given."""
    program = Client(headers={"accept": "application/json"})
    known = who in OFFICE
    paper = {
        "text": "KẾ HOẠCH\n1. Phòng Quản lý doanh nghiệp nắm tình hình xuất nhập khẩu.",
        "declared": "on",
    }
    with ground.seen_in_all(who) as (person, _):
        signed_in_as(program, person)
        before = stands(ground)
        answer = program.post(reverse("workflows:document_upload"), paper)
        after = stands(ground)

    assert after == before
    inside = person is not None and who != "deactivated"
    assert answer.status_code == (302 if known else 404 if inside else 401)


@pytest.mark.parametrize("who", RELATIONS)
def test_a_mission_is_given_directly_by_a_leader_in_the_own_field(
    ground: Ground, who: str
) -> None:
    cast = ground.world.cast
    order = {
        "title": "Rà soát doanh nghiệp",
        "text": "Rà soát doanh nghiệp đang hoạt động.",
        "lead_unit": cast.unit("phong_qldn").pk,
        "directing_leader": cast.post("ptb_xuat_nhap_khau").pk,
        "due_on": "31/12/2026",
    }
    program = Client(headers={"accept": "application/json"})
    with ground.seen_in_all(who) as (person, _):
        signed_in_as(program, person)
        before = Mission.objects.count()
        answer = program.post(reverse("workflows:give"), order)
        given = Mission.objects.count() - before

    status = GIVING.get(who, 404)
    assert (answer.status_code, given) == (status, 1 if status == 302 else 0)


# Within the field, 403 beyond it; for who gives nothing there is no such page.
GIVING: Final = {
    "directing leader": 302,
    "head of the Board": 302,
    "deputy with the field": 302,
    "deputy without the field": 403,
    "delegate": 302,
    "delegate, handed in": 302,
    "delegate of the head": 302,
    "by order of the head": 302,
    "deactivated": 401,
    "nobody": 401,
}
