"""Every address that the resolver knows, by name; without one, by its route."""

from collections.abc import Iterator

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver


def every_address() -> Iterator[tuple[str, str]]:
    """(name with its namespace, route) of all that can be answered."""
    yield from _walk(get_resolver(), "", "")


def _walk(
    resolver: URLResolver, route: str, namespace: str
) -> Iterator[tuple[str, str]]:
    for found in resolver.url_patterns:
        whole = route + str(found.pattern)
        if isinstance(found, URLResolver):
            space = f"{namespace}{found.namespace}:" if found.namespace else namespace
            yield from _walk(found, whole, space)
        elif isinstance(found, URLPattern):
            yield (f"{namespace}{found.name}" if found.name else whole), whole
