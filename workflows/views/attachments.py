"""Evidence leaves the house by this door only, and only for who may see the mission."""

import logging
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Self, cast

from asgiref.sync import sync_to_async
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from workflows.files import path_of
from workflows.models import Attachment, StoredFile
from workflows.queries import missions_visible_to
from workflows.services.readings import record_evidence

if TYPE_CHECKING:
    from organization.models import Person

log = logging.getLogger(__name__)


class KeptFileResponse(FileResponse):
    """A stored file to be saved, never shown or run; read piece by piece.

    Django would read a file as a whole before it sends it through ASGI.
    """

    def __init__(self, file: StoredFile, name: str) -> None:
        self.kept = path_of(file.sha256).open("rb")
        super().__init__(
            self.kept,
            as_attachment=True,
            filename=name,
            content_type=file.content_type,
        )
        self["X-Content-Type-Options"] = "nosniff"
        self["Cache-Control"] = "private, no-store"

    def once(self, on_record: Callable[[], None]) -> Self:
        """Itself, once that it is handed out stands on record; else nobody gets it."""
        try:
            on_record()
        except BaseException:
            self.close()
            raise
        return self

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = sync_to_async(self.kept.read)
        while piece := await read(self.block_size):
            yield piece


@require_safe
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a report, under the name that its author gave it."""
    person = cast("Person", request.user)
    visible = missions_visible_to(person)
    found = (
        Attachment.objects.filter(pk=pk, report__mission__in=visible)
        .select_related("file", "report")
        .first()
    )
    if found is None:
        raise Http404
    try:
        answer = KeptFileResponse(found.file, found.name)
    except FileNotFoundError:
        log.exception("The content of attachment %s is gone.", pk)
        raise Http404 from None
    return answer.once(lambda: record_evidence(found, by=person))
