"""SQL statements of corrections, and of what agencies outside are asked."""

from datetime import date

import pytest

from tests.cast import Cast
from tests.missions import builders
from tests.missions.test_statement_budgets import statements
from tests.missions.ways import correction
from workflows.services import corrections
from workflows.services.outside import Answered, Asked, ask_outside, record_answer

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 10
ASKED = Asked("Sở Tài chính", "Cho ý kiến.", on=date(2026, 5, 4))
ANSWERED = Answered("Nhất trí.", paper="88/STC", on=date(2026, 5, 18))


def test_what_an_agency_is_asked_and_answers_takes_ten_at_most(cast: Cast) -> None:
    pk, by = builders.started(cast).pk, cast.tp_qldn

    first = statements(lambda: ask_outside(mission_id=pk, asked=ASKED, by=by))
    second = statements(lambda: ask_outside(mission_id=pk, asked=ASKED, by=by))
    row = ask_outside(mission_id=pk, asked=ASKED, by=by)
    answer = statements(
        lambda: record_answer(
            mission_id=pk, request_id=row.pk, answered=ANSWERED, by=by
        )
    )

    # Who names an agency for the first time also makes its row.
    assert len(first) <= MOST + 1, first
    assert len(second) <= MOST, second
    assert len(answer) <= MOST, answer


def test_a_correction_takes_ten_and_what_the_units_take_that_change(cast: Cast) -> None:
    words, units = builders.given(cast).pk, builders.given(cast).pk
    moved = correction(
        cast,
        lead_unit=cast.unit("tt_qlck"),
        supporting_units=(cast.unit("phong_qldn"),),
    )

    def correct(pk: int, facts: corrections.Correction) -> list[str]:
        return statements(
            lambda: corrections.correct(
                mission_id=pk, correction=facts, reason="Ghi thiếu.", by=cast.ptb_hai
            )
        )

    plain, changed = correct(words, correction(cast)), correct(units, moved)

    assert len(plain) <= MOST, plain
    assert len(changed) <= MOST + 5, changed
