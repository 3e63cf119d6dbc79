"""Exceptions: what one person may do on one mission without a seat that gives it."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from organization.models import UserGrant
from workflows.enums import ExceptionRight
from workflows.models.mission import Mission

# Exceptions in force at a moment, as `organization.scopes` reads them in its own
# statement: a period and a reason here, the right among guardian's grants, and an
# account that lives. One without the other gives nothing.
IN_FORCE = """
SELECT e.person_id, e.mission_id, p.codename
  FROM workflows_missionexception e
  JOIN workflows_missionuserobjectpermission g
    ON g.content_object_id = e.mission_id AND g.user_id = e.person_id
  JOIN auth_permission p ON p.id = g.permission_id AND p.codename = ANY(e.rights)
  JOIN organization_person person ON person.id = e.person_id AND person.is_active
 WHERE e.starts_at <= %(at)s AND e.ends_at > %(at)s
   AND (e.ended_at IS NULL OR e.ended_at > %(at)s)"""


class MissionUserObjectPermission(UserGrant):
    """Guardian's rows for people, on a single mission; `organization.grants` writes
    them, and they count only while an exception beside them is in force."""

    content_object = models.ForeignKey(
        Mission, on_delete=models.PROTECT, related_name="grants"
    )

    class Meta(UserGrant.Meta):
        verbose_name = "quyền riêng trên nhiệm vụ"
        verbose_name_plural = "quyền riêng trên nhiệm vụ"


class MissionException(models.Model):
    """For whom, what, from when until when, and why.

    In force from ``starts_at`` until ``ends_at`` or ``ended_at``, whichever comes
    first, both excluded.
    """

    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="exceptions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người được phép",
        related_name="+",
    )
    rights = ArrayField(
        models.CharField(max_length=40, choices=ExceptionRight.choices),
        verbose_name="được làm gì",
    )
    starts_at = models.DateTimeField("từ lúc")
    ends_at = models.DateTimeField("đến lúc")
    reason = models.CharField("lý do", max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người cho phép",
        related_name="+",
    )
    given_title = models.CharField("chức vụ người cho phép", max_length=120)
    given_at = models.DateTimeField("cho phép lúc")
    ended_at = models.DateTimeField("chấm dứt lúc", null=True, blank=True)

    class Meta:
        verbose_name = "cho phép riêng"
        verbose_name_plural = "cho phép riêng"
        ordering = ("-starts_at", "-id")
        indexes = (
            models.Index(fields=("person", "ends_at"), name="exception_by_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="exception_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__lte=F("ends_at")),
                name="exception_ended_within_period",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="exception_says_why"),
            models.CheckConstraint(
                condition=Q(
                    rights__len__gt=0, rights__contained_by=ExceptionRight.values
                ),
                name="exception_gives_known_rights",
            ),
            models.CheckConstraint(
                condition=~Q(given_by=F("person")), name="exception_not_to_oneself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.mission_id}"

    def is_over(self, at: datetime) -> bool:
        """Whether it gives nothing any more."""
        return (self.ended_at or self.ends_at) <= at

    def is_in_force(self, at: datetime) -> bool:
        return self.starts_at <= at and not self.is_over(at)
