"""What an agency outside is asked for a mission, and the paper that it answers with."""

from django.db import models
from django.db.models import F, Q

from workflows.models.agency import Agency
from workflows.models.document import StoredFile
from workflows.models.exchange import Exchange


class OutsideRequest(Exchange):
    """Asked by a paper of ours, answered by a paper of theirs; people here record both.

    `asked_at` and `answered_at` are the moments of the recording; `asked_on` and
    `answered_on` are the days that the papers bear (capabilities 20, 69).
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name="cơ quan", related_name="requests"
    )
    asked_paper = models.CharField("văn bản đề nghị", max_length=80, blank=True)
    asked_on = models.DateField("ngày đề nghị")
    due_on = models.DateField("đề nghị trả lời trước", null=True, blank=True)
    answer_paper = models.CharField("văn bản trả lời", max_length=80, blank=True)
    answered_on = models.DateField("ngày văn bản trả lời", null=True, blank=True)
    signed_by = models.CharField("người ký trả lời", max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name="tệp", null=True, blank=True
    )
    file_name = models.CharField("tên tệp", max_length=255, blank=True)

    class Meta(Exchange.Meta):
        verbose_name = "đề nghị cơ quan ngoài"
        verbose_name_plural = "đề nghị cơ quan ngoài"
        constraints = [
            *Exchange.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_on__isnull=True)
                | (
                    Q(answered_at__isnull=False, answered_on__gte=F("asked_on"))
                    & ~Q(answer_paper="")
                    & ~Q(answer="")
                ),
                name="outside_answered_with_a_paper",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("asked_on")),
                name="outside_due_after_asked",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, file_name="")
                | (Q(file__isnull=False, answered_at__isnull=False) & ~Q(file_name="")),
                name="outside_file_with_an_answer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mission"],
                condition=Q(answered_at__isnull=True),
                name="outside_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.text[:60]}"

    @property
    def name(self) -> str:
        """Of the file that came with the answer."""
        return self.file_name
