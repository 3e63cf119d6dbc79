"""What a leader decided on a report, in which capacity."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from approvals.enums import DecisionOutcome
from approvals.models.approval import ApprovalRequest
from organization.enums import SigningCapacity


class Decision(models.Model):
    """Written once, with the request's end. `handed_in_by` repeats the report's author
    so that the database itself refuses a decision on one's own report."""

    request = models.OneToOneField(
        ApprovalRequest,
        models.PROTECT,
        verbose_name="hồ sơ trình",
        related_name="decision",
    )
    outcome = models.CharField(
        "ý kiến duyệt", max_length=10, choices=DecisionOutcome.choices
    )
    reason = models.TextField("lý do, ý kiến", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người quyết định",
        related_name="+",
    )
    decided_title = models.CharField("chức vụ", max_length=120)
    capacity = models.CharField(
        "thẩm quyền", max_length=4, choices=SigningCapacity.choices, blank=True
    )
    on_behalf_of = models.CharField("thay mặt", max_length=120, blank=True)
    decided_at = models.DateTimeField("quyết định lúc")
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người nộp báo cáo",
        related_name="+",
    )

    class Meta:
        verbose_name = "ý kiến duyệt"
        verbose_name_plural = "ý kiến duyệt"
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("handed_in_by")),
                name="decision_not_on_own_report",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=DecisionOutcome.RETURN) | ~Q(reason=""),
                name="decision_return_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
