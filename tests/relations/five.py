"""The five real documents in the order in which they came in, and their overlaps."""

from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from organization.models import Person
from tests.reading.documents import path_of
from workflows.catalogue import reading_catalogue
from workflows.models import Document, DraftItem, ItemLink
from workflows.reading import Reading, read_file
from workflows.services.documents import register_document

Five = dict[str, Document]
ORDER = ("000", "002", "003", "004", "001")
NOW = datetime(2026, 6, 3, 8, 0, tzinfo=timezone.get_default_timezone())


@lru_cache(maxsize=8)
def reading_of(number: str) -> Reading:
    """Read once a run: the Board that names are resolved against is the cast's."""
    path = path_of(number)
    return read_file(path, path.name, reading_catalogue(NOW))


def registered(by: Person, *numbers: str) -> Five:
    """These documents, read and registered one after the other."""
    return {
        number: register_document(reading=reading_of(number), by=by, at=NOW)
        for number in numbers or ORDER
    }


def items_with(document: Document, ordinal: str, words: str = "") -> list[DraftItem]:
    """Items of a document by their place, and by words that they contain."""
    found = document.items.filter(ordinal=ordinal, text__icontains=words)
    assert found, f"{document} has no item {ordinal} with “{words}”"
    return list(found)


def link_between(one: list[DraftItem], other: list[DraftItem]) -> ItemLink | None:
    """The best proposal between any of these and any of those."""
    return (
        ItemLink.objects.filter(item__in=one, earlier__in=other)
        .union(ItemLink.objects.filter(item__in=other, earlier__in=one))
        .order_by("-score")
        .first()
    )
