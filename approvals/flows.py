"""The way of a report to its decision. viewflow's words stay in this file.

    handed in ──────────────► leader decides ──► approved │ returned
        └► office checks ─────▲      └► head decides ──► approved │ returned

Every step is a handle that our services run while they hold the mission's row; so
the flow needs no lock of its own. Where the way forks, the node is told which way it
goes. Renaming a node orphans live processes: that needs a data migration.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.db import connection
from django.utils import timezone
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge
from viewflow.workflow.models import Task
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.handle import Handle, HandleActivation
from viewflow.workflow.signals import flow_finished, task_finished
from viewflow.workflow.status import PROCESS, STATUS

from approvals.enums import Step
from approvals.models import ApprovalProcess, ApprovalRequest


class HeldByMission:
    """No lock and no savepoint: the caller's transaction holds the mission's row."""

    @contextmanager
    def __call__(self, _flow_class: Any, _process_pk: int) -> Iterator[None]:
        if not connection.in_atomic_block:
            raise RuntimeError("The flow moves only while a service holds its mission.")
        yield


class ForkActivation(HandleActivation):
    """The step of a fork; `way` names the node that follows."""

    way = ""

    @Activation.status.transition(source=STATUS.STARTED, target=STATUS.DONE)
    def complete(self) -> None:
        """As viewflow does it, but only the columns that changed are written."""
        self.task.finished = timezone.now()
        self.task.save(update_fields=["status", "started", "finished"])
        task_finished.send(sender=self.flow_class, process=self.process, task=self.task)

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Iterator[Activation]:
        yield self.flow_task.ways[self.way]._create(self, self.task.token)  # noqa: SLF001


class Fork(Handle):
    """A handle with several ways on, each with the label that the drawing shows."""

    activation_class = ForkActivation
    bpmn_element = "userTask"

    def __init__(self) -> None:
        super().__init__()
        self.ways: dict[str, Any] = {}
        self.labels: dict[str, str] = {}

    def Way(self, node: Any, label: str) -> Self:  # noqa: N802  viewflow's manner
        self.ways[node.name] = node
        self.labels[node.name] = label
        return self

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.ways = {
            name: this.resolve(instance, node) for name, node in self.ways.items()
        }

    def _outgoing(self) -> Iterator[Edge]:
        for name, node in self.ways.items():
            yield Edge(src=self, dst=node, edge_class="next", label=self.labels[name])


class LastActivation(EndActivation):
    """The end of a way without branches: nothing else can be under way, so it is
    written once, done, and the process with it."""

    @classmethod
    def create(
        cls,
        flow_task: Any,
        prev_activation: Activation,
        token: Any,
        data: Any = None,
        seed: Any = None,  # noqa: ARG003  viewflow's signature
    ) -> Self:
        process, now = prev_activation.process, timezone.now()
        task = flow_task.flow_class.task_class(
            process=process,
            flow_task=flow_task,
            token=token,
            data=data or {},
            status=STATUS.DONE,
            started=now,
            finished=now,
        )
        task.save()
        task.previous.add(prev_activation.task)
        process.status = PROCESS.DONE
        process.finished = now
        process.save(update_fields=["status", "finished"])
        flow_finished.send(sender=flow_task.flow_class, process=process, task=task)
        return cls(task)


class Last(flow.End):
    activation_class = LastActivation


class ApprovalFlow(flow.Flow):
    """One process a report."""

    process_class = ApprovalProcess
    process_title = "Duyệt báo cáo"
    lock_impl = HeldByMission()

    handed_in = (
        flow.StartHandle()
        .Annotation(title="Đơn vị nộp báo cáo")
        .Next(this.leader_decides)
    )
    handed_in_for_check = (
        flow.StartHandle()
        .Annotation(title="Đơn vị nộp báo cáo (có kiểm tra)")
        .Next(this.office_checks)
    )
    office_checks = (
        Fork()
        .Annotation(title=Step.OFFICE_CHECKS.label)
        .Way(this.leader_decides, "đúng thể thức")
        .Way(this.returned, "trả lại về thể thức")
        .Way(this.taken_back, "rút, thu hồi")
    )
    leader_decides = (
        Fork()
        .Annotation(title=Step.LEADER_DECIDES.label)
        .Way(this.approved, "duyệt")
        .Way(this.returned, "trả lại")
        .Way(this.head_decides, "chuyển Trưởng Ban")
        .Way(this.taken_back, "rút, thu hồi")
    )
    head_decides = (
        Fork()
        .Annotation(title=Step.HEAD_DECIDES.label)
        .Way(this.approved, "duyệt")
        .Way(this.returned, "trả lại")
        .Way(this.taken_back, "rút, thu hồi")
    )
    approved = Last().Annotation(title="Hoàn thành")
    returned = Last().Annotation(title="Trả lại")
    taken_back = Last().Annotation(title="Rút hoặc thu hồi")


Waits = Task  # a step at which a report waits, as the services hand it around


def begin(*, with_check: bool) -> ApprovalProcess:
    """Start a process; the mission's row is held."""
    start = ApprovalFlow.handed_in_for_check if with_check else ApprovalFlow.handed_in
    process: ApprovalProcess = start.run()
    return process


def active_tasks(process_ids: list[int]) -> dict[int, Task]:
    """The step at which each open process waits; one statement."""
    found = Task.objects.filter(process_id__in=process_ids, status=STATUS.NEW)
    return {task.process_id: task for task in found}


def step_of(task: Task) -> Step:
    """Which step a waiting task is."""
    return Step(task.flow_task.name)


def advance(request: ApprovalRequest, task: Task, *, way: str) -> None:
    """Take one step of the way; the row of the mission is held and `task` just read."""
    task.process = request.process
    activation = task.flow_task.activation_class(task)
    activation.way = way
    activation.run(None)
    activation.execute()
