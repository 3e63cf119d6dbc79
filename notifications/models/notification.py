"""What one person is told: of one history entry, or of one reminder."""

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, F, Func, Q, TextField
from django.db.models.functions import Cast

from history.models import HistoryEntry
from notifications.enums import Group, Mailing, notice_kinds
from notifications.models.outgoing_mail import OutgoingMail
from notifications.models.reminder import Reminder
from workflows.models import Mission


class Notification(models.Model):
    """A row of somebody's inbox, written in the transaction that made the entry, or
    the reminder.

    `written_in` is the number of that transaction. A reader who remembers the oldest
    transaction that was still running when it last read misses nothing afterwards,
    whatever the order in which transactions commit; row numbers cannot promise that.
    `mailing` says that it waits to be mailed, `mail` in which mail it went.
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
        null=True,
        blank=True,
    )
    reminder = models.ForeignKey(
        Reminder,
        models.PROTECT,
        verbose_name="lần nhắc",
        related_name="notifications",
        null=True,
        blank=True,
        db_index=False,  # notification_reminded_once begins with it
    )
    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="+"
    )
    kind = models.CharField("loại", max_length=32, choices=notice_kinds)
    group = models.CharField(
        "nhóm",
        max_length=8,
        choices=Group.choices,
        default=Group.NEWS,
        db_default=Group.NEWS,
    )
    created_at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    mailing = models.CharField(
        "chờ gửi thư",
        max_length=7,
        choices=Mailing.choices,
        default="",
        db_default="",
        blank=True,
    )
    mail = models.ForeignKey(
        OutgoingMail,
        models.SET_NULL,
        verbose_name="thư",
        related_name="notifications",
        null=True,
        blank=True,
        db_index=False,  # notification_in_mail
    )
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
            models.UniqueConstraint(
                fields=["reminder", "recipient"],
                condition=Q(reminder__isnull=False),
                name="notification_reminded_once",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, reminder__isnull=True)
                | Q(entry__isnull=True, reminder__isnull=False),
                name="notification_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(mailing="") | Q(mail__isnull=True),
                name="notification_waits_or_is_in_a_mail",
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
            models.Index(
                fields=["recipient", "mailing", "created_at"],
                condition=~Q(mailing=""),
                name="notification_to_mail",
            ),
            models.Index(
                fields=["mail"],
                condition=Q(mail__isnull=False),
                name="notification_in_mail",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.mission_id}"
