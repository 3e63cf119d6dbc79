"""Export and verification see one moment while others write."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from django.db import InternalError, connection
from django.utils import timezone

from history import exports
from history.queries import one_moment
from history.services import SYSTEM, export
from history.verification import register_completeness, verify_database
from tests.history.cast import draft, tell, tell_a_mission


def elsewhere(act: Callable[[], object]) -> None:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_an_act_during_the_export_belongs_to_the_next(
    tmp_path: Path, checked: Callable[..., tuple[int, str]]
) -> None:
    tell_a_mission()
    target = BytesIO()

    def states():
        elsewhere(lambda: tell(draft()))
        yield 18, 5, "REPORTED"

    register_completeness("mission", states)
    summary = export(target, by=SYSTEM, at=timezone.now())

    path = tmp_path / "export.jsonl"
    path.write_bytes(target.getvalue())
    assert summary.entries == 6
    assert checked(path)[0] == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_during_the_verification_is_no_false_alarm() -> None:
    tell_a_mission()
    problems = verify_database(progress=None)

    def states():
        elsewhere(lambda: tell(draft()))
        yield 18, 5, "REPORTED"

    register_completeness("mission", states)

    assert list(problems) == []


@pytest.mark.django_db(transaction=True)
def test_nothing_can_be_written_while_history_is_read() -> None:
    with pytest.raises(InternalError, match="read-only"), one_moment():
        tell(draft())


@pytest.mark.django_db
def test_an_export_refuses_to_disagree_with_its_header(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell_a_mission()
    monkeypatch.setattr(exports, "count_rows", lambda _: 7)

    with pytest.raises(RuntimeError, match="outside a transaction"):
        export(BytesIO(), by=SYSTEM, at=timezone.now())
