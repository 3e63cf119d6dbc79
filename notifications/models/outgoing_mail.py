"""One mail to one person, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from notifications.enums import MailKind, MailState

S = MailState


class OutgoingMail(models.Model):
    """The notices in it name it; its words are made when it is sent, from what its
    reader may see then. `message_id` never changes: a mail that had to be sent again
    is known as the same by whoever receives it."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người nhận",
        related_name="+",
    )
    kind = models.CharField("loại", max_length=8, choices=MailKind.choices)
    day = models.DateField("ngày")
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    state = models.CharField(
        "trạng thái", max_length=8, choices=S.choices, default=S.WAITING
    )
    address = models.CharField("địa chỉ", max_length=254, blank=True)
    subject = models.CharField("tiêu đề", max_length=400, blank=True)
    created_at = models.DateTimeField("lập lúc")
    next_try_at = models.DateTimeField("gửi từ lúc")
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    answer = models.TextField("máy chủ trả lời", blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thư gửi đi"
        verbose_name_plural = "thư gửi đi"
        constraints = (
            models.UniqueConstraint(
                fields=["recipient", "day"],
                condition=Q(kind=MailKind.DIGEST),
                name="mail_one_digest_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=S.SENT, sent_at__isnull=False)
                | (~Q(state=S.SENT) & Q(sent_at__isnull=True)),
                name="mail_sent_at_when_sent",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_try_at"],
                condition=Q(state=S.WAITING),
                name="mail_waiting",
            ),
            models.Index(
                fields=["-id"],
                condition=Q(state__in=[S.REFUSED, S.FAILED]),
                name="mail_undelivered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.message_id}"
