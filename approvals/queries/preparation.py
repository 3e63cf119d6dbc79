"""What is got ready for one mission: the draft, and what supporting units sent."""

from dataclasses import dataclass
from typing import cast

from organization.enums import Right
from organization.models import Person, Unit
from organization.scopes import Scope
from workflows import permissions
from workflows.models import Assignment, Contribution, Mission, ReportDraft
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
    draft: ReportDraft | None = None

    @property
    def silent(self) -> list[Unit]:
        """Supporting units that sent nothing yet."""
        heard = {one.unit_id for one in self.contributions}
        return [unit for unit in self.supporting if unit.pk not in heard]


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
            .select_related("unit", "contributed_by")
            .prefetch_related("files__file")
        ),
        prepares=permissions.can("prepare", mission, person),
        may_prepare=may_prepare,
        contributes_for=[
            unit
            for unit in supporting
            if scope.on_mission(mission.pk).on_unit(Right.PREPARE_WORK, unit.pk)
            and permissions.can("contribute", mission, person)
        ],
    )
    if may_prepare:
        found.draft = cast("ReportDraft | None", getattr(mission, "draft", None))
    return found
