"""Fixtures for modules whose tests share one prepared world.

They take the place of pytest-django's `db` there: one transaction for the module, in
which each test undoes what it did; at the end nothing is left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from tests.cast import Cast, load_cast
from tests.missions import builders
from tests.missions.matrix import STEPS, World, build_world, given_out
from workflows.models import Mission


@contextmanager
def one_transaction() -> Iterator[None]:
    """For many tests at once, each of which takes back what it did; at the end nothing
    is left.

    What is taken back stays in the files as long as the transaction lasts. A statement
    that was planned while a table was small, and reads it whole, would take longer with
    each test: here none reads a table whole where there is an index.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("DISCARD PLANS")  # made before, and kept
        load_cast()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), one_transaction():
        yield


@dataclass(frozen=True)
class Ready:
    """A mission at each step; who acts on one asks for its row anew."""

    given: Mission
    started: Mission
    handed_in: Mission
    reported: Mission  # Văn phòng is to look at it first


@pytest.fixture(scope="module")
def ready(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ready]:
    """Made once, in a transaction around those of the module's tests, which stay
    pytest-django's and take back what each does. A test of that module finds the
    missions also when it does not ask for them."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = Cast()
        reported = given_out(cast)
        for step in ("start", "report"):
            STEPS[step](cast, reported.pk)
        reported.refresh_from_db()
        yield Ready(
            builders.given(cast),
            builders.started(cast),
            builders.handed_in(cast),
            reported,
        )
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None) -> World:
    """Missions in every situation."""
    return build_world()
