"""Document 000 taken in by Văn phòng, and the forms of its cards as a browser sends
them; what matters to a test stands in the test."""

from datetime import date
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organization.models import Person
from tests.cast import Cast
from tests.reading.documents import path_of
from workflows.models import Document, DraftItem
from workflows.queries.calendar import catalogue_in_force
from workflows.reading import Reading, read_file
from workflows.services import documents
from workflows.services.intake_register import register_file

BACKEND = "django.contrib.auth.backends.ModelBackend"
UPLOAD = "/van-ban/nhap/"
HTMX = {"HX-Request": "true"}
NAME = "Kế hoạch Tết.txt"
NUMBER, DAY = "45/KH-BQLKKTCK", date(2026, 2, 2)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def file_of(data: bytes, name: str = "000.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def document_000() -> bytes:
    return path_of("000").read_bytes()


def send(client: Client, **fields: Any) -> HttpResponse:
    """Send the form of the page; declared unless the test says otherwise."""
    return client.post(UPLOAD, {"declared": "1", **fields})


@cache
def reading_of_000() -> Reading:
    """Read once a run: the Board that names are resolved against is the cast's."""
    return read_file(document_000(), NAME, catalogue_in_force(timezone.now()))


def taken_in(by: Person) -> Document:
    """As the door leaves it, once another process has read it; `send` goes through."""
    return register_file(
        reading=reading_of_000(), name=NAME, data=document_000(), by=by
    )


def dated(by: Person) -> Document:
    return documents.set_number_and_date(
        document_id=taken_in(by).pk, reference_number=NUMBER, issued_on=DAY, by=by
    )


def item_of(document: Document, ordinal: str) -> DraftItem:
    return document.items.get(ordinal=ordinal, section__startswith="II")


def url(item: DraftItem, act: str = "item") -> str:
    names = {"item": "document_item", "skip": "document_item_skip"}
    names |= {"restore": "document_item_restore", "split": "document_item_split"}
    return reverse(f"workflows:{names[act]}", args=[item.document_id, item.pk])


def card(item: DraftItem, **changes: Any) -> dict[str, Any]:
    """The fields of a card as they stand, with what the person changed."""
    fields = {
        "version": item.version,
        "title": item.title,
        "text": item.text,
        "kind": item.kind,
        "lead_unit": item.lead_unit_id or "",
        "supporting_units": [unit.pk for unit in item.supporting_units.all()],
        "directing_leader": item.directing_leader_id or "",
        "due_on": f"{item.due_on:%d/%m/%Y}" if item.due_on else "",
        "reason": item.no_deadline_reason,
    }
    return {**fields, **changes}


def settled(cast: Cast, item: DraftItem, **changes: Any) -> dict[str, Any]:
    """The card with an answer to all that document 000 may leave open."""
    answer: dict[str, Any] = {
        "lead_unit": item.lead_unit_id or cast.unit("van_phong").pk,
        "directing_leader": item.directing_leader_id or cast.post("truong_ban").pk,
        "done": "1",
    }
    if item.due_on is None:
        answer["reason"] = "Văn bản không nêu thời hạn"
    return card(item, **{**answer, **changes})


def refused(answer: HttpResponse, status: int, sentence: str) -> str:
    """The page of a refusal, after a look at its status and its sentence."""
    html = answer.content.decode()
    assert answer.status_code == status
    assert sentence in html
    return html
