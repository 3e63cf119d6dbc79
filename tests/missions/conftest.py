"""A world prepared once for the module that asks for it, and undone after it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cast import load_cast
from tests.missions.matrix import World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Missions in every situation, in one transaction that is rolled back.

    Tests that use it do not ask for `db`; each undoes what it did.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        load_cast()
        yield build_world()
        transaction.set_rollback(True)
