"""Searching as a person, once everything that waits is in."""

from typing import Any

from organization import scopes
from organization.models import Person
from workflows.enums import SearchKind
from workflows.queries.search.asked import asked
from workflows.queries.search.found import Found, find
from workflows.services.search import index_waiting


def look(
    person: Person, text: str, kind: SearchKind | None = None, at: Any = None
) -> Found:
    index_waiting()
    scope = scopes.current(person, at)
    return find(scope, asked(text), kind)


def missions(person: Person, text: str, at: Any = None) -> set[int | None]:
    """The missions to which what was found belongs."""
    return {hit.mission_id for hit in look(person, text, at=at).hits}


def kinds(person: Person, text: str) -> set[str]:
    return {hit.kind.name for hit in look(person, text).hits}
