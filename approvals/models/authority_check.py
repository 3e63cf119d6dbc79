"""What the nightly look at authority found; written once, never changed."""

from typing import Any

from django.db import models

from organization.enums import AuthorityFault


class AuthorityCheck(models.Model):
    """One look: when, and the faults found then; none says that all is in order.

    The trigger of migration 0002 refuses UPDATE, DELETE and TRUNCATE.
    """

    checked_at = models.DateTimeField("dò lúc")
    findings = models.JSONField("điều tìm thấy", default=list)

    class Meta:
        verbose_name = "lần dò quyền"
        verbose_name_plural = "các lần dò quyền"
        ordering = ("-checked_at", "-id")

    def __str__(self) -> str:
        return f"{self.checked_at:%d/%m/%Y}: {len(self.findings)}"

    @property
    def is_in_order(self) -> bool:
        return not self.findings

    def by_fault(self) -> list[tuple[AuthorityFault, list[dict[str, Any]]]]:
        """The faults in the order of the closed list, each with what it is about."""
        return [
            (fault, rows)
            for fault in AuthorityFault
            if (rows := [one for one in self.findings if one["fault"] == fault])
        ]
