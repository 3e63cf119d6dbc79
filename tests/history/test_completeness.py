"""A state that no entry tells is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from history.verification import register_completeness, registered_states
from tests.history.cast import draft, tell, tell_a_mission

pytestmark = pytest.mark.django_db

Found = Callable[..., list[str]]
Exported = Callable[..., Path]
Checked = Callable[..., tuple[int, str]]
Row = tuple[int, int | None, str | None]


def missions_are(*rows: Row) -> None:
    register_completeness("mission", lambda: rows)


@pytest.mark.parametrize(
    "row", [(18, 5, "REPORTED"), (18, None, "REPORTED"), (18, 5, None)]
)
def test_a_state_that_its_entries_tell_is_clean(
    row: Row, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    missions_are(row)

    assert found() == []
    assert checked(exported())[0] == 0


def test_an_act_that_changes_no_state_leaves_the_told_state(found: Found) -> None:
    tell_a_mission()
    tell(draft(after={"officer": 7}))
    missions_are((18, 6, "REPORTED"))

    assert found() == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ((18, 6, "COMPLETED"), "mission:18 mục 6: trạng thái không có mục nhật ký"),
        ((18, 4, "RETURNED"), "mission:18 mục 4: trạng thái không có mục nhật ký"),
        ((18, 5, "COMPLETED"), "mission:18 mục 5: trạng thái"),
        ((4, 1, "ASSIGNED"), "mission:4 mục 1: trạng thái không có mục nhật ký"),
        ((99, 1, "ASSIGNED"), "mission:99 mục 1: trạng thái không có mục nhật ký"),
    ],
)
def test_a_state_without_its_entry_is_found(
    row: Row, sentence: str, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    missions_are(row)

    (problem,) = found()
    assert problem.startswith(sentence)
    code, words = checked(exported())
    assert code == 1
    assert sentence in words


def test_states_of_several_kinds_are_read_by_subject() -> None:
    register_completeness("mission", lambda: [(1, 1, None), (2, 1, None)])
    register_completeness("document", lambda: [(7, 1, None)])

    assert [subject for subject, _, _ in registered_states()] == [
        ("document", 7),
        ("mission", 1),
        ("mission", 2),
    ]


def test_states_out_of_order_are_a_fault_of_the_program(found: Found) -> None:
    missions_are((2, 1, None), (1, 1, None))

    with pytest.raises(ValueError, match="not ascending"):
        found()


def test_the_export_of_one_subject_tells_only_its_state(exported: Exported) -> None:
    tell_a_mission()
    missions_are((4, 1, "ASSIGNED"), (18, 5, "REPORTED"))

    text = exported(subject=("mission", 18)).read_text(encoding="utf-8")

    assert '"states":1' in text.splitlines()[-1]
