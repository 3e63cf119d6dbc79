"""Ủy quyền: who sees what is lent, what a row says, and its end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.queries.delegations import why_nothing, with_facts
from organization import scopes
from organization.enums import SigningCapacity
from organization.models import Appointment, Delegation, Person, PortfolioHolding
from organization.services import delegate
from tests.cast import Cast
from tests.missions import builders
from tests.organization import acts
from tests.pages.visits import page, signed_in, text_of

pytestmark = pytest.mark.django_db
LIST = "/uy-quyen/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def lend(cast: Cast, **values: Any) -> Delegation:
    """The deputy for trade lends all to the head of planning, since an hour ago."""
    now = timezone.now()
    terms: dict[str, Any] = {
        "delegator": cast.post("ptb_xuat_nhap_khau"),
        "delegate": cast.tp_khth,
        "starts_at": now - HOUR,
        "ends_at": now + DAY,
        "paper": "12/GUQ-BQL ngày 08/6/2026",
        "by": cast.quan_tri,
    }
    return delegate(**(terms | values))


def listed(person: Person, part: str = "") -> list[str]:
    """The addresses of the delegations that the page shows."""
    body = page(person, f"{LIST}?loc={part}").content.decode()
    return [
        piece.partition('"')[0]
        for piece in body.split('<td class="ttl fit"><a href="')[1:]
    ]


def test_one_sees_what_one_gives_and_receives_and_the_few_see_all(cast: Cast) -> None:
    row = lend(cast)
    here = [f"{LIST}{row.pk}/"]

    for person in (
        cast.ptb_hai, cast.tp_khth, cast.truong_ban, cast.chanh_vp, cast.kiem_tra,
        cast.quan_tri,
    ):  # fmt: skip
        assert listed(person) == here, person
        assert page(person, here[0]).status_code == 200
    for person in (cast.ptb_khanh, cast.cv_vp, cast.tp_qldn, cast.van_thu):
        assert listed(person) == [], person
        assert page(person, here[0]).status_code == 404
        assert signed_in(person).post(f"{here[0]}cham-dut/").status_code == 404


def test_what_is_lent_shows_no_more_of_what_others_lend(cast: Cast) -> None:
    lend(cast, delegator=cast.post("truong_ban"), delegate=cast.tp_qlht)
    other = lend(cast)

    assert len(listed(cast.tp_qlht)) == 1
    assert page(cast.tp_qlht, f"{LIST}{other.pk}/").status_code == 404


def test_rows_stand_in_the_part_of_their_period(cast: Cast) -> None:
    now = timezone.now()
    running = lend(cast)
    coming = lend(cast, starts_at=now + DAY, ends_at=now + 2 * DAY)
    over = lend(cast, delegate=cast.tp_qlht)
    signed_in(cast.quan_tri).post(
        f"{LIST}{over.pk}/cham-dut/", {"reason": "Đã về cơ quan."}
    )

    assert listed(cast.truong_ban) == [f"{LIST}{running.pk}/"]
    assert listed(cast.truong_ban, "sap-toi") == [f"{LIST}{coming.pk}/"]
    assert listed(cast.truong_ban, "da-ket-thuc") == [f"{LIST}{over.pk}/"]


def test_a_row_tells_its_terms_and_how_many_open_missions_it_concerns(
    cast: Cast,
) -> None:
    for make in (builders.given, builders.handed_in, builders.completed):
        make(cast)
    lend(cast)

    words = text_of(page(cast.ptb_hai, LIST))

    assert "Phó Trưởng Ban Vũ Việt Hải" in words
    assert "Toàn bộ công việc của chức vụ" in words
    assert "12/GUQ-BQL ngày 08/6/2026" in words
    row = page(cast.ptb_hai, LIST).content.decode().split('data-l="Việc đang mở:">')[1]
    assert ' data-figure="2">2<' in row.partition("</td>")[0]
    # Who keeps the accounts has nothing to do with missions, not even their number.
    hidden = page(cast.quan_tri, LIST).content.decode()
    assert 'data-l="Việc đang mở:"><span class="note">–</span>' in hidden


def test_the_mission_that_is_lent_is_named_to_who_may_see_it(cast: Cast) -> None:
    mission = builders.given(cast)
    lend(cast, mission_id=mission.pk)

    assert mission.title in text_of(page(cast.ptb_hai, LIST))
    assert mission.title in text_of(page(cast.tp_khth, LIST))
    words = text_of(page(cast.quan_tri, LIST))
    assert mission.title not in words
    assert mission.code not in words
    assert "Một nhiệm vụ" in words


def judged(row: Delegation, at: datetime) -> tuple[str, bool]:
    """What the page says against a delegation, and whether it gives anything."""
    nobody = scopes.Scope(person_id=0, at=at)
    told = with_facts(Delegation.objects.filter(pk=row.pk), nobody, at=at).get()
    scope = scopes.lent({row.pk: row.delegate_id}, at)[row.pk]
    return why_nothing(told, at), bool(scope.seats or scope.of_missions)


# The services that end these end the delegation too; what is written past them, or in
# the same minute, gives nothing all the same.
def seat_ends(post: str) -> None:
    Appointment.objects.filter(post__code=post).update(ends_on=date(2099, 3, 10))


def is_locked(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


def giver_leaves(cast: Cast) -> None:
    seat_ends("truong_ban")


def giver_is_locked(cast: Cast) -> None:
    is_locked(cast.truong_ban)


def delegate_is_locked(cast: Cast) -> None:
    is_locked(cast.tp_khth)


def field_goes_to_another(cast: Cast) -> None:
    held = PortfolioHolding.objects.filter(portfolio__code="ke_hoach_tong_hop")
    held.update(ends_on=date(2099, 3, 10))


def delegate_heads_no_unit(cast: Cast) -> None:
    seat_ends("tp_khth")


CASES: tuple[tuple[Callable[[Cast], None], dict[str, Any], str], ...] = (
    (giver_leaves, {}, "không còn giữ chức vụ Trưởng Ban"),
    (giver_is_locked, {}, "Tài khoản của Nguyễn Quốc Toàn đã khóa"),
    (delegate_is_locked, {}, "đã khóa"),
    (field_goes_to_another, {"portfolio": "ke_hoach_tong_hop"}, "không còn phụ trách"),
    (delegate_heads_no_unit, {"capacity": SigningCapacity.BY_ORDER}, "đứng đầu đơn vị"),
)


def test_what_gives_nothing_says_why_as_the_gate_itself_would(cast: Cast) -> None:
    """The Trưởng Ban lends from 10 to 12 March; on the 11th something is other."""
    for happens, terms, words in CASES:
        with transaction.atomic():
            chosen: dict[str, Any] = dict(terms)
            if "portfolio" in chosen:
                chosen["portfolio"] = cast.portfolio(chosen["portfolio"])
            row = acts.lend(cast, **chosen)
            assert judged(row, acts.moment(11)) == ("", True), happens

            happens(cast)

            told, gives = judged(row, acts.moment(11))
            assert words in told, happens
            assert not gives, happens
            transaction.set_rollback(True)


def test_a_finished_mission_that_was_lent_says_so(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    row = lend(cast, mission_id=mission.pk)
    assert judged(row, timezone.now())[0] == ""

    approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )

    assert judged(row, timezone.now())[0] == "Nhiệm vụ đã kết thúc."


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_takes_ten_statements_however_long(
    cast: Cast, django_assert_max_num_queries: Any, many: int
) -> None:
    builders.handed_in(cast)
    for _ in range(many):
        lend(cast)
    client = signed_in(cast.truong_ban)

    with django_assert_max_num_queries(10):
        body = client.get(LIST).content.decode()

    assert body.count('<tr id="uq-') == many


@pytest.mark.parametrize(
    "query", ["loc=x", "q=%00", "chuc-vu=9" * 9, "sau=x", "sau=2026-99-99~1", "sau=~",
              "loc=da-ket-thuc&sau=2026-01-01T00:00:00~1", "q=%27%25_"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_shows_the_list(cast: Cast, query: str) -> None:
    assert page(cast.truong_ban, f"{LIST}?{query}").status_code == 200


def test_words_find_giver_delegate_post_and_paper(cast: Cast) -> None:
    lend(cast)

    for words in ("Vũ Việt Hải", cast.tp_khth.full_name, "Phó Trưởng", "12/GUQ"):
        assert len(listed(cast.truong_ban, f"&q={words}")) == 1, words
    assert listed(cast.truong_ban, "&q=Không có ai") == []
