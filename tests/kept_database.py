"""The database of a run: a copy of one in which migrations and cast were made once.

Migrations take longer than most tests; the copy takes a moment. What was made is kept
under the name of what it was made from, and made anew when that is another: migrations,
the organisation's catalogue and services, locked packages, the day.

In its schema `kept` the copy has the rows with which it began, and a function that puts
them back: a test with `transaction=True` ends with that instead of an empty database.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.benchmarks.databases import use
from tests.cast import load_cast

ROOT: Final = Path(__file__).resolve().parent.parent
MADE_FROM: Final = (
    "*/migrations/*.py",
    "organization/*.py",
    "organization/data/**/*",
    "organization/models/*.py",
    "organization/services/*.py",
    "history/*.py",
    "history/services/*.py",
    "tests/cast.py",
    "tests/kept_database.py",
    "requirements/runtime.txt",
)
PREFIX: Final = "kept_dieuhanh_"
KEPT: Final = 3  # several people may work on several branches
LOCK: Final = 5_147_001
SETTINGS: Final = (
    "synchronous_commit = off",  # what a test wrote need not outlive the machine
    "jit = off",
)

PUT_BACK: Final = """
CREATE SCHEMA kept;
CREATE FUNCTION kept.put_back() RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('DELETE FROM public.%I', one.relname);
  END LOOP;
  FOR one IN
    SELECT c.relname, string_agg(quote_ident(a.attname), ', ') AS columns
    FROM pg_class c
    JOIN pg_class p
      ON p.relname = c.relname AND p.relnamespace = 'public'::regnamespace
    JOIN pg_attribute a
      ON a.attrelid = p.oid AND a.attnum > 0
      AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relkind = 'r' AND c.relnamespace = 'kept'::regnamespace
    GROUP BY c.relname
  LOOP
    EXECUTE format(
      'INSERT INTO public.%1$I (%2$s) SELECT %2$s FROM kept.%1$I',
      one.relname, one.columns
    );
  END LOOP;
END $$;
"""
ROWS_TO_KEEP: Final = """
DO $$
DECLARE one record; any_row boolean;
BEGIN
  FOR one IN
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one.relname) INTO any_row;
    IF any_row THEN
      EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', one.relname);
    END IF;
  END LOOP;
END $$;
"""


def template_name() -> str:
    """The name under which a database made from the files as they are now is kept."""
    digest = hashlib.sha256(timezone.localdate().isoformat().encode())
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\n".encode())
                digest.update(path.read_bytes())
    return f"{PREFIX}{digest.hexdigest()[:16]}"


def begin() -> None:
    """Make the database of this process, and speak to it from now on."""
    name = connection.creation._get_test_db_name()
    with _alone() as cursor:
        template = template_name()
        if template not in _kept(cursor):
            _make(cursor, template)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        for setting in SETTINGS:
            cursor.execute(f'ALTER DATABASE "{name}" SET {setting}')
    use(name)


def end() -> None:
    """Drop the database of this process."""
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _alone() -> Iterator[Any]:
    """A cursor beside the database; one process after the other."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor  # closing the connection lets the next one in


def _kept(cursor: Any) -> list[str]:
    """The names of those that are there, oldest first."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        " AND datname !~ 'partial$' ORDER BY oid",
        [PREFIX],
    )
    return [row[0] for row in cursor.fetchall()]


def _make(cursor: Any, template: str) -> None:
    partial = f"{template}_partial"
    cursor.execute(f'DROP DATABASE IF EXISTS "{partial}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{partial}"')
    use(partial)
    call_command("migrate", verbosity=0, interactive=False)
    load_cast()
    with connection.cursor() as inside:
        inside.execute(PUT_BACK)
        inside.execute(ROWS_TO_KEEP)
    connection.close()
    cursor.execute(f'ALTER DATABASE "{partial}" RENAME TO "{template}"')
    for old in _kept(cursor)[:-KEPT]:
        cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
