"""What a unit hands in, round by round, with its evidence."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from history.models.entry import acting_title
from organization.enums import SigningCapacity
from workflows.enums import ReturnKind
from workflows.models.document import StoredFile
from workflows.models.mission import Mission


class Report(models.Model):
    """One hand-in. It is closed by a decision, a return, a recall or a withdrawal.

    `missing_units` are names of supporting units that were asked and had sent nothing
    when it was handed in; `missing_reason` says why it was handed in all the same.
    """

    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="reports"
    )
    round = models.PositiveSmallIntegerField("lần")
    text = models.TextField("nội dung báo cáo")
    result = models.TextField("kết quả, sản phẩm đến nay", blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người nộp",
        related_name="+",
    )
    handed_in_title = models.CharField("chức vụ người nộp", max_length=120)
    capacity = models.CharField(
        "thẩm quyền", max_length=4, choices=SigningCapacity.choices, blank=True
    )
    on_behalf_of = models.CharField("thay mặt", max_length=120, blank=True)
    handed_in_at = models.DateTimeField("nộp lúc")
    checked_at = models.DateTimeField("Văn phòng kiểm tra lúc", null=True, blank=True)
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    return_kind = models.CharField(
        "loại trả lại",
        max_length=20,
        choices=ReturnKind.choices,
        blank=True,
        db_default="",
        default="",
    )
    missing_units = models.JSONField(
        "đơn vị phối hợp chưa gửi",
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
    )
    missing_reason = models.TextField(
        "lý do nộp khi còn thiếu", blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "round"], name="report_round_once"
            ),
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(closed_at__isnull=True),
                name="report_one_open",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="report_says_what"),
            models.CheckConstraint(
                condition=Q(missing_units=[], missing_reason="")
                | (~Q(missing_units=[]) & ~Q(missing_reason="")),
                name="report_missing_units_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(return_kind="")
                | Q(return_kind__in=ReturnKind.values, closed_at__isnull=False),
                name="report_return_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo lần {self.round}"

    @property
    def acting_title(self) -> str:
        """The author's title with the capacity in which it was handed in."""
        return acting_title(self.handed_in_title, self.capacity, self.on_behalf_of)


class Attachment(models.Model):
    """A file of evidence under the name that its author gave it."""

    report = models.ForeignKey(
        Report, models.PROTECT, verbose_name="báo cáo", related_name="attachments"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=255)

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
