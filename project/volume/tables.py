"""Filling tables fast: indexes and foreign keys are put back after the rows are in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from project.volume.progress import Tell

# What a table has beside its primary key, with the statements that make it anew.
_CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE conrelid = %s::regclass AND contype IN ('f', 'u')
 ORDER BY contype DESC"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
 WHERE indrelid = %s::regclass AND NOT indisprimary AND indpred IS NULL
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"""


# Of what the load passed by, for the worker that indexes in the background.
_WAITING = """
INSERT INTO workflows_searchwaiting (subject_type, subject_id)
SELECT 'mission', id FROM workflows_mission WHERE id > %(last)s
 UNION ALL
SELECT DISTINCT 'document', document_id FROM workflows_mission WHERE id > %(last)s"""


@contextmanager
def bare(tables: Iterable[str], tell: Tell) -> Iterator[None]:
    """The tables without indexes and foreign keys; afterwards as before, every row
    checked. Inside one transaction: what fails leaves all as it was."""
    with connection.cursor() as cursor:
        again: list[str] = []
        late: list[str] = []
        # What is still to be checked of rows before would stand in the way.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(_CONSTRAINTS, [table])
            for name, definition in cursor.fetchall():
                add = f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
                (late if definition.startswith("FOREIGN") else again).append(add)
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            cursor.execute(_INDEXES, [table])
            for name, definition in cursor.fetchall():
                again.append(definition)
                cursor.execute(f"DROP INDEX {name}")
            for name, definition in _partial(table):
                again.append(definition)
                cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        total = len(again) + len(late)
        for done, statement in enumerate(again + late, start=1):
            cursor.execute(statement)
            tell(f"dựng chỉ mục, kiểm tra khóa: {done}/{total}")


@contextmanager
def quiet(tables: Iterable[str]) -> Iterator[None]:
    """The tables without their triggers, in this transaction."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _partial(table: str) -> Iterator[tuple[str, str]]:
    """Name and statement of each partial index. PostgreSQL writes their conditions down
    otherwise than they were given, so they come from where the migrations have them."""
    editor = connection.schema_editor()
    for model in apps.get_models():
        if model._meta.db_table == table:  # noqa: SLF001
            for index in model._meta.indexes:  # noqa: SLF001
                if index.condition is not None:
                    yield index.name, str(index.create_sql(model, editor))


def note_for_search(last: int) -> None:
    """Let the missions after this number, and their documents, wait for the search."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"last": last})


def copy(table: str, columns: str, text: str) -> None:
    """COPY lines that are ready."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as target,
    ):
        target.write(text)


def last_number(table: str) -> int:
    """The greatest primary key; 0 where there is no row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(max(id), 0) FROM {table}")  # noqa: S608
        return int(cursor.fetchone()[0])


def go_on_counting(table: str) -> None:
    """Let the next row get the number after the greatest."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))"  # noqa: S608
            f" FROM {table} HAVING max(id) IS NOT NULL"
        )
