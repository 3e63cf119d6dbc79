"""A report on its way to a decision: the link between a mission and its flow."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import STATUS

from approvals.enums import Step
from workflows.models import Mission, Report


class ApprovalProcess(Process):
    """The flow's own row. It holds no copy of the mission's state."""

    class Meta:
        proxy = True
        verbose_name = "luồng duyệt"
        verbose_name_plural = "luồng duyệt"


class ApprovalRequest(models.Model):
    """One report's way; a returned or recalled report leaves it closed."""

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

    class Meta:
        verbose_name = "hồ sơ trình"
        verbose_name_plural = "hồ sơ trình"
        constraints = [
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(closed_at__isnull=True),
                name="approval_one_open_request",
            ),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ trình {self.pk}"


def waits_at(step: Step, *, process: str = "process_id") -> Exists:
    """Whether the request's flow waits at this step now; asked of the flow itself."""
    return Exists(
        Task.objects.filter(
            process_id=OuterRef(process),
            flow_task=f"approvals/flows.ApprovalFlow.{step.value}",
            status=STATUS.NEW,
        )
    )
