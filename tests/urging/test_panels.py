"""The panels show each reader what there is, and the forms that would pass."""

from typing import Any

import pytest

from approvals.services import instructions
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import page, signed_in, text_of
from tests.urging.said import PROPOSAL, WORDS, passed_up, raised, urged
from workflows.models import Difficulty, FollowUp, Inspection, Instruction, Mission

pytestmark = pytest.mark.django_db


def shown(person: Person, pk: int) -> str:
    return page(person, f"/nhiem-vu/{pk}/").content.decode()


def send(person: Person, url: str, pk: int, **fields: Any) -> Any:
    version = Mission.objects.values_list("version", flat=True).get(pk=pk)
    return signed_in(person).post(
        f"/nhiem-vu/{pk}/{url}", {"version": version, "text": "Nội dung.", **fields}
    )


def test_a_difficulty_is_seen_by_all_and_answered_by_whom_it_went_to(
    cast: Cast,
) -> None:
    pk = builders.started(cast).pk
    row = raised(cast, pk)
    to_answer = f'"/nhiem-vu/{pk}/vuong-mac/{row.pk}/tra-loi/"'

    for person in (cast.ptb_hai, cast.truong_ban):
        assert to_answer in shown(person, pk)
    for person in (cast.tp_qldn, cast.gd_ttqlck, cast.kiem_tra, cast.chanh_vp):
        words = text_of(page(person, f"/nhiem-vu/{pk}/"))
        assert WORDS in words
        assert PROPOSAL in words
        assert "1 đang chờ chỉ đạo" in words
        assert to_answer not in shown(person, pk)


def test_what_was_passed_on_is_for_the_head_of_the_board_to_answer(cast: Cast) -> None:
    pk = builders.started(cast).pk
    row = passed_up(cast, pk)
    to_answer = f'"/nhiem-vu/{pk}/vuong-mac/{row.pk}/tra-loi/"'

    assert to_answer not in shown(cast.ptb_hai, pk)
    assert to_answer in shown(cast.truong_ban, pk)
    assert "Đề nghị Trưởng Ban làm việc với sở." in shown(cast.tp_qldn, pk)


def test_forms_do_what_their_buttons_say(cast: Cast) -> None:
    pk = builders.started(cast).pk

    sent = [
        send(cast.tp_qldn, "vuong-mac/", pk, kind="BEYOND_AUTHORITY", proposal="Họp."),
        send(cast.ptb_hai, "chi-dao/", pk),
        send(cast.cv_vp, "don-doc/", pk),
        send(cast.cv_vp, "kiem-tra/", pk, held_on="01/6/2026", is_unannounced="1"),
    ]
    raised_row, urged_row = Difficulty.objects.get(), FollowUp.objects.get()
    sent += [
        send(cast.ptb_hai, f"vuong-mac/{raised_row.pk}/chuyen/", pk),
        send(cast.truong_ban, f"vuong-mac/{raised_row.pk}/tra-loi/", pk),
        send(
            cast.tp_qldn,
            f"don-doc/{urged_row.pk}/tra-loi/",
            pk,
            promised_on="31/12/2027",
        ),
    ]

    assert {answer.status_code for answer in sent} == {302}
    raised_row.refresh_from_db()
    urged_row.refresh_from_db()
    assert (raised_row.kind, raised_row.outcome) == ("BEYOND_AUTHORITY", "ANSWERED")
    assert urged_row.promised_on is not None
    assert Instruction.objects.count() == Inspection.objects.count() == 1
    words = text_of(page(cast.gd_ttqlck, f"/nhiem-vu/{pk}/"))
    assert "hẹn xong 31/12/2027" in words
    assert "Kiểm tra đột xuất ngày 01/6/2026" in words


def test_a_second_word_on_one_day_is_confirmed_on_the_form(cast: Cast) -> None:
    pk = builders.started(cast).pk
    urged(cast, pk)

    assert "Vẫn đôn đốc lần nữa" in shown(cast.cv_vp, pk)
    assert "Vẫn đôn đốc lần nữa" not in shown(cast.ptb_hai, pk)
    assert send(cast.cv_vp, "don-doc/", pk).status_code == 409
    assert send(cast.cv_vp, "don-doc/", pk, again="1").status_code == 302


def test_a_page_without_any_of_it_shows_nothing(cast: Cast) -> None:
    pk = builders.completed(cast).pk

    for person in (cast.tp_qldn, cast.ptb_hai, cast.cv_vp):
        assert 'id="vuong-mac"' not in shown(person, pk)
        assert 'id="don-doc"' not in shown(person, pk)


def test_the_page_costs_the_same_with_many_rows(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    pk = builders.started(cast).pk
    for _ in range(3):
        passed_up(cast, pk)
        urged(cast, pk, again=True)
        instructions.instruct(mission_id=pk, text="Làm trước.", by=cast.ptb_hai)
    client = signed_in(cast.ptb_hai)

    with django_assert_max_num_queries(14):
        answer = client.get(f"/nhiem-vu/{pk}/")

    assert answer.status_code == 200


def test_the_inbox_lists_what_each_must_answer(cast: Cast) -> None:
    asked, passed = builders.started(cast).pk, builders.started(cast).pk
    raised(cast, asked)
    passed_up(cast, passed)
    urged(cast, asked)
    urged(cast, passed, unit_id=cast.unit("tt_qlck").pk)

    def waiting(person: Person) -> set[int]:
        body = page(person, "/hop-viec/?viec=tra-loi").content.decode()
        return {pk for pk in (asked, passed) if f'href="/hop-viec/{pk}/' in body}

    assert waiting(cast.ptb_hai) == {asked}
    assert waiting(cast.truong_ban) == {passed}
    assert waiting(cast.tp_qldn) == {asked}
    assert waiting(cast.gd_ttqlck) == {passed}
    assert waiting(cast.chanh_vp) == set()
    detail = text_of(page(cast.ptb_hai, f"/hop-viec/{asked}/?viec=tra-loi"))
    assert "Vướng mắc chờ ý kiến chỉ đạo" in detail
