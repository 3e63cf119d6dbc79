from django.db import models
from django.utils import timezone

from organization.models.person import Person


class FormerPassword(models.Model):
    """The hash of a password that a person has or had: it is not taken again.

    The newest is the one in use. Written by the password validators of the settings,
    which Django calls wherever a password is set.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="former_passwords"
    )
    encoded = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "mật khẩu đã dùng"
        verbose_name_plural = "mật khẩu đã dùng"
        ordering = ("-id",)
        indexes = (models.Index(fields=("person", "-id"), name="former_password_of"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.set_at:%Y-%m-%d}"
