"""Sắp xếp tổ chức: a plan drawn up on a paper, and when it was carried out."""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices


class ReorganisationKind(TextChoices):
    RENAME = "RENAME", "Đổi tên đơn vị"
    MERGE = "MERGE", "Hợp nhất, sáp nhập đơn vị"
    SPLIT = "SPLIT", "Chia, tách đơn vị"
    CLOSE = "CLOSE", "Giải thể, bàn giao cho đơn vị khác"
    HOLDER = "HOLDER", "Thay người giữ chức vụ"
    POST = "POST", "Bãi bỏ chức vụ, bàn giao cho chức vụ khác"


OF_POSTS = (ReorganisationKind.HOLDER, ReorganisationKind.POST)


class Reorganisation(models.Model):
    """One decision on the organisation. A draft changes nothing; once applied it is
    never changed, and `outcome` keeps what moved, in the words of its preview."""

    kind = models.CharField("loại", max_length=10, choices=ReorganisationKind.choices)
    effective_on = models.DateField("có hiệu lực từ ngày")
    paper = models.CharField("căn cứ (số, ngày văn bản)", max_length=200)
    plan = models.JSONField("phương án")
    outcome = models.JSONField("kết quả", default=list, blank=True)
    drawn_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người lập",
        related_name="+",
    )
    drawn_up_at = models.DateTimeField("lập lúc")
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người thực hiện",
        null=True,
        blank=True,
        related_name="+",
    )
    applied_at = models.DateTimeField("thực hiện lúc", null=True, blank=True)
    dropped_at = models.DateTimeField("bỏ lúc", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "sắp xếp tổ chức"
        verbose_name_plural = "sắp xếp tổ chức"
        ordering = ("-effective_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(dropped_at__isnull=True),
                name="reorganisation_applied_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="reorganisation_applied_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(paper=""), name="reorganisation_on_a_paper"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} theo {self.paper}"

    @property
    def is_draft(self) -> bool:
        return self.applied_at is None and self.dropped_at is None
