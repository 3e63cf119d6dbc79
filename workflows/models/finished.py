"""What was finished, in sums: so that no page counts a million rows (ADR 0043)."""

from typing import Any

from django.db import models

from organization.models import Post, Unit


class FinishedTally(models.Model):
    """Finished missions of one unit, leader and month; the sums of its rows count.

    A trigger on missions writes a row for every change (+1 and −1), in the statement
    that changes the mission: whatever the way of the change, the sum is right when it
    commits, and nobody waits for anybody, as no row is ever written to twice. A
    nightly job folds the rows of one unit, leader and month into one.

    `month` is the first day of the month in which the mission was finished, by the
    agency's calendar. `judged` had a deadline of ours, `timely` of these were handed in
    by that day; what another agency led is in `outside`, and in no rate.
    """

    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị chủ trì", related_name="+",
        db_index=False,
    )  # fmt: skip
    directing_leader = models.ForeignKey(
        Post, models.PROTECT, verbose_name="lãnh đạo chỉ đạo", related_name="+",
        db_index=False,
    )  # fmt: skip
    month = models.DateField("tháng kết thúc")
    completed = models.IntegerField("hoàn thành")
    judged = models.IntegerField("có hạn để tính đúng hạn")
    timely = models.IntegerField("đúng hạn")
    outside = models.IntegerField("hoàn thành, cơ quan ngoài chủ trì")
    withdrawn = models.IntegerField("thu hồi")

    class Meta:
        verbose_name = "số việc đã kết thúc"
        verbose_name_plural = "số việc đã kết thúc"
        indexes = [
            models.Index(
                fields=["month", "lead_unit", "directing_leader"],
                name="finishedtally_month",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}: {self.completed} + {self.withdrawn}"


class TallyCheck(models.Model):
    """One comparison of the sums with a full count; `differences` names each place."""

    checked_at = models.DateTimeField("đối chiếu lúc", db_index=True)
    counted = models.PositiveIntegerField("số việc đã đếm")
    differences = models.JSONField("chỗ lệch", default=list)

    class Meta:
        verbose_name = "lần đối chiếu số liệu"
        verbose_name_plural = "các lần đối chiếu số liệu"
        ordering = ("-checked_at", "-id")

    def __str__(self) -> str:
        return f"{self.checked_at:%d/%m/%Y}: {len(self.differences)}"

    @property
    def agrees(self) -> bool:
        return not self.differences

    @property
    def first(self) -> dict[str, Any]:
        """The first place that differs; only where there is one."""
        found: dict[str, Any] = self.differences[0]
        return found
