"""What must hold in the table of docs/permissions.md whatever else changes there."""

from pathlib import Path

import pytest

from tests.authority import table
from tests.authority.table import DENIED, NOT_NOW, UNSEEN, YES, Unreadable

TABLE = table.read()
ROWS = [
    (situation, act, row)
    for situation, cells in TABLE.items()
    for act, row in cells.items()
]
WRITING = [(situation, act, row) for situation, act, row in ROWS if act != "view"]


def test_a_delegate_in_force_may_what_the_leader_may() -> None:
    for _, _, row in ROWS:
        assert row["delegate"] == row["directing leader"]
        assert row["delegate of this mission"] == row["directing leader"]
        assert row["delegate of the head"] == row["head of the Board"]
        assert row["by order of the head"] == row["head of the Board"]
        assert row["lead deputy, delegated"] == row["lead head"]


def test_what_has_ended_gives_nothing() -> None:
    over = ("delegate after the end", "former holder", "excepted after the end")
    for _, _, row in ROWS:
        assert {row[who] for who in over} == {UNSEEN}
        assert row["delegate of another"] == UNSEEN


def test_the_auditor_reads_all_and_writes_nothing() -> None:
    assert {row["auditor"] for _, act, row in ROWS if act == "view"} == {YES}
    assert {row["auditor"] for _, _, row in WRITING} == {DENIED}


def test_the_administrator_and_others_see_nothing() -> None:
    for _, _, row in ROWS:
        assert {row["administrator"], row["other"]} == {UNSEEN}


def test_van_phong_decides_no_content() -> None:
    office = (
        "chief of office",
        "deputy chief of office",
        "officer of the office",
        "clerk",
    )
    for _, act, row in ROWS:
        if act in {"approve", "return", "pass_up"}:
            assert {row[who] for who in office} == {DENIED}


def test_who_handed_in_never_decides_also_not_as_a_delegate() -> None:
    for (_, situation), act, row in ROWS:
        if act == "approve" and situation.startswith(("REPORTED", "UNDER_APPROVAL")):
            assert row["delegate, handed in"] == DENIED


# A word on the mission is for all who see it, but for the auditor.
WORDS = {"comment"}


def test_a_supporting_unit_contributes_and_closes_nothing() -> None:
    for _, act, row in WRITING:
        allowed = {YES, NOT_NOW} if act in {"contribute", *WORDS} else {DENIED}
        # Its head, where it was urged on or asked for an opinion.
        if act in {"answer_support_follow_up", "give_opinion"}:
            allowed = {YES, NOT_NOW, DENIED}
        assert {row["supporting head"], row["supporting officer"]} <= allowed


def test_an_exception_gives_no_act_but_preparing() -> None:
    for _, act, row in WRITING:
        if act in WORDS:
            continue
        assert row["excepted to view"] == DENIED
        if act != "prepare":
            assert row["excepted to prepare"] == DENIED


def test_a_word_that_nobody_knows_is_an_error(tmp_path: Path) -> None:
    whole = table.PAGE.read_text(encoding="utf-8")
    text = whole[whole.index("### Giao") :]

    for old, new in (("| ✔ ", "| ? "), ("| Nhận ", "| Ký "), ("### Giao", "### Khác")):
        page = tmp_path / "page.md"
        page.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Unreadable):
            table.read(page)
