"""The way of a report to its decision. viewflow's words stay in this package.

    handed in ──────────────► leader decides ──► approved │ returned
        └► office checks ─────▲      └► head decides ──► approved │ returned

While a report waits, opinions may be asked: a step beside the way, for which nothing
waits. Every step is a handle that our services run while they hold the mission's row;
so the flow needs no lock of its own. Where the way forks, the node is told which way it
goes. Renaming or removing a node raises VERSION and needs a row in `carrying.RENAMED`.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final, cast

from django.utils import timezone
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from approvals.enums import Step
from approvals.flows.nodes import Aside, Fork, HeldByMission, Last
from approvals.models import ApprovalProcess, ApprovalRequest, ApprovalTask

if TYPE_CHECKING:
    from viewflow.workflow.managers import TaskQuerySet

# Of this flow; a request keeps the one under which its steps were named.
VERSION = 2


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
        .Beside(this.gives_opinion, "lấy ý kiến")
        .Way(this.leader_decides, "đúng thể thức")
        .Way(this.returned, "trả lại về thể thức")
        .Way(this.taken_back, "rút, thu hồi")
    )
    leader_decides = (
        Fork()
        .Annotation(title=Step.LEADER_DECIDES.label)
        .Beside(this.gives_opinion, "lấy ý kiến")
        .Way(this.approved, "duyệt")
        .Way(this.returned, "trả lại")
        .Way(this.head_decides, "trình, chuyển Trưởng Ban")
        .Way(this.taken_back, "rút, thu hồi")
    )
    head_decides = (
        Fork()
        .Annotation(title=Step.HEAD_DECIDES.label)
        .Beside(this.gives_opinion, "lấy ý kiến")
        .Way(this.approved, "duyệt")
        .Way(this.returned, "trả lại")
        .Way(this.taken_back, "rút, thu hồi")
    )
    gives_opinion = Aside().Annotation(title="Cho ý kiến (không chờ)")
    approved = Last().Annotation(title="Hoàn thành")
    returned = Last().Annotation(title="Trả lại")
    taken_back = Last().Annotation(title="Rút hoặc thu hồi")


# As a part of the statement that keeps the opinions: these steps beside the way are
# done, the way of the report is as it was.
ANSWERED_BESIDE: Final = f"""
UPDATE viewflow_task SET status = '{STATUS.DONE}', started = now(), finished = now()
 WHERE id = ANY(%(steps)s) AND status = '{STATUS.NEW}'"""  # noqa: S608
# Whether a process waits for the Trưởng Ban.
AT_THE_HEAD: Final = f"""
EXISTS (SELECT FROM viewflow_task AS step
         WHERE step.process_id = request.process_id AND step.status = '{STATUS.NEW}'
           AND step.flow_task = 'approvals/flows.ApprovalFlow.head_decides')"""
Waits = Task  # a step at which a report waits, as the services hand it around


def begin(*, with_check: bool) -> ApprovalProcess:
    """Start a process; the mission's row is held."""
    start = ApprovalFlow.handed_in_for_check if with_check else ApprovalFlow.handed_in
    process: ApprovalProcess = start.run()
    return process


def active_tasks(process_ids: list[int]) -> dict[int, Task]:
    """The step at which each open process waits; one statement."""
    found = Task.objects.filter(
        process_id__in=process_ids,
        status=STATUS.NEW,
        flow_task__in=[getattr(ApprovalFlow, step.value) for step in Step],
    )
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


def ask_beside(
    request: ApprovalRequest, task: Task, *, number: int
) -> list[ApprovalTask]:
    """So many opinions are asked while the report waits at `task`."""
    node = ApprovalFlow.gives_opinion
    steps: list[ApprovalTask] = ApprovalTask.objects.bulk_create(
        ApprovalTask(
            process_id=request.process_id,
            flow_task=node,
            flow_task_type=node.task_type,
            token=task.token,
        )
        for _ in range(number)
    )
    links = Task.previous.through
    links.objects.bulk_create(
        links(from_task_id=step.pk, to_task_id=task.pk) for step in steps
    )
    return steps


def lapse_beside(process_ids: Collection[int]) -> None:
    """What was asked and not answered is asked no more: the way has ended."""
    _beside(status=STATUS.NEW, process_id__in=process_ids).update(
        status=STATUS.CANCELED, finished=timezone.now()
    )


def _beside(**which: object) -> "TaskQuerySet":
    rows = Task.objects.filter(flow_task=ApprovalFlow.gives_opinion, **which)
    return cast("TaskQuerySet", rows)
