"""Going to pages as a member of the cast, and reading what stands there."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from organization.models import Person

HTMX = {"HX-Request": "true"}
TAGS = re.compile(r"<[^>]+>")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(person: Person, url: str, **headers: str) -> HttpResponse:
    """The answer to one GET; headers as they go over the line."""
    answer: Any = signed_in(person).get(url, headers=headers)
    return answer


def text_of(answer: HttpResponse) -> str:
    """The words of a page, one blank between them."""
    return " ".join(unescape(TAGS.sub(" ", answer.content.decode())).split())


def chips(answer: HttpResponse) -> dict[str, int]:
    """The numbers that the list's chips show, by part."""
    found = re.findall(
        r'data-chip="([a-z-]+)">([\d.]+)</span>', answer.content.decode()
    )
    return {part: int(number.replace(".", "")) for part, number in found}


def rows(answer: HttpResponse) -> list[int]:
    """The numbers of the missions that the list shows, in its order."""
    return [int(pk) for pk in re.findall(r'<tr id="nv-(\d+)"', answer.content.decode())]
