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
from project.volume.progress import span
from workflows.models import Document, Mission


class Command(BaseCommand):
    """Writes past the services, so never into a system at work without a word."""

    help = "Nạp một cơ sở dữ liệu lớn để đo; không dùng cho hệ thống đang vận hành."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("missions", type=int, metavar="N", help="số nhiệm vụ")
        parser.add_argument(
            "--no-search",
            action="store_true",
            help="không lập chỉ mục tìm kiếm; làm sau bằng index_search --all",
        )
        parser.add_argument(
            "--word",
            default="",
            metavar="TÊN",
            help="tên cơ sở dữ liệu, để xác nhận khi nó đã có dữ liệu hoặc đang dùng",
        )

    def handle(self, *_args: Any, missions: int, word: str, **options: Any) -> None:
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

        searched = not options["no_search"]
        try:
            load_volume(missions, now=timezone.now(), tell=tell, searched=searched)
        except KeyboardInterrupt:
            raise CommandError(
                "Đã dừng theo yêu cầu; chưa nạp gì, cơ sở dữ liệu như trước khi chạy."
            ) from None
        self.stdout.write(
            f"Đã nạp {missions} nhiệm vụ trong {span(time.monotonic() - begin)}."
        )


def _has_work() -> bool:
    return Mission.objects.exists() or Document.objects.exists()
