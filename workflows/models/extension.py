"""Gia hạn: a later deadline, asked for and answered; the old one is kept for ever."""

from django.db import models
from django.db.models import F, Q

from workflows.enums import ExtensionGrounds, ExtensionOutcome
from workflows.models.exchange import Exchange

State = ExtensionOutcome
ANSWERED = [one.value for one in State if one != State.PENDING]


class DeadlineExtension(Exchange):
    """One request of the lead unit, or one later day set when work was resumed.

    `from_due_on` is the deadline as it was, so the first row of a mission tells the
    one that its paper set. `objective_cause` is what the decider confirms in words as
    nobody's fault (Nghị định 335/2025/NĐ-CP: such a delay costs no points); empty
    means that nothing was confirmed.
    """

    from_due_on = models.DateField("thời hạn khi đề nghị")
    asked_due_on = models.DateField("ngày đề nghị")
    granted_due_on = models.DateField("ngày được gia hạn", null=True, blank=True)
    outcome = models.CharField(
        "kết quả", max_length=12, choices=State.choices, default=State.PENDING
    )
    grounds = models.CharField(
        "do đâu",
        max_length=8,
        choices=ExtensionGrounds.choices,
        default=ExtensionGrounds.ASKED,
    )
    objective_cause = models.CharField(
        "nguyên nhân khách quan được xác nhận", max_length=500, blank=True
    )

    class Meta(Exchange.Meta):
        verbose_name = "lần gia hạn"
        verbose_name_plural = "các lần gia hạn"
        indexes = [
            models.Index(fields=["mission", "asked_at"], name="extension_of_mission"),
        ]
        constraints = [
            *Exchange.Meta.constraints,
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(outcome=State.PENDING),
                name="extension_one_open_a_mission",
            ),
            models.CheckConstraint(
                condition=Q(outcome=State.PENDING, answered_at__isnull=True)
                | Q(
                    outcome__in=[
                        State.GRANTED,
                        State.REFUSED,
                        State.TAKEN_BACK,
                        State.LAPSED,
                    ],
                    answered_at__isnull=False,
                ),
                name="extension_answered_when_not_pending",
            ),
            models.CheckConstraint(
                condition=Q(outcome=State.GRANTED, granted_due_on__gt=F("from_due_on"))
                | (~Q(outcome=State.GRANTED) & Q(granted_due_on__isnull=True)),
                name="extension_grants_a_later_day",
            ),
            models.CheckConstraint(
                condition=Q(asked_due_on__gt=F("from_due_on")),
                name="extension_asks_a_later_day",
            ),
            models.CheckConstraint(
                condition=Q(objective_cause="") | Q(outcome=State.GRANTED),
                name="extension_cause_confirmed_by_a_grant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission_id}: {self.from_due_on} → {self.asked_due_on}"
