"""How an upload comes in: refused by its announced length, held in memory only."""

from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest


def is_too_large(request: HttpRequest) -> bool:
    """Whether more is announced than a file and its form may have; nothing is read."""
    limit: int = settings.MAX_DOCUMENT_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > limit
    except ValueError:
        return True


class InMemory(MemoryFileUploadHandler):
    """Never a temporary file: what turns out to be secret shall not touch the disk."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],  # noqa: ARG002
        META: dict[str, str],  # noqa: ARG002, N803
        content_length: int,  # noqa: ARG002
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> Any:
        self.activated = True
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > settings.MAX_DOCUMENT_BYTES + 1:
            # One byte too many is enough: the service says what is wrong with it.
            return None
        return super().receive_data_chunk(raw_data, start)
