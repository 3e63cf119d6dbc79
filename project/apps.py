"""The package that wires the others together."""

from importlib import import_module

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "project"
    verbose_name = "Điều hành nhiệm vụ"

    def ready(self) -> None:
        import_module("project.checks")
        import_module("project.accounts.receivers")
        import_module("project.history_export")
