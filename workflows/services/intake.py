"""A file or pasted text comes in: checked and read in memory, then kept, registered.

In this order, so that nothing of a state secret is ever stored, indexed or logged
(Luật 117/2025/QH15, điều 5): who asks, the declaration, the look for marks, and only
then the file and the rows. Of a refusal, nothing but that it happened is logged. What
takes long to read is laid aside once it is cleared, and read by a job; a scan is
cleared when its last page was seen, and stays in memory until then.
"""

import logging
from time import monotonic

from django.conf import settings
from django.utils import timezone

from organization import scopes
from organization.models import Person
from workflows import files
from workflows.exceptions import BadFile, InvalidInput
from workflows.models import Document, Intake
from workflows.queries.calendar import catalogue_in_force
from workflows.reading import Reading, ReadingRefused, StateSecret
from workflows.services import intake_looking, intake_queue
from workflows.services.documents import register_document
from workflows.services.held_document import office_seat
from workflows.services.intake_register import register_file
from workflows.services.reader import Long, ReaderFailed, read_at_once
from workflows.services.reader_child import Order

logger = logging.getLogger(__name__)

NOT_DECLARED = (
    "Chưa xác nhận văn bản không chứa bí mật nhà nước. Kiểm tra văn bản, đánh dấu xác "
    "nhận rồi gửi lại."
)
TOO_LONG = "Nội dung dán vào quá dài. Tải tệp gốc lên thay cho dán."
ACCEPTED = (".docx", ".pdf", ".xlsx", ".txt", ".md")
LONGEST_TEXT = 2_000_000  # characters; about a thousand pages
LONGEST_WAIT = 120.0  # seconds, where nobody waits at a page


class SecretRefused(InvalidInput):
    """The paper bears a mark of secrecy: nothing of it may be shown again either."""


def take_in(
    *,
    upload: files.Upload,
    declared_free_of_secrets: bool,
    by: Person,
    supersedes: Document | None = None,
) -> Document | Intake:
    """Register a file as a document with draft items, and keep the original; what
    takes longer than a person at the page should wait comes back as an Intake.
    `supersedes` is the document that it is a new version of.

    Raises ActionDenied, InvalidInput (not declared, too many at once), BadFile,
    SecretRefused or AlreadyRegistered; nothing is left behind then.
    """
    began = monotonic()
    check_may_take_in(by, declared=declared_free_of_secrets)
    name = files.safe_name(upload.name)
    data = _bytes_of(upload, name)
    patience = settings.READ_AT_ONCE_SECONDS - (monotonic() - began)
    reading = _read(data, name, by, patience)
    if reading is Long.CLEARED:
        return intake_queue.queue_up(name=name, data=data, by=by, supersedes=supersedes)
    if reading is Long.SCANNED:
        return intake_looking.look_through(
            name=name, data=data, by=by, supersedes=supersedes
        )
    return register_file(
        reading=reading, name=name, data=data, by=by, supersedes=supersedes
    )


def register_upload(
    *, upload: files.Upload, declared_free_of_secrets: bool, by: Person
) -> Document:
    """The same, however long the reading takes: for commands, not for pages."""
    check_may_take_in(by, declared=declared_free_of_secrets)
    name = files.safe_name(upload.name)
    data = _bytes_of(upload, name)
    reading = _read(data, name, by, LONGEST_WAIT)
    if isinstance(reading, Long):
        raise BadFile(TOO_LONG)
    return register_file(reading=reading, name=name, data=data, by=by)


def take_in_text(
    *,
    text: str,
    declared_free_of_secrets: bool,
    by: Person,
    supersedes: Document | None = None,
) -> Document | Intake:
    """The same for pasted text; there is no original file then."""
    check_may_take_in(by, declared=declared_free_of_secrets)
    text = _pasted(text)
    reading = _read(text, "", by, settings.READ_AT_ONCE_SECONDS)
    if isinstance(reading, Long):
        return intake_queue.queue_up(
            name="", data=text.encode(), by=by, supersedes=supersedes
        )
    return register_document(reading=reading, by=by, supersedes=supersedes)


def register_text(
    *,
    text: str,
    declared_free_of_secrets: bool,
    by: Person,
    supersedes: Document | None = None,
) -> Document:
    """The same, however long the reading takes: for commands, not for pages."""
    check_may_take_in(by, declared=declared_free_of_secrets)
    reading = _read(_pasted(text), "", by, LONGEST_WAIT)
    if isinstance(reading, Long):
        raise InvalidInput(TOO_LONG)
    return register_document(reading=reading, by=by, supersedes=supersedes)


def _pasted(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(TOO_LONG)
    # A form sends every line end as CR LF, whatever the page showed.
    return text.replace("\r\n", "\n")


def check_may_take_in(by: Person, *, declared: bool) -> None:
    """Raise ActionDenied for who is not Văn phòng, InvalidInput where undeclared."""
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


def _read(
    source: bytes | str, name: str, by: Person, patience: float
) -> Reading | Long:
    order = Order(source, name, catalogue_in_force(timezone.now()))
    try:
        return read_at_once(order, patience=patience)
    except StateSecret as refusal:
        # Neither name nor content: the name alone may say too much.
        logger.warning("A document marked as a state secret was refused (%s).", by.pk)
        raise SecretRefused(str(refusal)) from None
    except (ReadingRefused, ReaderFailed) as refusal:
        raise BadFile(str(refusal)) from None
