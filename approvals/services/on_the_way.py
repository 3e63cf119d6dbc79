"""A held mission with its report on the way, and how that way takes a step or ends."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from approvals import flows
from approvals.enums import Step
from approvals.models import ApprovalRequest, Opinion
from approvals.models.opinion import UNANSWERED
from organization.models import Person
from workflows.enums import WAITING_ABOVE
from workflows.exceptions import InvalidTransition
from workflows.services.beside import Beside
from workflows.services.held import Held, hold


@dataclass
class Waiting:
    """A held mission with its open report and the step at which it waits."""

    held: Held
    request: ApprovalRequest
    task: flows.Waits
    asked: bool = False

    @property
    def step(self) -> Step:
        return flows.step_of(self.task)

    @property
    def goes_on(self) -> bool:
        """Whether, by the route, the Trưởng Ban decides after this step."""
        return self.request.head_decides and self.step == Step.LEADER_DECIDES

    def end(self, way: str) -> None:
        """Let the flow take its last step and close the request; what was asked and
        is not answered lapses."""
        flows.advance(self.request, self.task, way=way)
        self.request.closed_at = self.held.at
        if self.asked:
            rows = Opinion.objects.filter(UNANSWERED, request=self.request)
            rows.update(lapsed_at=self.held.at)
            flows.lapse_beside([self.request.process_id])


@contextmanager
def hold_waiting(
    mission_id: int,
    act: str,
    by: Person,
    expected_version: int | None,
    at: datetime | None,
    beside: Beside | None = None,
) -> Iterator[Waiting]:
    """Hold a mission and its open report; save the request when the block ends well."""
    with hold(mission_id, by=by, at=at, beside=beside) as held:
        found = waiting_of([held]).get(mission_id)
        held.check(act, expected_version)
        if found is None:
            raise InvalidTransition(f"{held.mission.code} không có báo cáo đang chờ.")
        yield found
        if found.request.closed_at is not None:
            found.request.save(update_fields=["closed_at"])


def waiting_of(held: Sequence[Held]) -> dict[int, Waiting]:
    """Open requests and their steps, by mission; two statements, however many, and none
    where no report waits."""
    by_mission = {
        one.mission.pk: one for one in held if one.mission.state in WAITING_ABOVE
    }
    if not by_mission:
        return {}
    asked = Opinion.objects.filter(UNANSWERED, request=OuterRef("pk"))
    requests = list(
        ApprovalRequest.objects.filter(
            mission_id__in=by_mission, closed_at__isnull=True
        )
        .annotate(asked=Exists(asked))
        .select_related("report", "process")
    )
    tasks = flows.active_tasks([request.process_id for request in requests])
    found = {}
    for request in requests:
        one = by_mission[request.mission_id]
        task = tasks[request.process_id]
        waiting = Waiting(one, request, task, asked=request.asked)
        passed_up = waiting.step == Step.HEAD_DECIDES
        one.mission.approval_facts = (request.report.handed_in_by_id, passed_up)
        found[request.mission_id] = waiting
    return found
