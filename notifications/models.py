"""One noun: what one person is told of one history entry."""

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, F, Func, Q, TextField
from django.db.models.functions import Cast

from history.enums import HistoryKind
from history.models import HistoryEntry
from workflows.models import Mission


class Notification(models.Model):
    """A row of somebody's inbox, written in the transaction that made the entry.

    `written_in` is the number of that transaction. A reader who remembers the oldest
    transaction that was still running when it last read misses nothing afterwards,
    whatever the order in which transactions commit; row numbers cannot promise that.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người nhận",
        related_name="notifications",
    )
    entry = models.ForeignKey(
        HistoryEntry,
        models.DO_NOTHING,
        verbose_name="sự việc",
        related_name="notifications",
        db_constraint=False,
    )
    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="+"
    )
    kind = models.CharField("loại", max_length=32, choices=HistoryKind.choices)
    created_at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    written_in = models.BigIntegerField(
        "giao dịch",
        editable=False,
        db_default=Cast(
            Cast(Func(function="pg_current_xact_id"), TextField()), BigIntegerField()
        ),
    )

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = (
            models.UniqueConstraint(
                fields=["recipient", "entry"], name="notification_once"
            ),
        )
        indexes = (
            models.Index(F("recipient"), F("id").desc(), name="notification_newest"),
            models.Index(
                fields=["recipient", "written_in"], name="notification_replay"
            ),
            models.Index(
                fields=["recipient"],
                condition=Q(read_at__isnull=True),
                name="notification_unread",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.mission_id}"
