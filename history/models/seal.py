"""The daily seal on all chains, and what the nightly look at all of them found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from history.enums import SealKind
from history.hashing import moment
from history.sealing import FORMAT, VERSION


class Seal(models.Model):
    """The root over the heads of all chains at one moment, signed, linked to the seal
    before; written once, never changed.

    It covers the entries up to `last_entry_id`: it is taken while nobody writes, so no
    entry with a smaller number can come later. A copy outside (printed, exported) is
    what exposes an owner of both database and key.
    """

    number = models.PositiveIntegerField(_("số"), unique=True)
    kind = models.CharField(_("loại"), max_length=16, choices=SealKind.choices)
    day = models.DateField(_("ngày"))
    at = models.DateTimeField(_("lúc"))
    last_entry_id = models.BigIntegerField(_("mục cuối"))
    entries = models.BigIntegerField(_("số mục"))
    heads = models.BigIntegerField(_("số chuỗi"))
    root = models.CharField(_("gốc cây băm"), max_length=64)
    previous_hash = models.CharField(_("niêm phong trước"), max_length=64)
    public_key = models.CharField(_("khóa công khai"), max_length=64)
    next_public_key = models.CharField(_("khóa kế tiếp"), max_length=64, blank=True)
    hash = models.CharField(_("mã niêm phong"), max_length=64)
    signature = models.CharField(_("chữ ký số"), max_length=128)

    class Meta:
        verbose_name = _("niêm phong")
        verbose_name_plural = _("niêm phong")
        constraints = (
            models.UniqueConstraint(
                fields=("day",),
                condition=models.Q(kind=SealKind.DAILY),
                name="seal_once_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"Niêm phong số {self.number}"

    @property
    def following_key(self) -> str:
        """The public key of which the next seal must be."""
        changed = self.kind == SealKind.KEY_CHANGED
        return self.next_public_key if changed else self.public_key

    def as_signed(self) -> dict[str, Any]:
        """All that is exported of it; what is signed is among that."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "number": self.number,
            "kind": str(self.kind),
            "day": self.day.isoformat(),
            "at": moment(self.at),
            "last_entry_id": self.last_entry_id,
            "entries": self.entries,
            "heads": self.heads,
            "root": self.root,
            "previous_hash": self.previous_hash,
            "public_key": self.public_key,
            "next_public_key": self.next_public_key,
            "hash": self.hash,
            "signature": self.signature,
        }


class HistoryCheck(models.Model):
    """One look at every chain, every seal and every state; `problems` names the first
    ones found, `found` counts all."""

    at = models.DateTimeField(_("lúc"))
    ended_at = models.DateTimeField(_("xong lúc"))
    entries = models.BigIntegerField(_("số mục"))
    chains = models.BigIntegerField(_("số chuỗi"))
    seals = models.PositiveIntegerField(_("số niêm phong"))
    found = models.PositiveIntegerField(_("số sai lệch"))
    problems = models.JSONField(_("sai lệch"), default=list)

    class Meta:
        verbose_name = _("lần kiểm tra nhật ký")
        verbose_name_plural = _("lần kiểm tra nhật ký")
        indexes = (models.Index(fields=("-at",), name="history_check_by_time"),)

    def __str__(self) -> str:
        return f"Kiểm tra {self.at:%d/%m/%Y}"
