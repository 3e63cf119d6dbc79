"""What one act on draft items changed, kept so that its author can take it back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from workflows.models.document import Document


class ItemAct(models.Model):
    """One act of one person on items of one document.

    `changes` is a list of {"item", "from", "to", "was"}: the item's number, its version
    before and after, and the fields that changed as they were; "was" is null for an
    item that the act made. History keeps what happened for good; these rows only serve
    the way back.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="văn bản", related_name="item_acts"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người thực hiện",
        related_name="+",
    )
    at = models.DateTimeField("thời điểm")
    label = models.CharField("việc đã làm", max_length=200)
    changes = models.JSONField("thay đổi", default=list)
    is_undone = models.BooleanField("đã hoàn tác", default=False)

    class Meta:
        verbose_name = "thao tác trên việc trích"
        verbose_name_plural = "thao tác trên việc trích"
        indexes = [
            models.Index(
                fields=["document", "person", "-id"],
                condition=Q(is_undone=False),
                name="item_act_to_undo",
            )
        ]

    def __str__(self) -> str:
        return self.label
