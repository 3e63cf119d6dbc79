"""Databases of a benchmark: made, copied from each other, dropped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection, connections

from tests.cast import load_cast

_original = connections.settings["default"]["NAME"]


def name_of(part: str) -> str:
    return f"bench_{os.getpid()}_{part}"


def use(name: str) -> None:
    """Let Django's connection speak to this database from now on."""
    connection.close()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def url(name: str) -> str:
    """The address of a database for another process."""
    row = connection.settings_dict
    user = quote(row["USER"]) + (
        f":{quote(row['PASSWORD'])}" if row["PASSWORD"] else ""
    )
    if row["HOST"].startswith("/"):
        return f"postgresql://{user}@/{name}?host={row['HOST']}"
    port = f":{row['PORT']}" if row["PORT"] else ""
    return f"postgresql://{user}@{row['HOST']}{port}/{name}"


def use_original() -> None:
    use(_original)


def exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def create(name: str) -> None:
    """An empty database; we are connected to another afterwards."""
    use(_original)
    _execute(f'CREATE DATABASE "{name}"')


@contextmanager
def fresh(part: str) -> Iterator[str]:
    """A database with all tables, the Board and its people; dropped at the end."""
    name = name_of(part)
    use(_original)
    _execute(f'CREATE DATABASE "{name}"')
    try:
        use(name)
        call_command("migrate", verbosity=0, interactive=False)
        load_cast()
        yield name
    finally:
        drop(name)


@contextmanager
def copy_of(source: str, part: str) -> Iterator[str]:
    """The same database again, sequences included; nobody may be connected to it."""
    name = name_of(part)
    use(_original)
    _execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        use(name)
        yield name
    finally:
        drop(name)


def drop(name: str) -> None:
    use(_original)
    _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
