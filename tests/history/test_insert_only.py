"""The database itself refuses to change history."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from history.models import HistoryEntry
from tests.history.cast import tell_a_mission


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


@pytest.mark.django_db(transaction=True)
def test_the_triggers_can_be_taken_away_and_put_back() -> None:
    call_command("migrate", "history", "0001", stdout=StringIO())
    call_command("migrate", stdout=StringIO())  # what was built on it, too

    tell_a_mission()
    with pytest.raises(ProgrammingError):
        HistoryEntry.objects.update(note="khác")
