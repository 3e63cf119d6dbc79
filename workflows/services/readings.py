"""Who reads papers and takes files away: on record before anything is handed out."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Model
from django.utils import timezone

from history import services as history
from history.enums import ReadingKind
from history.services import Reading
from organization.models import Person
from workflows.models import (
    Attachment,
    ContributionFile,
    Document,
    DraftFile,
    OutsideRequest,
)

LONGEST_NAME = 300
SUBJECTS: Final[dict[type[Model], str]] = {
    Attachment: "attachment",
    DraftFile: "draft_file",
    ContributionFile: "contribution_file",
    OutsideRequest: "outside_answer",
}


def record_paper(
    *papers: Document, by: Person, kind: ReadingKind = ReadingKind.OPENED
) -> None:
    """The words of these papers are about to be shown, printed, or saved as a file."""
    _record((_of_paper(paper, kind) for paper in papers), by)


def record_evidence(attachment: Attachment, *, by: Person) -> None:
    """A file of a report is about to leave the house; load the report with it."""
    record_file(attachment, mission_id=attachment.report.mission_id, by=by)


def record_file(
    row: Attachment | DraftFile | ContributionFile | OutsideRequest,
    *,
    mission_id: int,
    by: Person,
) -> None:
    """The same of any file that goes with a mission."""
    kind = SUBJECTS[type(row)]
    reading = Reading(ReadingKind.FILE, kind, row.pk, row.name, mission_id=mission_id)
    _record([reading], by)


def _of_paper(paper: Document, kind: ReadingKind) -> Reading:
    name = paper.citation if paper.reference_number else paper.subject
    return Reading(kind, "document", paper.pk, name[:LONGEST_NAME] or paper.citation)


def _record(found: Iterable[Reading], by: Person) -> None:
    history.record_readings(*found, by=history.actor_of(by), at=timezone.now())
