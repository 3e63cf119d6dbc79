"""Acting on the organisation's pages: a form, the look ahead, the act."""

import re
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client

from history.models import HistoryEntry
from organization.models import Appointment, Person
from tests.cast import Cast
from tests.pages.visits import signed_in

SEEN = re.compile(r'name="da-xem" value="([^"]*)"')
PAPER = {"paper_number": "12/QĐ-BQL", "paper_on": "01/11/2026"}
AUTHORITY = "12/QĐ-BQL ngày 01/11/2026"


def seen_on(client: Client, url: str) -> str:
    """What the page keeps of the rows that it shows."""
    found = SEEN.search(client.get(url).content.decode())
    assert found
    return found[1]


def send(
    client: Client, url: str, step: str, *, seen: str | None = None, **fields: Any
) -> HttpResponse:
    """Press “xem” or “ghi” on a form that was opened just now, or as it was seen."""
    kept = seen_on(client, url) if seen is None else seen
    answer: Any = client.post(url, {"da-xem": kept, "buoc": step, **fields})
    return answer


def done(cast: Cast, url: str, **fields: Any) -> HttpResponse:
    """The administrator looks ahead and does it."""
    client = signed_in(cast.quan_tri)
    ahead = send(client, url, "xem", **fields)
    assert ahead.status_code == 200, ahead.content.decode()
    return send(client, url, "ghi", **fields)


def seat_of(person: Person) -> Appointment:
    """The latest appointment of a person."""
    return Appointment.objects.filter(person=person).latest("starts_on", "pk")


def written(day: date) -> str:
    """A day as one types it."""
    return f"{day:%d/%m/%Y}"


def entries() -> int:
    return HistoryEntry.objects.count()
