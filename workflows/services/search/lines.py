"""Rows of the search as lines of COPY, made on every core where there are many.

The processes are given words alone and know no database; who may find a row stands in
its marks, as everywhere.
"""

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from typing import Final, NamedTuple

import django

from workflows.queries.search.words import Vector, can_be_completed, vector
from workflows.services.search.rows import Row, Words

MOST_KEPT: Final = 20_000
SHORT: Final = 300  # letters of texts whose words are kept: the same come again
FEW: Final = 4  # batches that are made here alone


class Lines(NamedTuple):
    """Text for COPY of `rows` rows, and how often which words stand in it."""

    text: str
    rows: int
    seen: Counter[str]


def lines_of(rows: list[Row[Words]]) -> Lines:
    """Put the words of these rows down as PostgreSQL reads them."""
    lines = []
    seen: Counter[str] = Counter()
    for kind, subject_id, place, mission_id, words in rows:
        made = _vector(words)
        seen.update(made.words)
        mission = r"\N" if mission_id is None else mission_id
        # Letters, digits and signs of our own: nothing that COPY reads otherwise.
        lines.append(f"{kind}\t{subject_id}\t{place}\t{mission}\t{made.stored}\n")
    kept = {word: seen[word] for word in filter(can_be_completed, seen)}
    return Lines("".join(lines), len(lines), Counter(kept))


def made(batches: Iterable[list[Row[Words]]], count: int) -> Iterator[Lines]:
    """The lines of each batch, in order; `count` is how many there will be."""
    cores = os.cpu_count() or 1
    if count <= FEW or cores == 1:
        yield from map(lines_of, batches)
        return
    # Started anew, not forked: a connection to the database must not be shared.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context, initializer=django.setup) as pool:
        yield from _few_ahead(pool, lines_of, batches, cores + 1)


def _few_ahead(
    pool: ProcessPoolExecutor,
    make: Callable[[list[Row[Words]]], Lines],
    batches: Iterable[list[Row[Words]]],
    ahead: int,
) -> Iterator[Lines]:
    """Results in order, never more than `ahead` in memory."""
    waiting: deque[Future[Lines]] = deque()
    for batch in batches:
        waiting.append(pool.submit(make, batch))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _vector(words: Words) -> Vector:
    if len(words.heading) + sum(map(len, words.texts)) > SHORT:
        return vector(*words)
    stored, told = _kept(words.heading, words.texts)
    marks = (f"'{one}'" for one in words.belongs)
    return Vector(" ".join([*filter(None, [stored]), *marks]), told)


@lru_cache(maxsize=MOST_KEPT)
def _kept(heading: str, texts: tuple[str, ...]) -> Vector:
    return vector(heading, texts, ())
