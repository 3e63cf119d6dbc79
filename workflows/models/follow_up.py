"""Đôn đốc: somebody urges on, and is answered."""

from django.db import models
from django.db.models import Q

from organization.models import Unit
from workflows.enums import FollowUpTo
from workflows.models.exchange import Exchange


class FollowUp(Exchange):
    """A word of urging by a person; reminders of the machine are never called so.

    `unit` is the lead unit, the supporting one that owes something, or none where a
    report lies with Văn phòng or a leader. It is closed by its answer, or by the act
    that it asked for: then `closed_at` stands alone, with the round of the report
    where one was handed in.
    """

    addressee = models.CharField(
        "đôn đốc ai", max_length=20, choices=FollowUpTo.choices
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="đơn vị được đôn đốc",
        null=True,
        blank=True,
        related_name="+",
    )
    number = models.PositiveSmallIntegerField("lần")
    promised_on = models.DateField("hẹn xong ngày", null=True, blank=True)
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    closed_round = models.PositiveSmallIntegerField(
        "báo cáo lần", null=True, blank=True
    )

    class Meta(Exchange.Meta):
        verbose_name = "đôn đốc"
        verbose_name_plural = "đôn đốc"
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(
                fields=["mission"],
                condition=Q(closed_at__isnull=True),
                name="followup_open",
            ),
            models.Index(
                fields=["unit", "mission"],
                condition=Q(closed_at__isnull=True),
                name="followup_open_unit",
            ),
        ]
        constraints = [
            *Exchange.Meta.constraints,
            models.UniqueConstraint(
                fields=["mission", "number"], name="followup_number_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    addressee__in=(FollowUpTo.LEAD_UNIT, FollowUpTo.SUPPORTING_UNIT),
                    unit__isnull=False,
                )
                | Q(
                    addressee__in=(FollowUpTo.OFFICE, FollowUpTo.LEADER),
                    unit__isnull=True,
                ),
                name="followup_names_the_unit",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(closed_at__isnull=False) & ~Q(answer="")),
                name="followup_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(promised_on__isnull=True) | Q(answered_at__isnull=False),
                name="followup_promised_in_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"Đôn đốc lần {self.number}: {self.text[:60]}"
