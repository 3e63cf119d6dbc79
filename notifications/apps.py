"""Who is told of what, in the inbox and live."""

from importlib import import_module

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        import_module("notifications.checks")
        import_module("notifications.receivers")
