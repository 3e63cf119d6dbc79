"""Versions of a document: which one supersedes which, and item by item the same."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from workflows.models.document import Document
from workflows.models.draft_item import DraftItem


class VersionProposal(models.Model):
    """That a document is probably a new version of an earlier one, with the evidence.

    A person says; what was refused is kept, so that it is not asked again.
    """

    document = models.ForeignKey(
        Document,
        models.CASCADE,
        verbose_name="văn bản",
        related_name="version_proposals",
    )
    former = models.ForeignKey(
        Document, models.CASCADE, verbose_name="bản trước", related_name="+"
    )
    in_part = models.BooleanField("chỉ sửa đổi một phần", default=False)
    evidence = models.TextField("bằng chứng")
    is_refused = models.BooleanField("không phải", default=False)

    class Meta:
        verbose_name = "đề xuất bản sửa đổi"
        verbose_name_plural = "đề xuất bản sửa đổi"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "former"], name="version_proposed_once"
            ),
            models.CheckConstraint(
                condition=~Q(document=F("former")), name="version_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} ← {self.former_id}"


class ItemVersion(models.Model):
    """Which item of the former version this one is, where a person said so or the
    comparison was applied; without a former one it is new."""

    item = models.OneToOneField(
        DraftItem, models.CASCADE, verbose_name="việc", related_name="version_of"
    )
    former = models.OneToOneField(
        DraftItem,
        models.CASCADE,
        verbose_name="việc ở bản trước",
        null=True,
        blank=True,
        related_name="next_version",
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người xác nhận",
        related_name="+",
    )
    said_at = models.DateTimeField("xác nhận lúc")

    class Meta:
        verbose_name = "cặp việc của hai bản"
        verbose_name_plural = "cặp việc của hai bản"
        constraints = [
            models.CheckConstraint(
                condition=Q(former__isnull=True) | ~Q(item=F("former")),
                name="version_of_another_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} ← {self.former_id}"
