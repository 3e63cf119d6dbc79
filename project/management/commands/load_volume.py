"""A large database for measuring: N missions, 200 units, 5,000 people."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from organization.models import Unit
from project.volume.load import load_volume
from workflows.models import Document, Mission


class Command(BaseCommand):
    """Writes past the services, so never into a system at work without a word."""

    help = "Nạp một cơ sở dữ liệu lớn để đo; không dùng cho hệ thống đang vận hành."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("missions", type=int, metavar="N", help="số nhiệm vụ")
        parser.add_argument(
            "--word",
            default="",
            metavar="TÊN",
            help="tên cơ sở dữ liệu, để xác nhận khi nó đã có dữ liệu hoặc đang dùng",
        )

    def handle(self, *_args: Any, missions: int, word: str, **_options: Any) -> None:
        """Load, telling how far it is."""
        if missions < 1:
            raise CommandError("Số nhiệm vụ phải lớn hơn 0.")
        if not Unit.objects.exists():
            raise CommandError("Chưa có danh mục của Ban: manage.py load_organization.")
        if Unit.objects.filter(code__startswith="phong_so_").exists():
            raise CommandError("Cơ sở dữ liệu này đã được nạp dữ liệu lớn.")
        name = str(connection.settings_dict["NAME"])
        used = settings.PRODUCTION or _has_work()
        if used and word != name:
            raise CommandError(
                "Cơ sở dữ liệu đang vận hành hoặc đã có dữ liệu thật, chưa nạp gì. "
                f"Nếu đúng là muốn nạp vào đây: --word {name}"
            )
        begin = time.monotonic()

        def tell(words: str) -> None:
            self.stderr.write(f"{time.monotonic() - begin:7.1f} giây: {words}")

        load_volume(missions, now=timezone.now(), tell=tell)
        self.stdout.write(f"Đã nạp {missions} nhiệm vụ.")


def _has_work() -> bool:
    return Mission.objects.exists() or Document.objects.exists()
