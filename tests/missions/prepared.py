"""Fixtures for modules whose tests share one prepared world.

They take the place of pytest-django's `db` there: one transaction for the module, in
which each test undoes what it did; at the end nothing is left.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cast import load_cast
from tests.missions.matrix import World, build_world


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_cast()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None) -> World:
    """Missions in every situation."""
    return build_world()
