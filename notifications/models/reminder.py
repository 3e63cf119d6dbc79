"""That the machine reminded of a deadline: no act of anybody, so no history."""

from django.db import models

from workflows.models import Mission


class Reminder(models.Model):
    """One reminder of one mission, before or after one day.

    `step` is how many working days after the day it belongs to (negative: before),
    `left` how many working days were left when it was written (negative: late), which
    is another number where the machine stood still. A day and step come once: a job
    that runs twice says nothing twice.
    """

    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="+"
    )
    due_on = models.DateField("hạn được nhắc")
    is_internal = models.BooleanField("là hạn nội bộ", default=False)
    step = models.SmallIntegerField("mốc (ngày làm việc)")
    left = models.SmallIntegerField("số ngày làm việc còn lại")
    written_at = models.DateTimeField("nhắc lúc")

    class Meta:
        verbose_name = "lần nhắc hạn"
        verbose_name_plural = "lần nhắc hạn"
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "due_on", "step"], name="reminder_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mission_id} {self.due_on} {self.step:+d}"
