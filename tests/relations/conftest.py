"""The five documents, registered once for the tests that only look at them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cast import Cast, load_cast
from tests.relations.five import Five, registered


@pytest.fixture(scope="module")
def registered_five(django_db_setup: None, django_db_blocker: Any) -> Iterator[Five]:
    """In a transaction around all tests of a module, taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_cast()
        yield registered(Cast().van_thu)
        transaction.set_rollback(True)


@pytest.fixture
def five(registered_five: Five, db: None) -> Five:
    return registered_five
