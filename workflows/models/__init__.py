"""Rows of this package, one noun a file."""

from workflows.models.calendar import CalendarCorrection
from workflows.models.document import Document, StoredFile
from workflows.models.draft_item import DraftItem
from workflows.models.exception import (
    MissionException,
    MissionUserObjectPermission,
)
from workflows.models.intake import Intake
from workflows.models.item_act import ItemAct
from workflows.models.mission import Assignment, Mission
from workflows.models.preparation import (
    Contribution,
    ContributionFile,
    DraftFile,
    ReportDraft,
)
from workflows.models.relation import DocumentCitation, ItemLink
from workflows.models.reorganisation import Reorganisation
from workflows.models.report import Attachment, Report
from workflows.models.version import ItemVersion, VersionProposal

__all__ = [
    "Assignment",
    "Attachment",
    "CalendarCorrection",
    "Contribution",
    "ContributionFile",
    "Document",
    "DocumentCitation",
    "DraftFile",
    "DraftItem",
    "Intake",
    "ItemAct",
    "ItemLink",
    "ItemVersion",
    "Mission",
    "MissionException",
    "MissionUserObjectPermission",
    "Reorganisation",
    "Report",
    "ReportDraft",
    "StoredFile",
    "VersionProposal",
]
