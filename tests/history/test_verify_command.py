"""manage.py verify_history: its words and its exit code."""

import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from history.hashing import GENESIS, digest, moment
from history.management.commands import verify_history
from history.verification import chains, verify
from tests.history.cast import draft, tell_a_mission

pytestmark = pytest.mark.django_db

Tamper = Callable[[str], None]
Exported = Callable[..., Path]


def test_a_sound_history_is_said_to_be_sound(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_a_mission()

    call_command("verify_history")

    assert capsys.readouterr().out == (
        "Đã kiểm tra 5 mục của 1 chuỗi nhật ký: không phát hiện sai lệch.\n"
    )


def test_each_bad_entry_is_named_and_the_exit_code_is_one(
    tamper: Tamper, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_a_mission()
    tamper("UPDATE history_historyentry SET note = 'khác' WHERE sequence = 4")

    with pytest.raises(CommandError, match="phát hiện 1 sai lệch") as refused:
        call_command("verify_history")

    assert refused.value.returncode == 1
    assert capsys.readouterr().out == (
        "mission:18 mục 4: nội dung đã bị sửa sau khi ghi\n"
    )


def test_an_earlier_export_exposes_a_lost_end(
    tamper: Tamper, exported: Exported, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_a_mission()
    earlier = exported("earlier.jsonl")
    tamper("DELETE FROM history_historyentry WHERE sequence = 5")

    with pytest.raises(CommandError):
        call_command("verify_history", "--since-export", str(earlier))

    assert "mission:18 mục 5: mất phần cuối" in capsys.readouterr().out


def test_a_missing_earlier_export_is_not_a_finding(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("verify_history", "--since-export", str(tmp_path / "none"))

    assert refused.value.returncode == 2


def test_progress_goes_to_stderr_with_share_rate_and_what_remains(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chains, "PROGRESS_EVERY", 2)
    clock = iter([100.0, 101.0, 104.0])  # the beginning, after two, after four
    monkeypatch.setattr(verify_history, "monotonic", lambda: next(clock))
    monkeypatch.setattr(verify_history, "estimated_rows", lambda: 1000)
    tell_a_mission()

    call_command("verify_history", "--progress")

    assert capsys.readouterr().err == (
        "2 mục (0 %), 2 mục/giây, còn khoảng 8 phút…\n"
        "4 mục (0 %), 1 mục/giây, còn khoảng 17 phút…\n"
    )


def test_without_statistics_progress_says_what_it_knows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chains, "PROGRESS_EVERY", 5)
    monkeypatch.setattr(verify_history, "estimated_rows", lambda: 0)
    tell_a_mission()

    call_command("verify_history", "--progress")

    assert capsys.readouterr().err == "5 mục…\n"


def test_memory_does_not_grow_with_the_number_of_entries() -> None:
    def peak(missions: int) -> int:
        tracemalloc.start()
        found = list(verify(rows_of(missions)))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found == []
        return most

    def rows_of(missions: int) -> Iterator[dict[str, Any]]:
        for number in range(missions):
            row = {**kept, "subject_id": number}
            yield {**row, "hash": digest(row)}

    told = draft(after={"title": "Rà soát"})
    kept: dict[str, Any] = {
        "id": 1, "subject_type": "mission", "sequence": 1, "kind": str(told.kind),
        "actor_id": 7, "actor_name": "Lê Thị Hạnh", "actor_title": "", "capacity": "",
        "on_behalf_of": "", "at": moment(told.at), "before": {}, "after": told.after,
        "note": "", "authority": "", "previous_hash": GENESIS,
    }  # fmt: skip
    peak(10)  # what is imported on the way

    assert peak(4000) < peak(500) + 64 * 1024
