"""SQL statements of difficulties and urging, BEGIN and COMMIT counted."""

import pytest

from approvals.services import difficulties, follow_ups, instructions
from approvals.services.difficulties import Raised
from approvals.services.follow_up_answers import answer_follow_up
from tests.cast import Cast
from tests.missions import builders
from tests.missions.test_statement_budgets import statements
from tests.urging.said import raised, urged

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 10


def test_each_takes_ten_statements_at_most(cast: Cast) -> None:
    pk = builders.started(cast).pk
    first, second, third = (raised(cast, pk).pk for _ in range(3))
    word = urged(cast, pk).pk
    unit, leader, office = cast.tp_qldn, cast.ptb_hai, cast.cv_vp
    on = {"mission_id": pk}
    acts = {
        "raise": lambda: difficulties.raise_difficulty(
            **on, raised=Raised("Chờ sở."), by=unit
        ),
        "answer": lambda: difficulties.answer_difficulty(
            **on, difficulty_id=first, answer="Làm tiếp.", by=leader
        ),
        "pass up": lambda: difficulties.pass_up_difficulty(
            **on, difficulty_id=second, opinion="Vượt quyền.", by=leader
        ),
        "settle": lambda: difficulties.settle_difficulty(
            **on, difficulty_id=third, word="Đã xong.", by=unit
        ),
        "instruct": lambda: instructions.instruct(**on, text="Làm trước.", by=leader),
        "inspect": lambda: instructions.inspect(**on, findings="Đủ.", by=office),
        "urge": lambda: follow_ups.follow_up(
            **on, text="Đề nghị báo cáo.", by=cast.chanh_vp
        ),
        "answer the urging": lambda: answer_follow_up(
            **on, follow_up_id=word, answer="Sắp xong.", by=unit
        ),
    }

    used = {name: statements(act) for name, act in acts.items()}

    over = {name: sql for name, sql in used.items() if len(sql) > MOST}
    assert over == {}, [(name, len(sql)) for name, sql in used.items()]
