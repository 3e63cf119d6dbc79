from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from asgiref.sync import sync_to_async
from django.contrib import auth
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import models

from organization.models.names import sort_key

# Rights on an object of these packages come from a seat, never from a flag.
SEATED_RIGHTS = ("workflows.", "approvals.")
# So does every right on the ledger, which tells of every mission.
LEDGER_RIGHTS = "history."


class Person(AbstractUser):
    """Somebody who signs in. What a person may do is in the seats, not here.

    People are deactivated, never deleted: history names them.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=120)
    sort_key = models.CharField(
        "khóa sắp xếp",
        max_length=300,
        editable=False,
        db_collation="C",
    )
    must_change_password = models.BooleanField(
        "phải đổi mật khẩu",
        default=False,
        help_text="Mật khẩu do quản trị cấp; chưa đổi thì chưa làm được việc gì khác.",
    )
    one_time_until = models.DateTimeField(
        "mật khẩu cấp dùng được đến", null=True, blank=True
    )
    # Part of what a session is checked against: a higher number ends all of them.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    identity = models.CharField(
        "mã định danh",
        max_length=255,
        null=True,
        blank=True,
        unique=True,
        help_text="Như nhà cung cấp danh tính gọi người này; trống: không liên kết.",
    )

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "cán bộ"
        verbose_name_plural = "cán bộ"
        ordering = ("sort_key", "id")
        indexes = (models.Index(fields=("sort_key", "id"), name="person_by_name"),)

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.full_name)
        fields = kwargs.get("update_fields")
        if fields is not None and "full_name" in fields:
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)

    def one_time_password_is_over(self, at: datetime) -> bool:
        """Whether the password is one that was given for a time, and that is past."""
        until = self.one_time_until
        return self.must_change_password and until is not None and at >= until

    def get_session_auth_hash(self) -> str:
        """What every session of the person carries; a new password or epoch ends it."""
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for earlier in super().get_session_auth_fallback_hash():
            yield f"{earlier}.{self.session_epoch}"

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """The given name: the last word, as Vietnamese people are called."""
        return self.full_name.split()[-1] if self.full_name else self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the backends; a superuser has no right on a mission, or on the ledger, by
        being one."""
        seated = obj is not None and perm.startswith(SEATED_RIGHTS)
        if not seated and not perm.startswith(LEDGER_RIGHTS):
            return super().has_perm(perm, obj)
        return self.is_active and self._backends_allow(perm, obj)

    async def ahas_perm(self, perm: str, obj: Any = None) -> bool:
        return await sync_to_async(self.has_perm)(perm, obj)

    def _backends_allow(self, perm: str, obj: Any) -> bool:
        # AbstractUser.has_perm without its first line, which lets superusers pass.
        for backend in auth.get_backends():
            if not hasattr(backend, "has_perm"):
                continue
            try:
                if backend.has_perm(self, perm, obj):
                    return True
            except PermissionDenied:
                return False
        return False
