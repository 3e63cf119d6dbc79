"""Who had what before the eyes, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from history.enums import ReadingKind


class ReadingRecord(models.Model):
    """One person read one thing within one hour; written once, never changed.

    The triggers of migration 0010 refuse UPDATE, DELETE and TRUNCATE, and no foreign
    key goes out, as with entries. Personal data is what the question "who has read
    it" needs and no more: no address of a machine, no browser, no session, and not
    how often within the hour. Only history.services.record_readings writes.
    """

    kind = models.CharField(_("cách đọc"), max_length=16, choices=ReadingKind.choices)
    subject_type = models.CharField(
        _("loại đối tượng"), max_length=32, db_collation="C"
    )
    subject_id = models.BigIntegerField(_("mã đối tượng"))
    subject_name = models.TextField(_("tên khi đó"))
    # The mission to which a file belongs: an auditor asks by mission.
    mission_id = models.BigIntegerField(_("số nhiệm vụ"), null=True)
    person_id = models.BigIntegerField(_("mã người đọc"), null=True)
    person_name = models.TextField(_("người đọc"))
    person_title = models.TextField(_("chức vụ khi đó"))
    at = models.DateTimeField(_("lần đầu trong giờ"))
    hour = models.DateTimeField(_("giờ"))

    class Meta:
        verbose_name = _("lượt đọc")
        verbose_name_plural = _("lượt đọc")
        constraints = (
            models.UniqueConstraint(
                fields=("person_id", "subject_type", "subject_id", "kind", "hour"),
                name="reading_once_an_hour",
            ),
        )
        # Each begins with a filter of the page and ends with its order.
        indexes = (
            models.Index(fields=("at", "id"), name="reading_by_time"),
            models.Index(fields=("person_id", "at", "id"), name="reading_by_person"),
            models.Index(
                fields=("subject_type", "subject_id", "at", "id"),
                name="reading_by_subject",
            ),
            models.Index(
                fields=("mission_id", "at", "id"),
                condition=models.Q(mission_id__isnull=False),
                name="reading_by_mission",
            ),
            models.Index(fields=("kind", "at", "id"), name="reading_by_kind"),
        )

    def __str__(self) -> str:
        return f"{self.person_name}: {self.kind} {self.subject_name}"
