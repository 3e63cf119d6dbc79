"""Giao ban: a meeting, and how every mission stood when it was held."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from organization.models import Post, Unit
from workflows.enums import WITH_THE_UNIT, MissionState
from workflows.models.mission import Mission


class Meeting(models.Model):
    """One giao ban, and the moment at which the state of the work was frozen.

    What changed is told between two of these moments. Written once: migration 0025
    refuses UPDATE and DELETE.
    """

    held_on = models.DateField("ngày họp")
    name = models.CharField("tên cuộc họp", max_length=120)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người ghi",
        related_name="+",
        db_index=False,
    )
    recorded_title = models.CharField("chức vụ người ghi", max_length=120)
    recorded_at = models.DateTimeField("chốt số liệu lúc", unique=True)

    class Meta:
        verbose_name = "giao ban"
        verbose_name_plural = "các giao ban"
        ordering = ("-recorded_at",)
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="meeting_has_a_name"),
            models.UniqueConstraint(
                fields=["held_on", "name"], name="meeting_recorded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.held_on:%d/%m/%Y}"


class MeetingLine(models.Model):
    """How one mission stood at a meeting: each that was open, and each that came to its
    end since the meeting before."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name="giao ban", related_name="lines",
        db_index=False,
    )  # fmt: skip
    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="+",
        db_index=False,
    )  # fmt: skip
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị chủ trì", related_name="+",
        db_index=False,
    )  # fmt: skip
    directing_leader = models.ForeignKey(
        Post, models.PROTECT, verbose_name="lãnh đạo chỉ đạo", related_name="+",
        db_index=False,
    )  # fmt: skip
    state = models.CharField("trạng thái", max_length=50, choices=MissionState.choices)
    due_on = models.DateField("thời hạn", null=True)
    is_late = models.BooleanField("quá hạn")

    class Meta:
        verbose_name = "nhiệm vụ tại giao ban"
        verbose_name_plural = "nhiệm vụ tại giao ban"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "mission"], name="meetingline_once"
            ),
            models.CheckConstraint(
                condition=Q(is_late=False)
                | Q(state__in=WITH_THE_UNIT, due_on__isnull=False),
                name="meetingline_late_with_the_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.mission_id} {self.state}"
