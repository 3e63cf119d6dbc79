"""What an export holds, and what it records about itself."""

import json
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from history.queries import entries_of
from tests.history.cast import MISSION, MONDAY, draft, tell, tell_a_mission

pytestmark = pytest.mark.django_db

Exported = Callable[..., Path]
Checked = Callable[..., tuple[int, str]]


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_export_has_a_header_all_entries_and_a_footer(exported: Exported) -> None:
    tell_a_mission()

    header, *entries, footer = lines_of(exported())

    assert header["format"] == "dieu-hanh-history"
    assert header["version"] == 2
    assert (header["entries"], header["heads"]) == (6, 2)  # one tells of this export
    assert footer["footer"]["heads_hash"] == header["heads_hash"]
    assert [entry["sequence"] for entry in entries] == [1, 1, 2, 3, 4, 5]
    assert set(entries[1]) == {
        "id", "subject_type", "subject_id", "sequence", "kind", "actor_id",
        "actor_name", "actor_title", "capacity", "on_behalf_of", "at", "before",
        "after", "note", "authority", "previous_hash", "hash",
    }  # fmt: skip
    assert entries[1]["at"] == "2026-01-26T01:30:00.123456Z"


def test_an_export_is_itself_recorded(exported: Exported) -> None:
    exported(subject=MISSION)

    entry = entries_of("ledger", 0).get()
    assert entry.kind == "HISTORY_EXPORTED"
    assert entry.actor_id is None
    assert entry.after == {"subject": "mission:18", "since": None}


def test_one_subject_can_be_exported_alone(
    exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    tell_a_mission(("mission", 19))

    path = exported(subject=MISSION)

    assert lines_of(path)[0]["entries"] == 5
    assert checked(path)[0] == 0


def test_an_export_since_a_day_takes_the_end_of_each_chain(
    exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    tell_a_mission(("mission", 19))
    later = MONDAY + timedelta(days=2)
    tell(draft(at=later), draft(at=MONDAY), draft(at=later + timedelta(days=1)))

    path = exported(since=later)

    assert [
        (line["subject_id"], line["sequence"])
        for line in lines_of(path)
        if line.get("subject_type") == "mission"
    ] == [(18, 6), (18, 7), (18, 8)]
    assert checked(path)[0] == 0


def test_the_command_writes_a_file_that_only_its_maker_reads(
    tmp_path: Path, checked: Checked, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_a_mission()
    path = tmp_path / "export.jsonl"

    call_command("export_history", "--output", str(path))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    code, words = checked(path)
    assert code == 0
    told = capsys.readouterr().err
    assert "Đã kết xuất 6 mục của 2 chuỗi." in told
    assert told.split()[-1] == lines_of(path)[-1]["footer"]["sha256"]
    assert told.split()[-1] in words


def test_without_a_file_the_command_writes_to_stdout(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    tell_a_mission()

    call_command("export_history", "--subject", "mission:18", "--since", "2026-01-26")

    lines = capfdbinary.readouterr().out.splitlines()
    assert json.loads(lines[0])["since"] == "2026-01-25T17:00:00.000000Z"
    assert len(lines) == 7


@pytest.mark.parametrize("subject", ["mission", "18", "mission:", "mission:x"])
def test_a_subject_is_written_as_kind_and_number(subject: str) -> None:
    with pytest.raises(CommandError, match="mission:18"):
        call_command("export_history", "--subject", subject)


def test_a_folder_that_does_not_exist_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("export_history", "--output", str(tmp_path / "nowhere" / "x"))
