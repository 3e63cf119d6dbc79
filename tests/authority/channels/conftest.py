"""One world for every channel: built once, each test undoes what it did."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.authority.channels.cells import Ground, prepared
from tests.authority.grounds import kept_in
from tests.missions.prepared import one_transaction


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Takes the place of pytest-django's: one transaction around the package."""
    with django_db_blocker.unblock(), one_transaction():
        yield


@pytest.fixture(scope="package")
def ground(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Missions in every situation, each with evidence; documents with originals."""
    with kept_in(tmp_path_factory.mktemp("kept")):
        yield prepared()
