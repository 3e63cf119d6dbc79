"""The route that reports are to take: of a document, or of one mission."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from approvals.models.way import Way
from workflows.models import Document, Mission


class Route(Way):
    """Chosen by a person; a mission's own comes before that of its document.

    Where neither is there, Văn phòng checks what was given by a document that says so,
    and the directing leader decides.
    """

    document = models.OneToOneField(
        Document,
        models.PROTECT,
        verbose_name="văn bản",
        null=True,
        blank=True,
        related_name="route",
    )
    mission = models.OneToOneField(
        Mission,
        models.PROTECT,
        verbose_name="nhiệm vụ",
        null=True,
        blank=True,
        related_name="route",
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người chọn",
        related_name="+",
    )
    set_title = models.CharField("chức vụ người chọn", max_length=120, blank=True)
    set_at = models.DateTimeField("chọn lúc")

    class Meta:
        verbose_name = "quy trình duyệt"
        verbose_name_plural = "quy trình duyệt"
        constraints = [
            *Way.Meta.constraints,
            models.CheckConstraint(
                condition=Q(document__isnull=True, mission__isnull=False)
                | Q(document__isnull=False, mission__isnull=True),
                name="route_of_a_document_or_a_mission",
            ),
        ]

    def __str__(self) -> str:
        return f"Quy trình duyệt {self.pk}"
