"""Which units support a mission."""

from django.db import models

from organization.models import Unit
from workflows.models.mission import Mission


class Assignment(models.Model):
    """A supporting unit of a mission. The lead unit is the mission's own column, so
    that there is exactly one by construction; a trigger keeps the two apart."""

    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="assignments"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị phối hợp", related_name="+"
    )

    class Meta:
        verbose_name = "phân công phối hợp"
        verbose_name_plural = "phân công phối hợp"
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "unit"], name="assignment_unit_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "mission"], name="assignment_unit")]

    def __str__(self) -> str:
        return f"{self.unit} phối hợp {self.mission_id}"
