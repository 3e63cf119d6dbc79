"""History in the admin site: read, never written."""

from typing import Any

from django.contrib import admin

from history.models import HistoryEntry


@admin.register(HistoryEntry)
class HistoryEntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A plain list; the ledger page is where people read history."""

    list_display = (
        "at",
        "kind",
        "subject_type",
        "subject_id",
        "sequence",
        "actor_name",
    )
    list_filter = ("kind",)
    ordering = ("-at", "-id")
    show_full_result_count = False

    def has_add_permission(self, *_args: Any) -> bool:
        """Never: history.services appends."""
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        """Never: the database would refuse it too."""
        return False

    def has_delete_permission(self, *_args: Any) -> bool:
        """Never: the database would refuse it too."""
        return False
