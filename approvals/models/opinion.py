"""An opinion asked while a report waits; the decision does not wait for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from approvals.models.approval import ApprovalRequest, ApprovalTask
from organization.models import Unit
from workflows.models.exchange import Exchange

UNANSWERED = Q(answered_at__isnull=True, lapsed_at__isnull=True)


class Opinion(Exchange):
    """Asked of a unit or of a person, until a day. What is not answered when the report
    is decided lapses."""

    request = models.ForeignKey(
        ApprovalRequest,
        models.PROTECT,
        verbose_name="hồ sơ trình",
        related_name="opinions",
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="đơn vị được hỏi",
        null=True,
        blank=True,
        related_name="+",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người được hỏi",
        null=True,
        blank=True,
        related_name="+",
    )
    task = models.OneToOneField(
        ApprovalTask, models.PROTECT, verbose_name="bước trong luồng", related_name="+"
    )
    due_on = models.DateField("trả lời trước hết ngày")
    agrees = models.BooleanField("đồng ý", null=True, blank=True)
    lapsed_at = models.DateTimeField("hết hiệu lực lúc", null=True, blank=True)

    class Meta(Exchange.Meta):
        verbose_name = "ý kiến tham gia"
        verbose_name_plural = "ý kiến tham gia"
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["unit"], condition=UNANSWERED, name="opinion_unit"),
            models.Index(
                fields=["person"], condition=UNANSWERED, name="opinion_person"
            ),
        ]
        constraints = [
            *Exchange.Meta.constraints,
            models.CheckConstraint(
                condition=Q(unit__isnull=True, person__isnull=False)
                | Q(unit__isnull=False, person__isnull=True),
                name="opinion_of_a_unit_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, agrees__isnull=True)
                | Q(answered_at__isnull=False, agrees__isnull=False),
                name="opinion_answered_yes_or_no",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(lapsed_at__isnull=True),
                name="opinion_answered_or_lapsed",
            ),
            models.UniqueConstraint(
                fields=["request", "unit"], name="opinion_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["request", "person"], name="opinion_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"Ý kiến của {self.asked_name}"

    @property
    def asked_name(self) -> str:
        """The unit or the person of whom it was asked."""
        if self.unit is not None:
            return str(self.unit.name)
        return str(self.person.full_name) if self.person else ""
