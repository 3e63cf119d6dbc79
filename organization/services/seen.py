"""An act on what the page showed, or none: rows are compared by their history.

Every change of a unit, a post, a person or a portfolio is told on its chain, so the
number of its last entry is the version of the row and of what hangs on it
(appointments on the post, holdings on the portfolio).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import models, transaction

from history.queries import heads_of
from organization.exceptions import StalePage
from organization.services.actors import locked


def seen(*rows: models.Model) -> str:
    """What a page keeps of the rows it shows: “person:4:1 post:12:5”; one statement."""
    if not rows:
        return ""
    heads = heads_of(_subject(row) for row in rows)
    found = sorted({_subject(row) for row in rows})
    return " ".join(
        f"{kind}:{pk}:{heads[kind, pk].sequence if (kind, pk) in heads else 0}"
        for kind, pk in found
    )


@contextmanager
def as_seen(what: str, *rows: models.Model) -> Iterator[None]:
    """A transaction with the rows locked, for an act that the page prepared.

    Raises ``StalePage`` where one of them changed after ``seen`` was asked.
    """
    with transaction.atomic():
        for row in sorted(rows, key=_subject):
            locked(row)
        if seen(*rows) != what:
            raise StalePage
        yield


def rehearse(act: Callable[[], object]) -> None:
    """Do the act and take it back: raises what the act itself would raise now."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def _subject(row: models.Model) -> tuple[str, int]:
    return type(row).__name__.lower(), row.pk
