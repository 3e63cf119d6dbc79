"""A long list on its way to being a file."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from workflows.enums import ExportForm, ExportState


class ListExport(models.Model):
    """One table that is written in the background, and kept a short while for one
    person.

    `rights` are what the person could see when it was begun, as a fingerprint: who may
    see less, or other things, since then does not get the file. `place` is its name
    among the exports, as long as there is one.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="người xuất",
        related_name="+",
    )
    query = models.CharField("bộ lọc, thứ tự, cột", max_length=2000, blank=True)
    form = models.CharField("dạng tệp", max_length=4, choices=ExportForm.choices)
    state = models.CharField(
        "trạng thái",
        max_length=8,
        choices=ExportState.choices,
        default=ExportState.WAITING,
    )
    rights = models.CharField("dấu quyền xem", max_length=64)
    rows = models.PositiveIntegerField("số dòng đã ghi", default=0)
    place = models.CharField("tên trong kho", max_length=64, blank=True)
    sentence = models.TextField("lý do không xuất được", blank=True)
    begun_at = models.DateTimeField("yêu cầu lúc")
    heard_at = models.DateTimeField("có tin lần cuối lúc")
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tệp danh sách"
        verbose_name_plural = "tệp danh sách"
        ordering = ("-begun_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=(ExportState.WAITING, ExportState.WRITING),
                    ended_at__isnull=True,
                )
                | Q(
                    state__in=(ExportState.DONE, ExportState.FAILED),
                    ended_at__isnull=False,
                ),
                name="listexport_ended_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.DONE) | ~Q(place=""),
                name="listexport_done_has_a_file",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=(ExportState.WAITING, ExportState.WRITING)),
                name="listexport_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.pk}"
