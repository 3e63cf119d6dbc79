"""What was read becomes a document: its rows and its original, or neither."""

from django.conf import settings
from django.db import transaction

from organization.models import Person
from workflows import files
from workflows.models import Document
from workflows.reading import Reading
from workflows.services.documents import register_document


def register_file(
    *,
    reading: Reading,
    name: str,
    data: bytes,
    by: Person,
    supersedes: Document | None = None,
) -> Document:
    """The rows and the original, or neither.

    The file is written last: what the database refuses leaves none, and two clerks
    with the same content wait for each other at its row.
    """
    if not name:
        return register_document(reading=reading, by=by, supersedes=supersedes)
    kept = files.describe(name, data)
    with transaction.atomic():
        document = register_document(
            reading=reading, kept=kept, by=by, supersedes=supersedes
        )
        upload = files.Upload(name, len(data), [data])
        files.keep(upload, limit=settings.MAX_DOCUMENT_BYTES)
    return document
