"""Stop the embedded database."""

from typing import Any

from django.core.management.base import BaseCommand

from project import embedded


class Command(BaseCommand):
    help = "Dừng cơ sở dữ liệu kèm theo."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        done = embedded.stop()
        self.stdout.write(
            "Đã dừng cơ sở dữ liệu." if done else "Cơ sở dữ liệu không chạy."
        )
