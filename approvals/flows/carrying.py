"""Live processes over a change of the flow: a node renamed or taken out.

A task names its node as a text. What was a node in a version before and is none now, or
another, is said in RENAMED; `approvals.services.carrying` moves the waiting tasks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextField
from django.db.models.functions import Cast
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from approvals.flows import ApprovalFlow

# Version → node of the version before → the node that takes it over. In version 2,
# opinions stand beside the way; nothing was renamed.
RENAMED: Final[dict[int, dict[str, str]]] = {2: {}}
PREFIX: Final = "approvals/flows.ApprovalFlow."


@dataclass(frozen=True)
class Live:
    """A task that waits, with its node as the database names it."""

    task_id: int
    process_id: int
    node: str


def live_tasks() -> Iterator[Live]:
    """Every task of this flow that waits; read as text, whatever it names."""
    rows = Task.objects.filter(status=STATUS.NEW).annotate(
        named=Cast("flow_task", TextField())
    )
    for pk, process_id, named in rows.order_by("pk").values_list(
        "pk", "process_id", "named"
    ):
        if named.startswith(PREFIX):
            yield Live(pk, process_id, named.removeprefix(PREFIX))


def nodes() -> frozenset[str]:
    """The names of the nodes that there are."""
    return frozenset(node.name for node in ApprovalFlow.instance.nodes())


def lost_tasks() -> list[Live]:
    """Tasks that wait at a node that is none."""
    known = nodes()
    return [one for one in live_tasks() if one.node not in known]


def node_now(node: str, since: int, renamed: Mapping[int, Mapping[str, str]]) -> str:
    """What became of a node, version by version after `since`."""
    for version in sorted(renamed):
        if version > since:
            node = renamed[version].get(node, node)
    return node


def move(task_ids: list[int], node: str) -> None:
    """Have these tasks wait at this node."""
    found = getattr(ApprovalFlow, node)
    Task.objects.filter(pk__in=task_ids).update(
        flow_task=found, flow_task_type=found.task_type
    )
