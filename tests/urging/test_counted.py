"""Open difficulties and words of urging are counted, and each figure is a list."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from approvals.services import difficulties
from organization import scopes
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import chips, page, rows, signed_in, text_of
from tests.urging.said import raised, urged
from workflows import permissions
from workflows.models import FollowUp, Mission
from workflows.queries.urging import may_urge, urges_somebody

pytestmark = pytest.mark.django_db
LIST, BOARD = "/nhiem-vu/", "/ban-dieu-hanh/"
FIGURES = (
    r'<a id="o-vuong-mac-[^"]+" href="([^"]+)"[^>]*>(\d+)<',
    r'<a id="vuong-mac-\d+" href="([^"]+)"[^>]*>(\d+) vướng mắc',
    r'id="so-don-doc" href="([^"]+)"[^>]*>(\d+) việc',
)


@pytest.fixture
def spoken(cast: Cast) -> list[int]:
    """Two with a difficulty (one of them twice), one urged on, one with neither; and
    one whose difficulty was settled."""
    today = timezone.localdate()
    late = {"due_on": today - timedelta(days=3)}
    twice, once, urged_on, plain, over = (
        builders.started(cast, **late).pk for _ in range(5)
    )
    raised(cast, twice)
    raised(cast, twice)
    raised(cast, once)
    urged(cast, urged_on)
    row = raised(cast, over)
    difficulties.settle_difficulty(
        mission_id=over, difficulty_id=row.pk, word="Đã xong.", by=cast.tp_qldn
    )
    return [twice, once, urged_on, plain, over]


@pytest.mark.parametrize("member", ["truong_ban", "ptb_hai", "chanh_vp"])
def test_every_figure_of_the_board_is_the_list_behind_it(
    cast: Cast, spoken: list[int], member: str
) -> None:
    person = getattr(cast, member)
    shown = page(person, BOARD).content.decode()

    linked = [pair for pattern in FIGURES for pair in re.findall(pattern, shown)]

    assert len(linked) >= 4  # the leader, the sum, the unit, the urged
    for url, figure in linked:
        assert len(rows(page(person, unescape(url)))) == int(figure), url


def test_unit_and_leader_see_them_in_their_list(cast: Cast, spoken: list[int]) -> None:
    for person in (cast.tp_qldn, cast.ptb_hai, cast.cv_qldn, cast.gd_ttqlck):
        answer = page(person, f"{LIST}?loc=vuong-mac")
        assert set(rows(answer)) == set(spoken[:2])
        assert chips(answer)["vuong-mac"] == 2
        assert chips(answer)["don-doc"] == 1
    body = page(cast.tp_qldn, LIST).content.decode()
    assert body.count("<span>Vướng mắc</span>") == 2
    assert body.count("<span>Đã đôn đốc</span>") == 1


def test_a_chip_stands_only_where_there_is_something(cast: Cast) -> None:
    builders.started(cast)

    assert "vuong-mac" not in chips(page(cast.truong_ban, LIST))
    assert chips(page(cast.truong_ban, f"{LIST}?loc=vuong-mac"))["vuong-mac"] == 0


def test_rows_are_offered_to_who_would_be_let_urge(
    cast: Cast, spoken: list[int]
) -> None:
    handed_in = builders.handed_in(cast)
    pks = [*spoken, handed_in.pk]

    def urges(person: Person) -> None:
        scope = scopes.current(person)
        found = {pk for pk in pks if may_urge(scope, Mission.objects.get(pk=pk))}
        gate = {
            pk
            for pk in pks
            if permissions.can("follow_up", Mission.objects.get(pk=pk), person)
        }
        assert found == gate
        assert urges_somebody(scope) or not found

    for name in ("truong_ban", "ptb_hai", "ptb_khanh", "chanh_vp", "cv_vp", "van_thu"):
        urges(getattr(cast, name))
    for name in ("tp_qldn", "gd_ttqlck", "kiem_tra", "quan_tri", "bt_chidoan"):
        urges(getattr(cast, name))


def test_many_are_named_before_they_are_urged_on(cast: Cast, spoken: list[int]) -> None:
    versions = dict(Mission.objects.values_list("pk", "version"))
    handed_in = builders.handed_in(cast)
    chosen = "&".join(f"mission={pk}:{versions[pk]}" for pk in spoken)

    words = text_of(page(cast.cv_vp, f"/don-doc/?{chosen}&mission={handed_in.pk}:{1}"))

    assert "Đôn đốc 5 việc" in words
    assert "Quá hạn 3 ngày" in words
    assert "Đã đôn đốc hôm nay" in words
    assert "Không đôn đốc được 1 việc Báo cáo đã nộp" in words
    assert "Đôn đốc 5 việc" in text_of(page(cast.cv_vp, "/don-doc/?loc=qua-han"))
    assert page(cast.tp_qldn, "/don-doc/?loc=qua-han").status_code == 404
    assert page(cast.cv_vp, "/don-doc/?mission=x").status_code == 422


def test_the_form_urges_each_with_its_own_state(cast: Cast, spoken: list[int]) -> None:
    versions = dict(Mission.objects.values_list("pk", "version"))
    sent: dict[str, Any] = {
        "mission": [f"{pk}:{versions[pk]}" for pk in spoken],
        "text": "Đề nghị báo cáo.",
        "stated": "1",
    }

    answer = signed_in(cast.cv_vp).post("/don-doc/gui/", sent, follow=True)

    # The one that was urged on today already is refused, and says why.
    assert FollowUp.objects.count() == len(spoken)
    assert "Đã đôn đốc 4 việc" in text_of(answer)
    assert "hôm nay lúc" in text_of(answer)
    text = FollowUp.objects.filter(mission=spoken[0]).get().text
    assert text.startswith("Quá hạn 3 ngày (hạn ")
    assert text.endswith("Đề nghị báo cáo.")


def test_list_and_board_take_no_statement_more(
    cast: Cast, spoken: list[int], django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.truong_ban)
    for url, most in ((LIST, 10), (f"{LIST}?loc=vuong-mac", 10), (BOARD, 10)):
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
