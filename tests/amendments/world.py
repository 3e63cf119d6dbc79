"""One first version given out for each module; every test undoes what it did to it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings

from tests.amendments import papers
from tests.cast import Cast
from tests.missions.prepared import db
from workflows.models import Document, Mission

__all__ = ["World", "db", "made", "world"]


@dataclass
class World:
    """The cast, the first version, and its missions by the numbers of their items."""

    cast: Cast
    old: Document
    missions: dict[str, Mission]

    def mission(self, ordinal: str) -> Mission:
        return Mission.objects.get(pk=self.missions[ordinal].pk)

    def second(self, text: str | None = None) -> Document:
        """The second version, registered as such from the first one's page."""
        words = papers.second_version() if text is None else text
        return papers.registered(self.cast.van_thu, words, self.old)


@pytest.fixture(scope="module")
def made(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        cast = Cast()
        old, missions = papers.settled_and_given(cast)
        yield World(cast, old, missions)


@pytest.fixture
def world(made: World) -> Iterator[World]:
    with transaction.atomic():
        old = Document.objects.get(pk=made.old.pk)
        yield World(Cast(), old, made.missions)
        transaction.set_rollback(True)
