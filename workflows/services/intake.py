"""A file or pasted text comes in: checked, read in memory, kept, registered.

In this order, so that nothing of a state secret is ever stored, indexed or logged
(Luật 117/2025/QH15, điều 5): who asks, the declaration, the reading, and only then
the file and the rows. Of a refusal, nothing but that it happened is logged.
"""

import logging

from django.conf import settings
from django.utils import timezone

from organization import scopes
from organization.models import Person
from workflows import files
from workflows.catalogue import reading_catalogue
from workflows.exceptions import BadFile, InvalidInput
from workflows.models import Document
from workflows.reading import (
    Reading,
    ReadingRefused,
    StateSecret,
    read_file,
    read_text,
)
from workflows.services.documents import register_document
from workflows.services.held_document import office_seat

logger = logging.getLogger(__name__)

NOT_DECLARED = (
    "Chưa xác nhận văn bản không chứa bí mật nhà nước. Kiểm tra văn bản, đánh dấu xác "
    "nhận rồi gửi lại."
)
TOO_LONG = "Nội dung dán vào quá dài. Tải tệp gốc lên thay cho dán."
ACCEPTED = (".docx", ".pdf", ".txt", ".md")
LONGEST_TEXT = 2_000_000  # characters; about a thousand pages


class SecretRefused(InvalidInput):
    """The paper bears a mark of secrecy: nothing of it may be shown again either."""


def register_upload(
    *, upload: files.Upload, declared_free_of_secrets: bool, by: Person
) -> Document:
    """Register a file as a document with draft items, and keep the original.

    Raises ActionDenied, InvalidInput (not declared), BadFile, SecretRefused or
    AlreadyRegistered; nothing is left behind then.
    """
    _check(by, declared=declared_free_of_secrets)
    name = files.safe_name(upload.name)
    data = _bytes_of(upload, name)
    reading = _read(data, name, by)
    kept = files.keep(
        files.Upload(name, len(data), [data]), limit=settings.MAX_DOCUMENT_BYTES
    )
    return register_document(reading=reading, kept=kept, by=by)


def register_text(*, text: str, declared_free_of_secrets: bool, by: Person) -> Document:
    """The same for pasted text; there is no original file then."""
    _check(by, declared=declared_free_of_secrets)
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(TOO_LONG)
    # A form sends every line end as CR LF, whatever the page showed.
    reading = _read(text.replace("\r\n", "\n"), "", by)
    return register_document(reading=reading, by=by)


def _check(by: Person, *, declared: bool) -> None:
    office_seat(scopes.renew(by, timezone.now()))
    if not declared:
        raise InvalidInput(NOT_DECLARED)


def _bytes_of(upload: files.Upload, name: str) -> bytes:
    """The content, held in memory; not a byte more than the limit is taken."""
    limit = settings.MAX_DOCUMENT_BYTES
    if upload.size > limit:
        raise files.too_large(name, limit)
    data = bytearray()
    for chunk in upload.chunks:
        data += chunk
        if len(data) > limit:
            raise files.too_large(name, limit)
    return bytes(data)


def _read(source: bytes | str, name: str, by: Person) -> Reading:
    catalogue = reading_catalogue(timezone.now())
    try:
        if isinstance(source, str):
            return read_text(source, catalogue)
        return read_file(source, name, catalogue)
    except StateSecret as refusal:
        # Neither name nor content: the name alone may say too much.
        logger.warning("A document marked as a state secret was refused (%s).", by.pk)
        raise SecretRefused(str(refusal)) from None
    except ReadingRefused as refusal:
        raise BadFile(str(refusal)) from None
