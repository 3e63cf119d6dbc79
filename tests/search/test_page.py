"""Tìm kiếm: the page, its parts, and what stands in the frame."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import page, signed_in, text_of
from workflows.services.search import index_waiting

pytestmark = pytest.mark.django_db
SEARCH = "/tim-kiem/"
RARE = "Thẩm định giá xyloquartz"
SCRIPT = "<script>alert(1)</script>"


def offered(q: str) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Target": "tim-nhanh"}


def test_results_are_marked_and_lead_to_their_mission(cast: Cast) -> None:
    mission = builders.handed_in(cast, title=f"{RARE} {SCRIPT}", text="Thẩm định xong.")
    index_waiting()

    answer = page(cast.tp_qldn, SEARCH + "?q=tham+dinh")

    html = answer.content.decode()
    assert "<mark>Thẩm</mark> <mark>định</mark> giá" in html
    assert f'href="/nhiem-vu/{mission.pk}/"' in html
    assert f'href="/nhiem-vu/{mission.pk}/#bao-cao"' in html
    assert SCRIPT not in html
    assert "2 kết quả." in text_of(answer)
    assert "Nhiệm vụ 1" in text_of(answer)
    assert ": Báo cáo lần 1" in text_of(answer)


def test_one_kind_alone(cast: Cast) -> None:
    builders.handed_in(cast, title=RARE, text="Thẩm định xong.")
    index_waiting()

    answer = page(cast.tp_qldn, SEARCH + "?q=tham+dinh&loai=bao-cao")

    assert "1 kết quả." in text_of(answer)
    assert "xong." in text_of(answer)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Gõ từ cần tìm"),
        ("?q=%CC%81", "không có chữ hoặc số nào"),
        ("?q=zirconhafni", "Không tìm thấy “zirconhafni”"),
        ("?q=giai+z", "Từ cuối mới có một chữ: gõ thêm"),
        ("?q=giai&tu=abc&loai=khac", "Không tìm thấy “giai”"),
        ("?q=giai&tu=99999999999", "Không tìm thấy “giai”"),
        ("?q=%00%27%26%7C&q=%ED%A0%80", "Tìm kiếm"),
    ],
)
def test_where_nothing_is_found_it_says_what_to_do(
    cast: Cast, query: str, words: str
) -> None:
    answer = page(cast.cv_qldn, SEARCH + query)

    assert answer.status_code == 200
    assert words in text_of(answer)


def test_as_one_types_options_come_alone(cast: Cast) -> None:
    mission = builders.given(cast, title=RARE)
    index_waiting()

    answer = page(cast.tp_qldn, SEARCH + "?q=xylo", **offered("xylo"))

    html = answer.content.decode()
    assert "<html" not in html
    assert html.count('role="option"') == 2
    assert f'href="/nhiem-vu/{mission.pk}/"' in html
    assert "?q=xylo" in html


def test_one_letter_of_a_word_is_not_said_to_be_nowhere(cast: Cast) -> None:
    """It is not completed yet, so that nothing was found means nothing."""
    begun = page(cast.tp_qldn, SEARCH + "?q=x", **offered("x"))
    gone = page(cast.tp_qldn, SEARCH + "?q=xq", **offered("xq"))

    assert "Gõ thêm chữ để tìm" in text_of(begun)
    assert "Không tìm thấy" not in text_of(begun)
    assert "Không tìm thấy" in text_of(gone)


def test_programs_are_answered_in_json(cast: Cast) -> None:
    mission = builders.given(cast, title=RARE)
    index_waiting()

    answer = page(cast.tp_qldn, SEARCH + "?q=xyloquartz", Accept="application/json")

    told = json.loads(answer.content)
    (one,) = told["results"]
    assert (one["kind"], one["title"]) == ("mission", RARE)
    assert one["url"] == f"/nhiem-vu/{mission.pk}/"
    assert told["count"] == 1


def test_the_box_of_the_frame_leads_here_without_script(cast: Cast) -> None:
    html = page(cast.cv_qldn, "/nhiem-vu/").content.decode()

    assert 'role="search" action="/tim-kiem/"' in html
    assert 'aria-label="Tìm kiếm"' in html


@pytest.mark.parametrize("member", ["tp_qldn", "van_thu", "truong_ban"])
def test_it_takes_ten_statements_at_most(cast: Cast, member: str) -> None:
    for _ in range(3):
        builders.returned(cast)
    index_waiting()
    client = signed_in(getattr(cast, member))
    client.get(SEARCH)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(SEARCH, {"q": "số li"})

    assert "kết quả." in answer.content.decode()
    assert len(asked) <= 10
