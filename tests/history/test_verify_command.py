"""manage.py verify_history: its words and its exit code."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from history.verification import chains
from tests.history.cast import tell_a_mission

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


def test_progress_goes_to_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chains, "PROGRESS_EVERY", 3)
    tell_a_mission()

    call_command("verify_history", "--progress")

    assert capsys.readouterr().err == "3 mục…\n"
