"""A superuser with the triggers off is found: by the application and without it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.history.cast import tell_a_mission

pytestmark = pytest.mark.django_db

Tamper = Callable[[str], None]
Found = Callable[..., list[str]]
Exported = Callable[..., Path]
Checked = Callable[..., tuple[int, str]]

EDITS = {
    "note": "note = 'khác'",
    "note, a letter taken apart": "note = normalize(note, NFD)",
    "before": """before = '{"state": "COMPLETED"}'""",
    "after, a name added": """after = after || '{"x": null}'""",
    "after, a number with a point": """after = '{"n": 1.0}'""",
    "after, a number beyond Python": "after = to_jsonb(9::numeric ^ 5000)",
    "after, no object": "after = '[]'",
    "kind": "kind = 'WITHDRAWN'",
    "actor": "actor_id = 1",
    "actor, now the system": "actor_id = NULL",
    "capacity": "capacity = 'TUQ.'",
    "moment, by a microsecond": "at = at + interval '1 microsecond'",
    "moment, for ever": "at = 'infinity'",
    "moment, before Christ": "at = '2026-01-26 BC'",
    "previous hash": "previous_hash = repeat('f', 64)",
    "hash": "hash = repeat('f', 64)",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_is_found(
    edit: str, tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()

    tamper(f"UPDATE history_historyentry SET {edit} WHERE sequence = 3")

    sentence = "mission:18 mục 3: nội dung đã bị sửa sau khi ghi"
    assert sentence in found()
    code, words = checked(exported())
    assert code == 1
    assert sentence in words


def test_a_deletion_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()

    tamper("DELETE FROM history_historyentry WHERE sequence IN (1, 3)")

    assert found() == [
        "mission:18 mục 1: mục đã bị xóa",
        "mission:18 mục 3: mục đã bị xóa",
    ]
    code, words = checked(exported())
    assert code == 1
    assert "mission:18 mục 1: mục đã bị xóa" in words
    assert "mission:18 mục 3: mục đã bị xóa" in words


def test_a_deletion_with_the_gap_closed_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()

    tamper("DELETE FROM history_historyentry WHERE sequence = 4")
    tamper("UPDATE history_historyentry SET sequence = 4 WHERE sequence = 5")

    assert found() == [
        "mission:18 mục 4: không nối với mục liền trước",
        "mission:18 mục 4: sai thứ tự (vốn là mục 5)",
    ]
    code, words = checked(exported())
    assert code == 1
    assert "mission:18 mục 4: không nối với mục liền trước" in words


def test_a_new_order_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()

    tamper("UPDATE history_historyentry SET sequence = -3 WHERE sequence = 3")
    tamper("UPDATE history_historyentry SET sequence = 3 WHERE sequence = 4")
    tamper("UPDATE history_historyentry SET sequence = 4 WHERE sequence = -3")

    assert "mission:18 mục 3: sai thứ tự (vốn là mục 4)" in found()
    assert "mission:18 mục 4: sai thứ tự (vốn là mục 3)" in found()
    code, words = checked(exported())
    assert code == 1
    assert "mission:18 mục 3: không nối với mục liền trước" in words


def test_a_second_entry_at_one_place_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()

    tamper(
        "ALTER TABLE history_historyentry"
        " DROP CONSTRAINT history_one_entry_per_sequence"
    )
    tamper(
        "INSERT INTO history_historyentry (subject_type, subject_id, sequence, kind,"
        " actor_id, actor_name, actor_title, capacity, on_behalf_of, at, before, after,"
        " note, authority, previous_hash, hash)"
        " SELECT subject_type, subject_id, sequence, kind, actor_id, actor_name,"
        " actor_title, capacity, on_behalf_of, at, before, after, note, authority,"
        " previous_hash, hash FROM history_historyentry WHERE sequence = 5"
    )

    assert found() == ["mission:18 mục 5: trùng số thứ tự"]
    code, words = checked(exported())
    assert code == 1
    assert "mission:18 mục 5: trùng số thứ tự" in words


def test_an_untouched_history_is_clean(
    found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    tell_a_mission(("mission", 9))
    tell_a_mission(("document", 9))

    assert found() == []
    code, words = checked(exported())
    assert code == 0
    assert "Không phát hiện sai lệch." in words
