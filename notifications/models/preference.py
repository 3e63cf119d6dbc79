"""What a person wants otherwise than the table of kinds says."""

from django.conf import settings
from django.db import models

from notifications.enums import Channel, Group


class Preference(models.Model):
    """One cell of the table that the person turned; no row: as the table says."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="cán bộ",
        related_name="+",
        db_index=False,  # preference_once begins with it
    )
    group = models.CharField("nhóm", max_length=8, choices=Group.choices)
    channel = models.CharField("cách báo", max_length=6, choices=Channel.choices)
    is_on = models.BooleanField("có nhận")

    class Meta:
        verbose_name = "lựa chọn nhận thông báo"
        verbose_name_plural = "lựa chọn nhận thông báo"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "group", "channel"], name="preference_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.group} {self.channel}"
