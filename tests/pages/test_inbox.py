"""The inbox: what waits for me, one open beside the list, many approved with care."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals import queries as approval_queries
from approvals import services as approvals
from organization import scopes
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, page, signed_in, text_of
from workflows.enums import MissionState
from workflows.models import Mission
from workflows.queries.board import board
from workflows.services import missions, talk
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
INBOX = "/hop-viec/"
RESULTS = f"{INBOX}duyet-loat/ket-qua/"


def item(mission: Mission) -> str:
    return f"{INBOX}{mission.pk}/"


def listed(answer: Any) -> list[int]:
    """Numbers of the missions in the list, in its order."""
    found = re.findall(r'href="/hop-viec/(\d+)/" data-item', answer.content.decode())
    return [int(pk) for pk in found]


def tabs(answer: Any) -> dict[str, int]:
    """Words of each tab and its number."""
    found = re.findall(
        r'<a href="/hop-viec/\?viec=[a-z-]+"[^>]*>([^<]+) <span class="n">(\d+)<',
        answer.content.decode(),
    )
    return {words: int(number) for words, number in found}


def told(answer: Any) -> int:
    """How many entries of history stand on the page."""
    found = answer.content.decode().split('<ol class="tl">')[-1]
    return str(found).split("</ol>")[0].count("<li")


def waiting(person: Person) -> set[int]:
    scope = scopes.in_force(person, timezone.now())
    return set(approval_queries.waiting_for(scope).values_list("pk", flat=True))


def checked(cast: Cast) -> Mission:
    """A report that Văn phòng is to check first."""
    mission = builders.started(cast)
    chosen = approvals.Chosen(office_checks=True)
    approvals.choose_route(mission_id=mission.pk, chosen=chosen, by=cast.ptb_hai)
    return approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã tổng hợp."), by=cast.tp_qldn
    )


def test_of_a_long_history_the_newest_ten_stand_beside_the_list(cast: Cast) -> None:
    """All of it is on the mission's own page, to which a link leads."""
    mission = builders.started(cast)
    for number in range(9):
        talk.comment(mission_id=mission.pk, text=f"Lời {number}.", by=cast.tp_qldn)

    beside: Any = page(cast.tp_qldn, item(mission))
    alone: Any = page(cast.tp_qldn, f"/nhiem-vu/{mission.pk}/")

    assert len(alone.context["timeline"]) == 11
    link = f'href="/nhiem-vu/{mission.pk}/#lich-su">Xem đủ 11 mục lịch sử'
    assert link in beside.content.decode()
    assert [told(beside), told(alone)] == [10, 11]


def test_each_finds_what_waits_for_him_and_nothing_else(cast: Cast) -> None:
    given, started = builders.given(cast), builders.started(cast)
    handed_in, to_check = builders.handed_in(cast), checked(cast)
    returned = builders.returned(cast)
    builders.completed(cast)

    work = {"Cần thực hiện": 3, "Cần trả lời": 0}
    assert tabs(page(cast.tp_qldn, INBOX)) == work
    assert set(listed(page(cast.tp_qldn, INBOX))) == {given.pk, started.pk, returned.pk}
    decisions = {"Chờ quyết định": 1, "Cần trả lời": 0}
    assert tabs(page(cast.ptb_hai, INBOX)) == decisions
    assert listed(page(cast.ptb_hai, INBOX)) == [handed_in.pk]
    assert listed(page(cast.chanh_vp, f"{INBOX}?viec=kiem-tra")) == [to_check.pk]
    assert listed(page(cast.cv_qldn, INBOX)) == []
    assert listed(page(cast.gd_ttqlck, INBOX)) == []


MEMBERS = ("truong_ban", "ptb_hai", "chanh_vp", "tp_qldn", "gd_ttqlck", "cv_qldn")


def test_the_numbers_of_the_tabs_are_the_lists_behind_them(cast: Cast) -> None:
    for make in (builders.given, builders.handed_in, checked, builders.returned):
        make(cast)

    for member in MEMBERS:
        person = getattr(cast, member)
        front = page(person, INBOX)
        found: set[int] = set()
        for address in re.findall(
            r'href="(/hop-viec/\?viec=[a-z-]+)"', front.content.decode()
        ):
            found |= set(listed(page(person, address)))

        assert sum(tabs(front).values()) == len(found), member
        assert found == waiting(person), member


