"""The database itself refuses to change history."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from history.models import HistoryEntry
from tests.history.cast import tell_a_mission

OURS = {"approvals", "history", "notifications", "organization", "workflows"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "act"),
    [
        ("UPDATE history_historyentry SET note = 'khác'", "UPDATE"),
        ("DELETE FROM history_historyentry WHERE sequence = 2", "DELETE"),
        ("TRUNCATE history_historyentry", "TRUNCATE"),
    ],
)
def test_history_cannot_be_changed(statement: str, act: str) -> None:
    tell_a_mission()

    with (
        pytest.raises(ProgrammingError, match=f"insert-only: {act}"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert HistoryEntry.objects.count() == 5


@pytest.mark.django_db
def test_an_entry_cannot_be_saved_again_or_deleted() -> None:
    entry = tell_a_mission()[0]

    with pytest.raises(ProgrammingError), transaction.atomic():
        entry.save()
    with pytest.raises(ProgrammingError), transaction.atomic():
        entry.delete()


@pytest.mark.django_db
def test_the_triggers_can_be_taken_away_and_put_back() -> None:
    """By the operations of the migrations themselves, newest first."""
    on_disk = MigrationLoader(None).disk_migrations
    triggers = [
        operation
        for _, migration in sorted(on_disk.items(), reverse=True)
        if migration.app_label == "history"
        for operation in migration.operations
        if isinstance(operation, RunSQL)
    ]
    assert len(triggers) == 3

    with connection.schema_editor(atomic=False) as editor:
        for one in triggers:
            one.database_backwards("history", editor, ProjectState(), ProjectState())
        tell_a_mission()
        assert HistoryEntry.objects.update(note="khác") == 5
        for one in reversed(triggers):
            one.database_forwards("history", editor, ProjectState(), ProjectState())

    with pytest.raises(ProgrammingError):
        HistoryEntry.objects.update(note="khác")


def test_every_migration_can_be_taken_back() -> None:
    on_disk = MigrationLoader(None).disk_migrations.values()
    ours = [one for one in on_disk if one.app_label in OURS]

    assert {one.app_label for one in ours} == OURS
    assert [
        (str(migration), operation)
        for migration in ours
        for operation in migration.operations
        if not operation.reversible
    ] == []
