"""Fixtures of the history tests: a tamperer, an exporter, the stand-alone checker."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from history.queries import Selection
from history.services import SYSTEM, export
from history.services.seals import make_key
from history.verification import completeness, verify_database

CHECKER = Path(__file__).resolve().parents[2] / "docs" / "verify_history.py"


def as_superuser(statement: str) -> None:
    """Run SQL with the triggers off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture(autouse=True)
def no_entries_yet(request: pytest.FixtureRequest) -> None:
    """The cast of the other tests has a history; these begin with none."""
    if request.node.get_closest_marker("django_db"):
        as_superuser("DELETE FROM history_historyentry")
        as_superuser("DELETE FROM history_seal")


@pytest.fixture
def tamper(db: None) -> Callable[[str], None]:
    """Run SQL as a superuser who switched the triggers off, inside the test."""
    return as_superuser


@pytest.fixture
def found() -> Callable[..., list[str]]:
    """What the application's own verification says, line by line."""

    def verify(**arguments: object) -> list[str]:
        return [str(problem) for problem in verify_database(**arguments)]  # type: ignore[arg-type]

    return verify


@pytest.fixture
def exported(tmp_path: Path) -> Callable[..., Path]:
    """Write an export and give its path."""

    def write(name: str = "export.jsonl", **selection: object) -> Path:
        path = tmp_path / name
        with path.open("wb") as file:
            export(
                file,
                by=SYSTEM,
                at=timezone.now(),
                selection=Selection(**selection),  # type: ignore[arg-type]
            )
        return path

    return write


@pytest.fixture
def checked() -> Callable[..., tuple[int, str]]:
    """Run docs/verify_history.py as an auditor would: its exit code and its words."""

    def run(
        path: Path, earlier: Path | None = None, seals: Sequence[Path | str] = ()
    ) -> tuple[int, str]:
        more = ["--earlier", str(earlier)] if earlier else []
        for seal in seals:
            more += ["--seal", str(seal)]
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(CHECKER), str(path), *more],
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        return done.returncode, done.stdout + done.stderr

    return run


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Path:
    """A key of this test's own; beside it, `seals` is the folder of the copies."""
    folder = tmp_path_factory.mktemp("key")
    settings.SEAL_KEY_FILE = folder / "seal.key"
    settings.SEALS_DIR = folder / "seals"
    make_key(folder / "seal.key")
    return folder / "seal.key"


@pytest.fixture(autouse=True)
def no_other_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packages above have no rows here; each test registers what it needs."""
    monkeypatch.setattr(completeness, "_states_of", {})
