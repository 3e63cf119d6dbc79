"""One at a time writes rows of the search, so that an older look at a mission is never
written over a newer one."""

from typing import Final

from django.db import connection

_TURN: Final = 0x74696D6B69656D  # "timkiem"


def take_turn() -> None:
    """Wait for the turn; it is given back at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def try_turn() -> bool:
    """The same without waiting: False while somebody else is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_TURN])
        return bool(cursor.fetchone()[0])
