"""Cho phép riêng on a mission: who sees it, who gives it, and its end."""

from typing import Any

import pytest

from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, page, signed_in, text_of
from workflows.models import Mission, MissionException

pytestmark = pytest.mark.django_db


def url(mission: Mission, more: str = "") -> str:
    return f"/nhiem-vu/{mission.pk}/cho-phep/{more}"


def give(by: Person, mission: Mission, person: Person, **changes: str) -> Any:
    mission.refresh_from_db(fields=["version"])
    values = {
        "version": str(mission.version),
        "person": str(person.pk),
        "span": "tuan",
        "reason": "Phối hợp số liệu hạ tầng.",
    }
    return signed_in(by).post(url(mission, "moi/"), values | changes)


def test_who_sees_the_mission_sees_who_was_let_in_and_the_leader_lets_in(
    cast: Cast,
) -> None:
    mission = builders.given(cast)

    for person in (cast.tp_qldn, cast.gd_ttqlck, cast.kiem_tra, cast.chanh_vp):
        words = text_of(page(person, url(mission)))
        assert "Không ai được cho phép riêng" in words
        assert "Cho phép thêm một người" not in words, person
    for person in (cast.ptb_hai, cast.truong_ban):
        assert "Cho phép thêm một người" in text_of(page(person, url(mission)))
    for person in (cast.tp_qlht, cast.ptb_khanh, cast.quan_tri):
        assert page(person, url(mission)).status_code == 404


def test_let_in_he_sees_it_and_is_named_with_reason_period_and_who_gave_it(
    cast: Cast,
) -> None:
    mission = builders.given(cast)
    assert page(cast.tp_qlht, f"/nhiem-vu/{mission.pk}/").status_code == 404

    assert give(cast.ptb_hai, mission, cast.tp_qlht).status_code == 302

    assert page(cast.tp_qlht, f"/nhiem-vu/{mission.pk}/").status_code == 200
    words = text_of(page(cast.tp_qldn, url(mission), **HTMX))
    assert f"{cast.tp_qlht.full_name} Đang hiệu lực" in words
    assert "Xem nhiệm vụ, từ" in words
    assert "Phó Trưởng Ban Vũ Việt Hải cho phép" in words
    assert "“Phối hợp số liệu hạ tầng.”" in words


def test_only_who_directs_it_gives_and_ends(cast: Cast) -> None:
    mission = builders.given(cast)
    assert give(cast.tp_qldn, mission, cast.tp_qlht).status_code == 403
    assert give(cast.tp_qlht, mission, cast.tp_qlht).status_code == 404
    assert give(cast.ptb_hai, mission, cast.ptb_hai).status_code == 403
    assert not MissionException.objects.exists()

    give(cast.ptb_hai, mission, cast.tp_qlht)
    row = MissionException.objects.get()
    end = url(mission, f"{row.pk}/cham-dut/")
    mission.refresh_from_db(fields=["version"])
    sent = {"version": mission.version, "reason": "Đã xong phần phối hợp."}
    assert signed_in(cast.tp_qldn).post(end, sent).status_code == 403
    assert signed_in(cast.ptb_khanh).post(end, sent).status_code == 404
    other = builders.given(cast)
    elsewhere = url(other, f"{row.pk}/cham-dut/")
    assert signed_in(cast.ptb_hai).post(elsewhere, sent).status_code == 404

    assert signed_in(cast.ptb_hai).post(end, sent).status_code == 302
    assert page(cast.tp_qlht, f"/nhiem-vu/{mission.pk}/").status_code == 404
    assert "Đã chấm dứt" in text_of(page(cast.ptb_hai, url(mission)))


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"reason": ""}, 422, "Chưa có lý do"),
        ({"span": ""}, 422, "Chưa chọn thời hạn"),
        ({"span": "khoang", "from_day": "01/01/2026", "to_day": "02/01/2026"}, 422,
         "Thời hạn cho phép đã qua"),
        ({"version": "0"}, 409, "Cho phép Phạm"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_beside_what_was_typed(
    cast: Cast, changes: dict[str, str], status: int, sentence: str
) -> None:
    mission = builders.started(cast)

    answer = give(cast.ptb_hai, mission, cast.tp_qlht, **changes)

    assert answer.status_code == status
    if status == 422:
        assert sentence in text_of(answer)
        assert 'name="reason"' in answer.content.decode()
    assert not MissionException.objects.exists()


def test_people_are_found_by_name_and_the_form_follows(cast: Cast) -> None:
    mission = builders.given(cast)

    found = page(cast.ptb_hai, url(mission, "?tim=quang khanh")).content.decode()
    assert f"?nguoi={cast.ptb_khanh.pk}#cho-phep" in found
    form = text_of(page(cast.ptb_hai, url(mission, f"?nguoi={cast.ptb_khanh.pk}")))
    assert "Cho phép Vũ Quang Khánh" in form
    # Who may not give gets no form, whatever the address says.
    other = text_of(page(cast.tp_qldn, url(mission, f"?nguoi={cast.ptb_khanh.pk}")))
    assert "Cho phép Vũ Quang Khánh" not in other


def test_a_finished_mission_has_no_bar_of_acts_for_its_leader(cast: Cast) -> None:
    mission = builders.completed(cast)

    body = page(cast.ptb_hai, f"/nhiem-vu/{mission.pk}/").content.decode()

    assert 'class="decide"' not in body
    assert f'href="{url(mission)}"' in body
