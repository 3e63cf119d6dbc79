"""How far a long extraction is, told on the way to whoever follows it.

An extraction says `page_read` after each page, and `first_page_read` once the first
page of a scan has words; who wants to know wraps the reading in `followed_by`. Where
nobody follows, nothing happens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Protocol

from workflows.reading.secrecy import refuse_secret_text


class Step(StrEnum):
    """What is being done: words taken out, words recognised on a scan, items found."""

    TEXT = "TEXT"
    OCR = "OCR"
    ITEMS = "ITEMS"


class Follower(Protocol):
    """Who is told; it must be quick, and may raise to end the reading."""

    def page_read(self, step: Step, done: int, total: int) -> None: ...

    def cleared(self) -> None:
        """No mark of secrecy is on what is looked at before anything is stored."""


_follower: ContextVar[Follower | None] = ContextVar("follower", default=None)


@contextmanager
def followed_by(follower: Follower) -> Iterator[None]:
    """Tell `follower` of what is read inside the block."""
    before = _follower.set(follower)
    try:
        yield
    finally:
        _follower.reset(before)


def page_read(step: Step, done: int, total: int) -> None:
    """`done` of `total` pages are through."""
    follower = _follower.get()
    if follower is not None:
        follower.page_read(step, done, total)


def first_page_read(text: str) -> None:
    """The first page of a scan has words, the others will take long: a mark of secrecy
    stands on the first, so it is looked for now. Raises StateSecret."""
    refuse_secret_text(text)
    follower = _follower.get()
    if follower is not None:
        follower.cleared()