def test_a_wait_is_told_in_working_days_as_on_the_board(cast: Cast) -> None:
    at = timezone.now() - timedelta(days=14)
    mission = missions.start(mission_id=builders.given(cast).pk, by=cast.tp_qldn, at=at)
    approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Xong."), by=cast.tp_qldn, at=at
    )
    (waiting,) = board(scopes.current(cast.ptb_hai), timezone.now()).waiting

    words = text_of(page(cast.ptb_hai, INBOX))

    assert waiting.days < 14
    assert f"Chờ {waiting.days} ngày làm việc" in words
    assert f"{waiting.days} ngày làm việc mục tiêu: 2 ngày làm việc" in words


def test_the_first_that_waits_is_open_beside_the_list(cast: Cast) -> None:
    mission = builders.handed_in(cast, text="Kết quả từng cửa khẩu.")

    answer = page(cast.ptb_hai, INBOX)

    assert 'data-view="list"' in answer.content.decode()
    assert "Kết quả từng cửa khẩu." in text_of(answer)
    assert f'action="/nhiem-vu/{mission.pk}/duyet/"' in answer.content.decode()


def test_the_one_that_is_asked_for_is_open_and_alone_on_a_phone(cast: Cast) -> None:
    builders.handed_in(cast)
    second = builders.handed_in(cast)

    answer = page(cast.ptb_hai, item(second))

    assert 'data-view="detail"' in answer.content.decode()
    assert answer.context["mission"].pk == second.pk


def test_another_unit_does_not_find_it(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    assert page(cast.tp_qlht, item(mission)).status_code == 404
    assert page(cast.ptb_khanh, item(mission)).status_code == 404


def test_the_last_return_stands_above_a_later_report(cast: Cast) -> None:
    mission = builders.returned(cast)
    approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã bổ sung."), by=cast.tp_qldn
    )

    words = text_of(page(cast.ptb_hai, item(mission)))

    assert "Phó Trưởng Ban trả lại ngày" in words
    assert words.index("“Bổ sung số liệu từng cửa khẩu.”") < words.index("Đã bổ sung.")


def test_only_first_reports_can_be_chosen_and_others_say_why(cast: Cast) -> None:
    first, later = builders.handed_in(cast), builders.returned(cast)
    later = approvals.hand_in(
        mission_id=later.pk, report=HandIn("Đã bổ sung."), by=cast.tp_qldn
    )

    body = page(cast.ptb_hai, INBOX).content.decode()

    boxes = dict(re.findall(r'name="mission" value="(\d+):\d+"([^>]*)>', body))
    assert "disabled" not in boxes[str(first.pk)]
    assert "disabled" in boxes[str(later.pk)]
    assert "Xem riêng: báo cáo lần 2" in body


