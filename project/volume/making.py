"""Batches made on every core, by processes that know no Django: only this module and
what it imports is loaded there."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Final

from project.volume.batches import batch
from project.volume.shape import PER_DOCUMENT, Ground

BATCH: Final = 100 * PER_DOCUMENT


@contextmanager
def making(ground: Ground, batches: int) -> Iterator[Iterator[dict[str, str]]]:
    """The texts in order, made on every core; here alone where there are few."""
    make = partial(_batch, ground)
    cores = os.cpu_count() or 1
    if batches <= cores:
        yield map(make, range(batches))
        return
    # Started anew, not forked: a connection to the database must not be shared.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context) as pool:
        yield _few_ahead(pool, make, batches, cores + 1)


def _few_ahead(
    pool: ProcessPoolExecutor,
    make: Callable[[int], dict[str, str]],
    batches: int,
    ahead: int,
) -> Iterator[dict[str, str]]:
    """Results in order, never more than `ahead` in memory."""
    waiting = [pool.submit(make, place) for place in range(min(ahead, batches))]
    for place in range(batches):
        if place + ahead < batches:
            waiting.append(pool.submit(make, place + ahead))
        yield waiting.pop(0).result()


def _batch(ground: Ground, place: int) -> dict[str, str]:
    first = place * BATCH + 1
    return batch(ground, first, min(BATCH, ground.missions - first + 1))
