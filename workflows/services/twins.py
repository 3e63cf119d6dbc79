"""One paper is registered once: by its file, its text, its number and day."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from workflows import files
from workflows.exceptions import Refusal
from workflows.models import Document, StoredFile
from workflows.services.reports import store


class AlreadyRegistered(Refusal):
    """The same paper is registered already; `document` is that registration."""

    status = 409

    def __init__(self, document: Document) -> None:
        super().__init__(f"{document.citation} đã được đăng ký, không đăng ký lần nữa.")
        self.document = document


def find_twin(file: StoredFile | None, facts: Mapping[str, Any]) -> Document | None:
    """The document that the same file, text or number was registered as, if any."""
    same = Q(file=file) if file else Q(file__isnull=True, text=facts["text"])
    if facts["reference_number"] and facts["issued_on"]:
        names = ("issuing_body", "reference_number", "issued_on")
        same |= Q(**{name: facts[name] for name in names})
    return Document.objects.filter(same).first()


def same_number(document: Document) -> Document:
    """The other document of that number and day."""
    return Document.objects.exclude(pk=document.pk).get(
        issuing_body=document.issuing_body,
        reference_number=document.reference_number,
        issued_on=document.issued_on,
    )


def hold_file(kept: files.Kept) -> StoredFile:
    """The row of the content, locked: two clerks cannot register one file at once."""
    store([kept])
    return StoredFile.objects.select_for_update().get(sha256=kept.sha256)
