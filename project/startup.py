"""What a server process makes sure of before it answers the first request."""

from dataclasses import dataclass
from typing import Any

import psycopg
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import connection

ONE_PROCESS = 0x6469_6575_6861_6E68  # "dieuhanh"


class RefusedStart(RuntimeError):
    """The process must not serve; the text says why and what to do."""


@dataclass
class OnlyProcess:
    """The lock that says "the only web process"; it goes when the connection goes."""

    connection: psycopg.Connection[tuple[object, ...]] | None = None

    def take(self) -> None:
        """Without Redis what one process tells does not reach the sockets of another.

        Raises RefusedStart when another process serves this database already.
        """
        if settings.REDIS_URL:
            return
        held = psycopg.connect(**_parameters(), autocommit=True)
        row = held.execute("SELECT pg_try_advisory_lock(%s)", [ONE_PROCESS]).fetchone()
        if row is None or not row[0]:
            held.close()
            raise RefusedStart(
                "Another process serves this database already, and without Redis the "
                "two would not reach each other's sockets. Stop it, or set REDIS_URL."
            )
        self.connection = held

    def leave(self) -> None:
        if self.connection is not None:
            self.connection.close()


def check_production() -> None:
    """Run the system checks, those of the database too; raise RefusedStart on errors.

    A server that is started without `manage.py` would otherwise never run them.
    """
    if not settings.PRODUCTION:
        return
    found = run_checks(include_deployment_checks=True, databases=["default"])
    errors = [message for message in found if message.level >= ERROR]
    if errors:
        raise RefusedStart("\n".join(str(message) for message in errors))


def _parameters() -> dict[str, Any]:
    given = connection.get_connection_params()
    return {
        name: given[name]
        for name in ("dbname", "user", "password", "host", "port")
        if given.get(name)
    }
