"""Carry live flows over to the flow of this version of the software."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from approvals import flows
from approvals.enums import Step
from approvals.flows import carrying
from approvals.models import ApprovalRequest
from workflows.enums import MissionState
from workflows.models import Mission

# A step is carried to one of the same state only: the mission's state does not move.
STATE_AT: Final[dict[str, str]] = {
    Step.OFFICE_CHECKS: MissionState.REPORTED,
    Step.LEADER_DECIDES: MissionState.UNDER_APPROVAL,
    Step.HEAD_DECIDES: MissionState.UNDER_APPROVAL,
}


class FlowsLost(Exception):
    """Live tasks name nodes that nothing says what became of; nothing was changed."""


@dataclass(frozen=True)
class CarriedOver:
    """How many reports were brought to this version, and how many steps moved."""

    requests: int
    moved: int


@transaction.atomic
def carry_flows(
    renamed: Mapping[int, Mapping[str, str]] = carrying.RENAMED,
    version: int = flows.VERSION,
) -> CarriedOver:
    """Move what waits at a node of a former version to the node that took it over.

    Run twice it changes nothing. Raises FlowsLost and changes nothing where a task
    would wait at no node, or at one that does not fit the state of its mission.
    """
    requests = ApprovalRequest.objects.filter(
        closed_at__isnull=True, flow_version__lt=version
    )
    held = Mission.objects.filter(pk__in=requests.values("mission"))
    states = dict(held.order_by("pk").select_for_update().values_list("pk", "state"))
    of_process = {one.process_id: one for one in requests.filter(mission__in=states)}
    moves: dict[str, list[int]] = defaultdict(list)
    lost: list[str] = []
    for task in carrying.live_tasks():
        request = of_process.get(task.process_id)
        since = version if request is None else request.flow_version
        node = carrying.node_now(task.node, since, renamed)
        if node not in carrying.nodes():
            lost.append(f"{task.node} (luồng {task.process_id})")
        elif request is not None and not _fits(node, states[request.mission_id]):
            lost.append(f"{task.node} → {node} (luồng {task.process_id})")
        elif node != task.node:
            moves[node].append(task.task_id)
    if lost:
        raise FlowsLost(", ".join(lost))
    for node, tasks in moves.items():
        carrying.move(tasks, node)
    ids = [one.pk for one in of_process.values()]
    ApprovalRequest.objects.filter(pk__in=ids).update(flow_version=version)
    return CarriedOver(len(ids), sum(len(tasks) for tasks in moves.values()))


def _fits(node: str, state: str) -> bool:
    return STATE_AT.get(node, state) == state
