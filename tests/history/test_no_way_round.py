"""Rules about the code itself."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "project",
    "history",
    "organization",
    "workflows",
    "approvals",
    "notifications",
)


def lines_that_match(pattern: str, *folders: str) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".sql", ".sh", ".html", ".toml", ""}
        and path.is_file()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if wanted.search(line)
    ]


def test_no_code_outside_the_tests_puts_the_triggers_to_sleep() -> None:
    found = lines_that_match("session_replication_role", *PACKAGES, "docs", ".ci")

    assert found == []


def test_only_the_services_write_entries() -> None:
    found = lines_that_match(
        r"HistoryEntry\(|HistoryEntry\.objects\.\w*(create|update|delete)", *PACKAGES
    )

    assert [
        line.split(":")[0] for line in found if "class HistoryEntry(" not in line
    ] == [
        "history/services/entries.py",
        "history/services/entries.py",
    ]
