"""What is got ready before a hand-in: the unit's draft, and what others add to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from history.models.entry import acting_title
from organization.enums import SigningCapacity
from organization.models import Unit
from workflows.enums import OpinionOutcome
from workflows.models.document import StoredFile
from workflows.models.mission import Mission


class ReportDraft(models.Model):
    """The report to come, while the lead unit writes it; one a mission.

    It is no act: nothing of it is history before it is handed in, and then it is gone.
    """

    mission = models.OneToOneField(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="draft"
    )
    text = models.TextField("nội dung báo cáo", blank=True)
    result = models.TextField("kết quả, sản phẩm đến nay", blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người sửa sau cùng",
        related_name="+",
    )
    edited_at = models.DateTimeField("sửa lúc")
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "bản chuẩn bị báo cáo"
        verbose_name_plural = "bản chuẩn bị báo cáo"

    def __str__(self) -> str:
        return f"Bản chuẩn bị của {self.mission.code}"


class DraftFile(models.Model):
    """A file that is to go with the report."""

    draft = models.ForeignKey(
        ReportDraft, models.CASCADE, verbose_name="bản chuẩn bị", related_name="files"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=255)

    class Meta:
        verbose_name = "tệp của bản chuẩn bị"
        verbose_name_plural = "tệp của bản chuẩn bị"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """What a supporting unit adds to the report; written once, answered once.

    The lead unit takes it up or explains why not; who has nothing to add
    (`agrees`) is not answered.
    """

    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="contributions"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị phối hợp", related_name="+"
    )
    text = models.TextField("nội dung phối hợp")
    contributed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người gửi",
        related_name="+",
    )
    title = models.CharField("chức vụ người gửi", max_length=120)
    capacity = models.CharField(
        "thẩm quyền", max_length=4, choices=SigningCapacity.choices, blank=True
    )
    on_behalf_of = models.CharField("thay mặt", max_length=120, blank=True)
    contributed_at = models.DateTimeField("gửi lúc")
    agrees = models.BooleanField(
        "thống nhất, không có ý kiến thêm", default=False, db_default=False
    )
    outcome = models.CharField(
        "tiếp thu, giải trình",
        max_length=10,
        choices=OpinionOutcome.choices,
        blank=True,
        default="",
        db_default="",
    )
    answer = models.TextField("nội dung trả lời", blank=True, default="", db_default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người trả lời",
        null=True,
        blank=True,
        related_name="+",
    )
    answered_title = models.CharField(
        "chức vụ người trả lời", max_length=120, blank=True, default="", db_default=""
    )
    answered_capacity = models.CharField(
        "thẩm quyền khi trả lời",
        max_length=4,
        choices=SigningCapacity.choices,
        blank=True,
        default="",
        db_default="",
    )
    answered_on_behalf_of = models.CharField(
        "trả lời thay", max_length=120, blank=True, default="", db_default=""
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    class Meta:
        verbose_name = "nội dung phối hợp"
        verbose_name_plural = "nội dung phối hợp"
        ordering = ["-contributed_at", "-id"]
        indexes = [
            models.Index(
                fields=["mission", "-contributed_at"], name="contribution_of_mission"
            ),
            models.Index(
                fields=["mission"],
                condition=Q(answered_at__isnull=True, agrees=False),
                name="contribution_unanswered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="contribution_says_what"
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome="",
                    answer="",
                    answered_by__isnull=True,
                    answered_at__isnull=True,
                )
                | Q(
                    outcome__in=OpinionOutcome.values,
                    agrees=False,
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
                name="contribution_answered_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=OpinionOutcome.EXPLAINED) | ~Q(answer=""),
                name="contribution_explained_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.text[:60]}"

    @property
    def answerer(self) -> str:
        """The title in which it was answered; "" before that."""
        return acting_title(
            self.answered_title, self.answered_capacity, self.answered_on_behalf_of
        )


class ContributionFile(models.Model):
    """A file that came with a contribution."""

    contribution = models.ForeignKey(
        Contribution,
        models.PROTECT,
        verbose_name="nội dung phối hợp",
        related_name="files",
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=255)

    class Meta:
        verbose_name = "tệp của nội dung phối hợp"
        verbose_name_plural = "tệp của nội dung phối hợp"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
