"""Who may decide, in what capacity, by which route, until a decision."""

from importlib import import_module

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"
    verbose_name = "Phê duyệt"

    def ready(self) -> None:
        # viewflow knows a flow only once its module was imported.
        import_module("approvals.flows")
        import_module("approvals.checks")