def test_what_was_passed_up_is_looked_at_by_itself(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    approvals.pass_up(mission_id=mission.pk, comment="Vượt lĩnh vực.", by=cast.ptb_hai)

    answer = page(cast.truong_ban, INBOX)

    assert listed(answer) == [mission.pk]
    assert "Xem riêng: có ý kiến chuyển Trưởng Ban" in text_of(answer)
    assert "“Vượt lĩnh vực.”" in text_of(answer)
    assert listed(page(cast.ptb_hai, INBOX)) == []


def test_after_an_act_comes_the_next_that_waits(cast: Cast) -> None:
    first, second, third = (builders.handed_in(cast) for _ in range(3))
    client = signed_in(cast.ptb_hai)

    def after(mission: Mission) -> str:
        return str(client.get(item(mission)).context["next_url"])

    assert after(first) == item(second)
    assert after(third) == item(second)
    answer = client.post(
        f"/nhiem-vu/{first.pk}/duyet/",
        {"version": first.version, "next": after(first)},
    )
    assert answer["Location"] == item(second)
    words = text_of(client.get(item(second)))
    assert f"Đã duyệt hoàn thành {first.code}".replace("\u00a0", " ") in words


def test_the_last_one_leads_back_to_the_empty_list(cast: Cast) -> None:
    mission, client = builders.handed_in(cast), signed_in(cast.ptb_hai)

    following = client.get(item(mission)).context["next_url"]
    client.post(
        f"/nhiem-vu/{mission.pk}/duyet/",
        {"version": mission.version, "next": following},
    )

    assert "Không còn việc chờ duyệt" in text_of(client.get(following))


def test_each_mission_is_named_before_many_are_approved(cast: Cast) -> None:
    first, second = builders.handed_in(cast), builders.handed_in(cast)
    pairs = [f"{one.pk}:{one.version}" for one in (first, second)]
    client = signed_in(cast.ptb_hai)

    answer = client.get(f"{INBOX}xac-nhan/", {"mission": pairs})
    body = answer.content.decode()
    assert all(f'value="{pair}"' in body for pair in pairs)
    assert "mang tên Phó Trưởng Ban Vũ Việt Hải" in text_of(answer)

    answer = client.post(f"{INBOX}duyet-nhieu/", {"mission": pairs})
    assert answer["Location"] == RESULTS
    assert "Đã duyệt 2 việc" in text_of(client.get(RESULTS))
    assert {Mission.objects.get(pk=one.pk).state for one in (first, second)} == {
        MissionState.COMPLETED
    }


def test_others_missions_are_not_named_for_approval(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    query = {"mission": [f"{mission.pk}:{mission.version}"]}

    answer = signed_in(cast.tp_qlht).get(f"{INBOX}xac-nhan/", query)

    assert mission.title not in text_of(answer)
    assert "không còn chờ quyết định" in text_of(answer)


@pytest.mark.parametrize("chosen", [[], ["x"], ["1"], ["1:2:3"], ["9" * 30 + ":1"]])
def test_nothing_chosen_is_said_in_a_sentence(cast: Cast, chosen: list[str]) -> None:
    answer = signed_in(cast.ptb_hai).get(f"{INBOX}xac-nhan/", {"mission": chosen})

    assert answer.status_code == 422
    assert "Chưa chọn việc nào" in text_of(answer)


def test_an_old_page_approves_nothing_in_bulk(cast: Cast) -> None:
    mission, client = builders.handed_in(cast), signed_in(cast.ptb_hai)

    client.post(f"{INBOX}duyet-nhieu/", {"mission": [f"{mission.pk}:1"]})

    assert "vừa được người khác cập nhật" in text_of(client.get(RESULTS))
    mission.refresh_from_db(fields=["state"])
    assert mission.state == MissionState.UNDER_APPROVAL


def test_what_no_longer_waits_says_so(cast: Cast) -> None:
    mission = builders.completed(cast)

    words = text_of(page(cast.ptb_hai, item(mission)))

    assert "Việc này không còn chờ ở Hộp việc" in words


def test_the_open_one_is_fetched_alone_when_it_changes(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    body = page(cast.ptb_hai, item(mission), **HTMX).content.decode()

    assert body.strip().startswith("<article")
    assert f'data-version="{mission.version}"' in body
    assert "autofocus" not in body


def test_the_office_puts_a_report_before_the_leader_from_here(cast: Cast) -> None:
    mission, client = checked(cast), signed_in(cast.chanh_vp)
    assert "Trình lãnh đạo" in text_of(client.get(item(mission)))

    client.post(f"/nhiem-vu/{mission.pk}/trinh/", {"version": mission.version})

    mission.refresh_from_db(fields=["state"])
    assert mission.state == MissionState.UNDER_APPROVAL
    words = text_of(page(cast.ptb_hai, item(mission)))
    assert f"thể thức: Chánh Văn phòng {cast.chanh_vp.full_name}" in words


def test_a_nonsense_tab_or_cursor_harms_nothing(cast: Cast) -> None:
    builders.handed_in(cast)

    for query in ("viec=x", "viec=kiem-tra", "sau=x~y", "viec=quyet-dinh&sau=x~1"):
        assert page(cast.ptb_hai, f"{INBOX}?{query}").status_code == 200


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_alone_takes_ten_statements(
    cast: Cast, django_assert_max_num_queries: Any, many: int
) -> None:
    for _ in range(many):
        builders.given(cast)
    client = signed_in(cast.ptb_hai)

    with django_assert_max_num_queries(10):
        client.get(INBOX)


@pytest.mark.parametrize("many", [1, 12])
@pytest.mark.parametrize("member", ["ptb_hai", "tp_qldn"])
def test_with_one_open_it_takes_fourteen(
    cast: Cast, django_assert_max_num_queries: Any, many: int, member: str
) -> None:
    make = builders.handed_in if member == "ptb_hai" else builders.started
    missions = [make(cast) for _ in range(many)]
    client = signed_in(getattr(cast, member))

    with django_assert_max_num_queries(14):
        answer = client.get(item(missions[0]))

    assert len(listed(answer)) == many
