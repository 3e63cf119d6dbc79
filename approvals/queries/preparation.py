"""What is got ready for one mission: the draft, and what supporting units sent."""

from dataclasses import dataclass, field
from typing import cast

from django.conf import settings

from approvals.queries.file_numbers import numbered
from organization.enums import Right
from organization.models import Person, Unit
from organization.scopes import Scope
from workflows import permissions
from workflows.models import (
    Assignment,
    Attachment,
    Contribution,
    DraftFile,
    Mission,
    ReportDraft,
)
from workflows.queries import missions_visible_to


@dataclass
class Preparation:
    """`draft` is shown to who may prepare; contributions to who sees the mission."""

    mission: Mission
    supporting: list[Unit]
    contributions: list[Contribution]
    prepares: bool  # now
    may_prepare: bool  # in another state
    contributes_for: list[Unit]
    answers: bool = False  # what supporting units sent, now
    draft: ReportDraft | None = None
    draft_files: list[DraftFile] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Bytes that still fit into the draft."""
        used = sum(row.file.size for row in self.draft_files)
        return max(0, settings.MAX_REPORT_BYTES - used)

    @property
    def silent(self) -> list[Unit]:
        """Supporting units that sent nothing yet."""
        heard = {one.unit_id for one in self.contributions}
        return [unit for unit in self.supporting if unit.pk not in heard]


def _look_through(found: Preparation) -> None:
    """The files of the draft, numbered after those that were handed in."""
    if found.draft is None:
        return
    found.draft_files = list(found.draft.files.select_related("file"))
    handed_in = Attachment.objects.filter(report__mission=found.mission)
    numbered(found.draft_files, before=handed_in.values_list("name", flat=True))


def preparation_of(person: Person, pk: int, scope: Scope) -> Preparation | None:
    """None where the person may not see the mission."""
    mission = (
        missions_visible_to(person)
        .filter(pk=pk)
        .select_related("lead_unit", "directing_leader", "draft__edited_by")
        .first()
    )
    if mission is None:
        return None
    supporting = list(
        Unit.objects.filter(
            pk__in=Assignment.objects.filter(mission=mission).values("unit")
        )
    )
    mission.supporting_unit_ids = frozenset(unit.pk for unit in supporting)
    may_prepare = person.has_perm(permissions.PERMISSION["prepare"], mission)
    found = Preparation(
        mission=mission,
        supporting=supporting,
        contributions=list(
            Contribution.objects.filter(mission=mission)
            .select_related("unit", "contributed_by", "answered_by")
            .prefetch_related("files__file")
        ),
        prepares=permissions.can("prepare", mission, person),
        answers=permissions.can("answer_contribution", mission, person),
        may_prepare=may_prepare,
        contributes_for=[
            unit
            for unit in supporting
            if scope.on_mission(mission.pk).on_unit(Right.PREPARE_WORK, unit.pk)
            and permissions.can("contribute", mission, person)
        ],
    )
    for unit in supporting:
        sent = [one for one in found.contributions if one.unit_id == unit.pk]
        numbered(row for one in reversed(sent) for row in one.files.all())
    if may_prepare:
        found.draft = cast("ReportDraft | None", getattr(mission, "draft", None))
        _look_through(found)
    return found
