"""How far a long extraction is, told on the way to whoever follows it.

An extraction says `page_read` after each page; who wants to know wraps the reading in
`followed_by`. Where nobody follows, nothing happens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Protocol


class Step(StrEnum):
    """What is being done: words taken out, words recognised on a scan, items found."""

    TEXT = "TEXT"
    OCR = "OCR"
    ITEMS = "ITEMS"


class Follower(Protocol):
    """Who is told; it must be quick, and may raise to end the reading."""

    def page_read(self, step: Step, done: int, total: int) -> None: ...


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
