"""Approving several from the list: what is ticked there, asked about, and answered."""

import re
from typing import Any

import pytest
from django.urls import reverse

from approvals import services as approvals
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import signed_in, text_of
from workflows.enums import MissionState
from workflows.models import Mission
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
TICK = re.compile(r'class="pick"[^>]* name="mission" value="([^"]+)"')
HIDDEN = re.compile(r'type="hidden" name="mission" value="([^"]+)"')


def test_what_is_ticked_in_the_list_is_approved_one_by_one(cast: Cast) -> None:
    """Through the forms alone, as a browser without script sends them."""
    waiting = [builders.handed_in(cast), builders.handed_in(cast)]
    second = approvals.hand_in(
        mission_id=builders.returned(cast).pk,
        report=HandIn("Đã bổ sung."),
        by=cast.tp_qldn,
    )
    at_work = builders.started(cast)
    client = signed_in(cast.ptb_hai)

    listed = client.get(reverse("workflows:mission_list")).content.decode()
    ticks = TICK.findall(listed)
    assert f'formaction="{reverse("approvals:approve_confirm")}"' in listed
    for one in (*waiting, second):
        assert f"{one.pk}:{one.version}" in ticks

    asked: Any = client.get(reverse("approvals:approve_confirm"), {"mission": ticks})
    kept = HIDDEN.findall(asked.content.decode())
    assert sorted(kept) == sorted(f"{one.pk}:{one.version}" for one in waiting)
    assert f"Không duyệt cùng lúc: {second.code}" in asked.content.decode()

    apart: Any = client.get(
        reverse("approvals:approve_confirm"), {"mission": f"{second.pk}:1"}
    )
    assert "phải xem riêng từng việc" in text_of(apart)
    assert reverse("approvals:mission", args=[second.pk]) in apart.content.decode()

    answer: Any = client.post(
        reverse("approvals:approve_many"), {"mission": kept}, follow=True
    )

    assert answer.redirect_chain[-1][0] == reverse("approvals:approve_results")
    assert "Đã duyệt 2 việc" in text_of(answer)
    states = dict(Mission.objects.values_list("pk", "state"))
    assert [states[one.pk] for one in waiting] == [MissionState.COMPLETED] * 2
    assert states[second.pk] == MissionState.UNDER_APPROVAL
    assert states[at_work.pk] == MissionState.IN_PROGRESS
