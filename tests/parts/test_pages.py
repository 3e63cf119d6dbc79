"""What the pages show of parts, of merged missions and of agencies outside."""

from typing import Any

import pytest
from django.test import Client

from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.missions.addresses import SIGNED_IN_BY
from tests.parts.material import part, reported, split
from workflows.models import Mission

pytestmark = pytest.mark.django_db


def seen_by(person: Person, address: str, **query: Any) -> str:
    client = Client()
    client.force_login(person, backend=SIGNED_IN_BY)
    return client.get(address, query).content.decode()


def page(mission: Mission) -> str:
    return f"/nhiem-vu/{mission.pk}/"


def test_a_part_shows_its_title_only_to_who_may_open_it(cast: Cast) -> None:
    whole = builders.started(cast)
    (one,) = split(
        cast, whole, part(cast, "Mở thầu kín", "tt_qlck"), by=cast.truong_ban
    )

    for person, shown in ((cast.gd_ttqlck, True), (cast.tp_qldn, False)):
        body = seen_by(person, page(whole))
        assert one.code in body
        assert ("Mở thầu kín" in body) is shown
    assert whole.title in seen_by(cast.gd_ttqlck, page(one))


def test_the_leader_is_led_to_the_parts_that_are_not_done(cast: Cast) -> None:
    whole = builders.started(cast)
    split(cast, whole, part(cast))
    reported(cast, whole)

    body = seen_by(cast.ptb_hai, page(whole))

    assert "Còn 1 phần chưa xong" in body
    assert 'name="parts_reason"' in body


def test_both_stand_beside_each_other_before_they_are_one(cast: Cast) -> None:
    one, other = builders.given(cast), builders.given(cast, title="Việc trùng")

    body = seen_by(cast.ptb_hai, f"{page(one)}gop/", voi=f"NV {other.pk:03d}")

    assert "Việc trùng" in body
    assert "Sau khi gộp" in body
    assert Mission.objects.get(pk=other.pk).merged_into is None
