"""Filling tables fast: indexes and foreign keys are put back after the rows are in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

# What a table has beside its primary key, with the statements that make it anew. A
# partial index stays: it is small, and PostgreSQL writes its condition down otherwise
# than it was given.
_CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE conrelid = %s::regclass AND contype IN ('f', 'u')
 ORDER BY contype DESC"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
 WHERE indrelid = %s::regclass AND NOT indisprimary AND indpred IS NULL
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"""


@contextmanager
def bare(tables: Iterable[str]) -> Iterator[None]:
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
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for statement in again + late:
            cursor.execute(statement)


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
