"""A file that waits to be read, or could not be; what becomes of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from workflows.enums import QUEUED_INTAKES, RUNNING_INTAKES, IntakeState, IntakeStep
from workflows.files import extension_of
from workflows.models.document import Document

LONG_WAIT = timedelta(seconds=20)


class Intake(models.Model):
    """One long file on its way to being a document.

    The content lies in the stash (`workflows.files`) as long as `stash` names it. Of
    a file that turned out to be secret neither name, size nor content is kept; of a
    scan none of them before its last page was looked at.
    """

    # The name of a scan in memory, where this process holds it; never stored.
    held_name = ""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="người nhập",
        related_name="+",
    )
    begun_at = models.DateTimeField("nhập lúc")
    heard_at = models.DateTimeField("có tin lần cuối lúc")
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", default=0)
    stash = models.CharField("tên trong kho chờ", max_length=64, blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=IntakeState.choices,
        default=IntakeState.WAITING,
    )
    step = models.CharField(
        "đang làm", max_length=10, choices=IntakeStep.choices, blank=True
    )
    pages_done = models.PositiveIntegerField("số trang đã đọc", default=0)
    pages_total = models.PositiveIntegerField("tổng số trang", default=0)
    attempts = models.PositiveSmallIntegerField("số lần đọc", default=0)
    sentence = models.TextField("lý do chưa đọc được", blank=True)
    document = models.ForeignKey(
        Document,
        models.CASCADE,
        verbose_name="văn bản",
        null=True,
        blank=True,
        related_name="+",
    )
    supersedes = models.ForeignKey(
        Document,
        models.CASCADE,
        verbose_name="là bản sửa đổi của",
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "lượt nhập"
        verbose_name_plural = "lượt nhập"
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=QUEUED_INTAKES) | ~Q(stash=""),
                name="intake_queued_has_content",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=RUNNING_INTAKES) | Q(ended_at__isnull=True),
                name="intake_running_has_not_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=IntakeState.LOOKING)
                | Q(stash="", file_name="", size=0),
                name="intake_looked_at_is_not_stored",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING_INTAKES) | Q(ended_at__isnull=False),
                name="intake_ended_when_not_running",
            ),
            models.CheckConstraint(
                condition=~Q(state=IntakeState.DONE) | Q(document__isnull=False),
                name="intake_done_has_document",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        IntakeState.DONE,
                        IntakeState.CANCELLED,
                        IntakeState.REFUSED,
                    ]
                )
                | Q(stash=""),
                name="intake_keeps_content_only_to_read_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=IntakeState.REFUSED) | Q(file_name="", size=0),
                name="intake_refused_keeps_no_name",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-begun_at"], name="intake_of_person"),
            models.Index(
                fields=["heard_at"],
                condition=Q(state__in=RUNNING_INTAKES),
                name="intake_running",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or f"Lượt nhập {self.pk}"

    @property
    def called(self) -> str:
        """How a page names it: pasted text has no name, what was refused none left."""
        if self.state == IntakeState.REFUSED:
            return "Một tệp đã bị từ chối"
        if not self.size:
            return self.held_name or "Một bản quét"
        return self.file_name or "Nội dung dán vào"

    @property
    def extension(self) -> str:
        """PDF, as the list of files shows it."""
        return extension_of(self.file_name or self.held_name)

    @property
    def is_at_work(self) -> bool:
        """Whether a process is at it, and does not only keep it for later."""
        return self.state in (IntakeState.LOOKING, IntakeState.READING)

    @property
    def is_running(self) -> bool:
        """Whether something is still to happen by itself."""
        return self.state in RUNNING_INTAKES

    @property
    def has_waited_long(self) -> bool:
        """Whether a person at the page should hear why nothing happens."""
        waits = self.state == IntakeState.WAITING
        return waits and timezone.now() - self.heard_at > LONG_WAIT

    @property
    def can_retry(self) -> bool:
        """Whether it can be read again without a new upload."""
        return self.state == IntakeState.FAILED and bool(self.stash)
