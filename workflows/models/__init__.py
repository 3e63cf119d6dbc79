"""Rows of this package, one noun a file."""

from workflows.models.agency import Agency
from workflows.models.assignment import Assignment
from workflows.models.calendar import CalendarCorrection
from workflows.models.difficulty import Difficulty, Inspection, Instruction
from workflows.models.document import Document, StoredFile
from workflows.models.draft_item import DraftItem
from workflows.models.exception import (
    MissionException,
    MissionUserObjectPermission,
)
from workflows.models.extension import DeadlineExtension
from workflows.models.finished import FinishedTally, TallyCheck
from workflows.models.follow_up import FollowUp
from workflows.models.intake import Intake
from workflows.models.interruption import Pause, Wait
from workflows.models.item_act import ItemAct
from workflows.models.list_export import ListExport
from workflows.models.meeting import Meeting, MeetingLine
from workflows.models.mission import Mission
from workflows.models.outside import OutsideRequest
from workflows.models.preparation import (
    Contribution,
    ContributionFile,
    DraftFile,
    ReportDraft,
)
from workflows.models.relation import DocumentCitation, ItemLink
from workflows.models.reorganisation import Reorganisation
from workflows.models.report import Attachment, Report
from workflows.models.saved_view import ListPreference, SavedView
from workflows.models.search import FileText, SearchRow, SearchWaiting, SearchWord
from workflows.models.supporting import ContributionRequest
from workflows.models.talk import Comment, ProgressNote
from workflows.models.version import ItemVersion, VersionProposal

__all__ = [
    "Agency",
    "Assignment",
    "Attachment",
    "CalendarCorrection",
    "Comment",
    "Contribution",
    "ContributionFile",
    "ContributionRequest",
    "DeadlineExtension",
    "Difficulty",
    "Document",
    "DocumentCitation",
    "DraftFile",
    "DraftItem",
    "FileText",
    "FinishedTally",
    "FollowUp",
    "Inspection",
    "Instruction",
    "Intake",
    "ItemAct",
    "ItemLink",
    "ItemVersion",
    "ListExport",
    "ListPreference",
    "Meeting",
    "MeetingLine",
    "Mission",
    "MissionException",
    "MissionUserObjectPermission",
    "OutsideRequest",
    "Pause",
    "ProgressNote",
    "Reorganisation",
    "Report",
    "ReportDraft",
    "SavedView",
    "SearchRow",
    "SearchWaiting",
    "SearchWord",
    "StoredFile",
    "TallyCheck",
    "VersionProposal",
    "Wait",
]
