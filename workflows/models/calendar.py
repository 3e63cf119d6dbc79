"""Days on which the agency works otherwise than the base calendar says."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarCorrection(models.Model):
    """One day, decided: off or worked, why, and by which paper.

    ``is_confirmed`` is false as long as the paper that decides it is awaited.
    """

    day = models.DateField("ngày", unique=True)
    is_working = models.BooleanField("là ngày làm việc")
    reason = models.CharField("lý do", max_length=200)
    source = models.CharField("căn cứ", max_length=200, blank=True)
    is_confirmed = models.BooleanField("đã có văn bản quyết định", default=True)
    version = models.PositiveIntegerField("phiên bản", default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người ghi",
        null=True,
        related_name="+",
    )
    changed_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "ngày ghi trong lịch"
        verbose_name_plural = "ngày ghi trong lịch"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="calendar_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.reason}"
