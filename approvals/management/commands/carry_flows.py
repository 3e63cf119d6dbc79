"""Bring reports under way to the flow of this version; a part of every setup."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from approvals.services.carrying import FlowsLost, carry_flows


class Command(BaseCommand):
    help = "Chuyển các luồng duyệt đang mở sang phiên bản luồng hiện tại."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        try:
            done = carry_flows()
        except FlowsLost as lost:
            raise CommandError(
                f"Không có bước tương ứng trong phiên bản này: {lost}. Chưa đổi gì."
            ) from lost
        self.stdout.write(
            f"{done.requests} hồ sơ đang trình theo phiên bản mới, "
            f"{done.moved} bước được chuyển."
        )
