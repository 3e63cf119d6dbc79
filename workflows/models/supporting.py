"""What the lead unit asks its supporting units for."""

from django.db import models
from django.db.models import Q

from organization.models import Unit
from workflows.models.exchange import Exchange
from workflows.models.preparation import Contribution


class ContributionRequest(Exchange):
    """One supporting unit is asked for its contribution, by a day of its own.

    It is answered by sending one: the words stand there, not here a second time. A
    unit has one open request a mission at most; afterwards it may be asked anew.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị phối hợp", related_name="+"
    )
    due_on = models.DateField("gửi chậm nhất ngày")
    contribution = models.OneToOneField(
        Contribution,
        models.PROTECT,
        verbose_name="nội dung đã gửi",
        related_name="request",
        null=True,
        blank=True,
    )

    class Meta(Exchange.Meta):
        verbose_name = "đề nghị gửi nội dung phối hợp"
        verbose_name_plural = "đề nghị gửi nội dung phối hợp"
        constraints = [
            *Exchange.Meta.constraints,
            models.UniqueConstraint(
                fields=["mission", "unit"],
                condition=Q(answered_at__isnull=True),
                name="contributionrequest_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, contribution__isnull=True)
                | Q(answered_at__isnull=False, contribution__isnull=False),
                name="contributionrequest_answered_by_contribution",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "mission"],
                condition=Q(answered_at__isnull=True),
                name="contribution_owed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.text[:60]}"
