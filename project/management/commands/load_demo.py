"""The demonstration: the Board, its people, the five documents, and some work."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from project.demo import accounts, loading


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu và in các tài khoản; chạy lần hai không thay đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        if settings.PRODUCTION:
            raise CommandError("Dữ liệu mẫu không nạp vào hệ thống đang vận hành.")
        loading.load()
        made = accounts.make_accounts()
        self.stdout.write(
            "Tài khoản mẫu (mật khẩu của riêng máy này, chỉ dùng trên máy này):"
        )
        for account in made:
            self.stdout.write(
                f"  {account.username:<12} {account.password:<14} "
                f"{account.post}, {account.name}"
            )
