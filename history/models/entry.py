"""One noun: the entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from history.enums import HistoryKind

ACTING = "Q."


def acting_title(title: str, capacity: str, on_behalf_of: str) -> str:
    """The title under which an act stands on a page or a paper: “KT. Trưởng Ban, Phó
    Trưởng Ban”, “Q. Trưởng phòng”, or the title alone where one acts for oneself
    (Nghị định 30/2020/NĐ-CP, article 13)."""
    if on_behalf_of:
        return ", ".join(part for part in (f"{capacity} {on_behalf_of}", title) if part)
    return f"{capacity} {title}" if capacity == ACTING and title else title


class HistoryEntry(models.Model):
    """One thing that happened to one subject; written once, never changed.

    The triggers of migration 0002 refuse UPDATE, DELETE and TRUNCATE. There are no
    foreign keys out, so an entry outlives its subject and its actor, and no CHECK on
    text: whatever a superuser writes here must reach the verifier. Only
    history.services.append writes.
    """

    # "C", so that the order of the index is the order of an export on every server.
    subject_type = models.CharField(
        _("loại đối tượng"), max_length=32, db_collation="C"
    )
    subject_id = models.BigIntegerField(_("mã đối tượng"))
    sequence = models.IntegerField(_("số thứ tự"))
    kind = models.CharField(_("sự việc"), max_length=32, choices=HistoryKind.choices)
    actor_id = models.BigIntegerField(_("mã người thực hiện"), null=True)
    actor_name = models.TextField(_("người thực hiện"))
    actor_title = models.TextField(_("chức vụ khi đó"))
    capacity = models.CharField(_("thể thức ký"), max_length=16)
    on_behalf_of = models.TextField(_("thay cho"))
    at = models.DateTimeField(_("thời điểm"))
    before = models.JSONField(_("trước"))
    after = models.JSONField(_("sau"))
    note = models.TextField(_("lý do, ý kiến"))
    authority = models.TextField(_("căn cứ"))
    previous_hash = models.CharField(_("mã băm mục trước"), max_length=64)
    hash = models.CharField(_("mã băm"), max_length=64)

    class Meta:
        verbose_name = _("mục nhật ký")
        verbose_name_plural = _("nhật ký xử lý")
        constraints = (
            # Also the index of every chain: its head is one step from its end.
            models.UniqueConstraint(
                fields=("subject_type", "subject_id", "sequence"),
                name="history_one_entry_per_sequence",
            ),
        )
        # Each begins with a filter of the ledger and ends with its order. Rare values
        # get partial indexes: the common ones are dense enough in the order of time.
        indexes = (
            models.Index(fields=("at", "id"), name="history_by_time"),
            models.Index(fields=("actor_id", "at", "id"), name="history_by_actor"),
            models.Index(fields=("kind", "at", "id"), name="history_by_kind"),
            models.Index(
                fields=("capacity", "at", "id"),
                condition=~models.Q(capacity=""),
                name="history_by_capacity",
            ),
            models.Index(
                fields=("subject_type", "at", "id"),
                condition=~models.Q(subject_type="mission"),
                name="history_by_subject_type",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_id} #{self.sequence} {self.kind}"

    @property
    def acting_title(self) -> str:
        """The actor's title with the capacity of the act; "" for who has none."""
        return acting_title(self.actor_title, self.capacity, self.on_behalf_of)
