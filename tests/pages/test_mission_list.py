"""The list: nobody sees more than is his, and every number is the list behind it."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from approvals import services as approvals
from organization.scopes import current
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, chips, page, rows, signed_in, text_of
from workflows.models import Mission
from workflows.queries import keyset, mission_list, missions_visible_to
from workflows.queries.seen import Seen
from workflows.services import missions

pytestmark = pytest.mark.django_db
LIST = "/nhiem-vu/"
SCRIPT = "<script>alert(1)</script>"
MEMBERS = ("truong_ban", "ptb_hai", "ptb_khanh", "chanh_vp", "tp_qldn", "gd_ttqlck",
           "cv_qldn", "kiem_tra", "quan_tri")  # fmt: skip


@pytest.fixture
def one_of_each(cast: Cast) -> list[Mission]:
    """Missions in every state, overdue ones and ones without a deadline."""
    today = timezone.localdate()
    return [
        builders.given(cast, due_on=today - timedelta(days=2)),
        builders.started(cast, due_on=today + timedelta(days=3)),
        builders.started(cast, due_on=None, no_deadline_reason="Thường xuyên"),
        builders.handed_in(cast, due_on=today - timedelta(days=1)),
        builders.returned(cast),
        builders.completed(cast),
        approvals.withdraw(
            mission_id=builders.given(cast).pk, reason="Giao nhầm.", by=cast.ptb_hai
        ),
        missions.assign(
            order=builders.order(
                cast,
                title="Duy tu tuyến đường nội bộ",
                lead_unit=cast.unit("phong_qlht"),
                directing_leader=cast.post("ptb_ha_tang"),
                supporting_units=(),
            ),
            by=cast.ptb_khanh,
        ),
    ]


@pytest.mark.parametrize("member", MEMBERS)
def test_every_number_is_the_list_behind_it(
    cast: Cast, one_of_each: list[Mission], member: str
) -> None:
    person = getattr(cast, member)
    visible = set(missions_visible_to(person).values_list("pk", flat=True))

    shown = chips(page(person, LIST))

    assert set(shown) == {str(part) for part in mission_list.ALWAYS_SHOWN}
    for part, number in shown.items():
        listed = rows(page(person, f"{LIST}?loc={part}"))
        assert len(listed) == number, part
        assert set(listed) <= visible
    assert shown["tat-ca"] == len(visible)


def test_the_parts_are_what_their_names_say(
    cast: Cast, one_of_each: list[Mission]
) -> None:
    shown = chips(page(cast.truong_ban, LIST))

    assert shown == {
        "chua-xong": 6,
        "qua-han": 1,  # the one handed in late has stopped its clock
        "sap-den-han": 1,
        "cho-duyet": 1,
        "hoan-thanh": 1,
        "thu-hoi": 1,
        "tat-ca": 8,
    }


def test_another_unit_does_not_find_what_is_not_its_own(
    cast: Cast, one_of_each: list[Mission]
) -> None:
    road = one_of_each[-1]

    assert road.pk in rows(page(cast.tp_qlht, f"{LIST}?loc=tat-ca"))
    assert rows(page(cast.tp_qldn, f"{LIST}?q=Duy tu")) == []
    assert rows(page(cast.tp_qldn, f"{LIST}?q=NV {road.pk:03d}")) == []


def test_numbers_follow_the_filters(cast: Cast, one_of_each: list[Mission]) -> None:
    unit = cast.unit("phong_qlht").pk
    answer = page(cast.truong_ban, f"{LIST}?don-vi={unit}")

    assert chips(answer)["chua-xong"] == 1
    assert rows(answer) == [one_of_each[-1].pk]


@pytest.mark.parametrize("words", ["tuyến đường", "hạ tầng"])
def test_words_find_title_and_unit_in_every_state(
    cast: Cast, one_of_each: list[Mission], words: str
) -> None:
    assert rows(page(cast.truong_ban, f"{LIST}?q={words}")) == [one_of_each[-1].pk]


@pytest.mark.parametrize("shape", ["NV {:03d}", "nv\u00a0{:03d}", "{}", "NV{}"])
def test_a_number_finds_its_mission(
    cast: Cast, one_of_each: list[Mission], shape: str
) -> None:
    mission = one_of_each[5]

    found = rows(page(cast.truong_ban, f"{LIST}?q={shape.format(mission.pk)}"))

    assert mission.pk in found


@pytest.mark.parametrize(
    "query",
    ["loc=nonsense", "don-vi=abc", "don-vi=99999999999999999999", "xep=;drop", "sau=x",
     "sau=~", "sau=2026-99-99~1", "sau=1~99999999999999999", "q=%00", "q=%27%25_",
     "loc=hoan-thanh&xep=han&sau=abc~1"],
)  # fmt: skip
def test_nonsense_in_the_address_harms_nothing(cast: Cast, query: str) -> None:
    assert page(cast.truong_ban, f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("sort", ["han", "so", "thay-doi", "ngay-giao", "cho-tu"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_page_after_page_shows_each_mission_once(
    cast: Cast,
    one_of_each: list[Mission],
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
    sign: str,
) -> None:
    monkeypatch.setattr(keyset, "PAGE", 3)
    url, seen = f"{LIST}?loc=tat-ca&xep={sign}{sort}", []

    while url:
        answer = page(cast.truong_ban, url)
        seen += rows(answer)
        url = answer.context["next_url"]

    assert sorted(seen) == sorted(one.pk for one in one_of_each)
    assert len(seen) == 8


def test_without_a_deadline_a_mission_comes_last_both_ways(
    cast: Cast, one_of_each: list[Mission]
) -> None:
    without = one_of_each[2].pk

    assert rows(page(cast.truong_ban, f"{LIST}?loc=tat-ca&xep=han"))[-1] == without
    assert rows(page(cast.truong_ban, f"{LIST}?loc=tat-ca&xep=-han"))[-1] == without


def test_the_next_page_keeps_what_was_asked_for(
    cast: Cast, one_of_each: list[Mission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset, "PAGE", 2)
    unit = cast.unit("phong_qldn").pk

    answer = page(cast.truong_ban, f"{LIST}?loc=chua-xong&don-vi={unit}&xep=-so")

    query = parse_qs(urlsplit(answer.context["next_url"]).query)
    assert query["don-vi"] == [str(unit)]
    assert query["xep"] == ["-so"]
    assert query["loc"] == ["chua-xong"]


def test_more_rows_come_alone(
    cast: Cast, one_of_each: list[Mission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset, "PAGE", 2)
    following = page(cast.truong_ban, LIST).context["next_url"]

    answer = page(cast.truong_ban, following, **HTMX, **{"HX-Target": "tai-them"})

    assert answer.content.decode().strip().startswith("<tr")
    assert len(rows(answer)) == 2


def test_a_changed_filter_brings_the_list_without_the_frame(cast: Cast) -> None:
    answer = page(cast.truong_ban, f"{LIST}?loc=qua-han", **HTMX)

    assert "<html" not in answer.content.decode()
    assert "Không có nhiệm vụ nào khớp" in text_of(answer)


def test_a_row_that_changed_is_fetched_alone(cast: Cast) -> None:
    mission = builders.completed(cast)

    answer = page(cast.ptb_hai, f"{LIST}{mission.pk}/dong/", **HTMX)

    assert rows(answer) == [mission.pk]
    assert "Hoàn thành" in text_of(answer)


def test_a_row_that_may_no_longer_be_seen_is_empty(cast: Cast) -> None:
    mission = builders.given(cast)

    answer = page(cast.tp_qlht, f"{LIST}{mission.pk}/dong/", **HTMX)

    assert (answer.status_code, answer.content) == (200, b"")


def test_nothing_found_says_what_was_looked_for_and_how_to_stop(cast: Cast) -> None:
    answer = page(cast.truong_ban, f"{LIST}?q={SCRIPT}")

    assert "Không có nhiệm vụ nào khớp" in text_of(answer)
    assert "Bỏ bộ lọc" in text_of(answer)
    assert SCRIPT not in answer.content.decode()


def test_what_people_wrote_is_shown_as_words(cast: Cast) -> None:
    builders.given(cast, title=SCRIPT, text=SCRIPT)

    body = page(cast.ptb_hai, LIST).content.decode()

    assert SCRIPT not in body
    assert "&lt;script&gt;alert(1)" in body


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize("member", ["truong_ban", "tp_qldn"])
def test_the_list_takes_eight_statements_however_long(
    cast: Cast, django_assert_max_num_queries, many: int, member: str
) -> None:
    for _ in range(many):
        builders.given(cast)
    client = signed_in(getattr(cast, member))

    with django_assert_max_num_queries(8):
        answer = client.get(LIST)

    assert len(rows(answer)) == many


def test_finished_work_is_counted_up_to_a_thousand_only(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mission_list, "COUNTED", 1)
    builders.given(cast)
    builders.given(cast)
    builders.given(cast)

    counts = mission_list.counts(
        Seen(current(cast.truong_ban)),
        mission_list.ALWAYS_SHOWN,
        on=timezone.localdate(),
    )

    assert counts[mission_list.Part.OPEN] == 2


def test_who_sees_nothing_gets_an_empty_list(cast: Cast) -> None:
    builders.given(cast)

    assert set(chips(page(cast.quan_tri, LIST)).values()) == {0}
