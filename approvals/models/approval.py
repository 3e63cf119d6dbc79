"""A report on its way to a decision: the link between a mission and its flow."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import STATUS

from approvals.enums import Step
from approvals.models.way import Way
from workflows.models import Mission, Report


class ApprovalProcess(Process):
    """The flow's own row. It holds no copy of the mission's state."""

    class Meta:
        proxy = True
        verbose_name = "luồng duyệt"
        verbose_name_plural = "luồng duyệt"


class ApprovalTask(Task):
    """A step of the flow, where a row of ours stands beside it."""

    class Meta:
        proxy = True
        verbose_name = "bước duyệt"
        verbose_name_plural = "bước duyệt"


class ApprovalRequest(Way):
    """One report's way, fixed when it is handed in; a returned or recalled report
    leaves it closed. `flow_version` is that of the flow whose nodes its steps name."""

    mission = models.ForeignKey(
        Mission,
        models.PROTECT,
        verbose_name="nhiệm vụ",
        related_name="approval_requests",
    )
    report = models.OneToOneField(
        Report, models.PROTECT, verbose_name="báo cáo", related_name="approval_request"
    )
    process = models.OneToOneField(
        ApprovalProcess,
        models.PROTECT,
        verbose_name="luồng duyệt",
        related_name="approval_request",
    )
    opened_at = models.DateTimeField("trình lúc")
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    # The directing leader agreed and, by the route, the Trưởng Ban decides.
    agreed_at = models.DateTimeField(
        "lãnh đạo chỉ đạo đồng ý lúc", null=True, blank=True
    )
    flow_version = models.PositiveSmallIntegerField(
        "phiên bản luồng", default=1, db_default=1
    )

    class Meta:
        verbose_name = "hồ sơ trình"
        verbose_name_plural = "hồ sơ trình"
        constraints = [
            *Way.Meta.constraints,
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(closed_at__isnull=True),
                name="approval_one_open_request",
            ),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ trình {self.pk}"


STEP = "approvals/flows.ApprovalFlow."
# Who handed in the open report of a mission, and whether it was passed up. Asked for
# almost every act and page: written out, for the ORM takes longer to put it together
# than the database to answer.
FACTS = f"""
SELECT report.handed_in_by_id,
       EXISTS (SELECT FROM viewflow_task task
                WHERE task.process_id = request.process_id
                  AND task.flow_task = '{STEP}{Step.HEAD_DECIDES.value}'
                  AND task.status = '{STATUS.NEW.value}')
  FROM approvals_approvalrequest request
  JOIN workflows_report report ON report.id = request.report_id
 WHERE request.mission_id = %s AND request.closed_at IS NULL"""  # noqa: S608  constants


def waits_at(step: Step, *, process: str = "process_id") -> Exists:
    """Whether the request's flow waits at this step now; asked of the flow itself."""
    return Exists(
        Task.objects.filter(
            process_id=OuterRef(process),
            flow_task=f"{STEP}{step.value}",
            status=STATUS.NEW,
        )
    )
