"""Bring the search up to date by hand."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from workflows.services.search import index_all, index_waiting
from workflows.services.search.attachments import read_files


class Command(BaseCommand):
    """The worker does the same by itself, apart from `--all`."""

    help = "Đưa vào tìm kiếm những gì đang chờ; --all dựng lại toàn bộ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the option."""
        parser.add_argument(
            "--all", action="store_true", help="dựng lại toàn bộ chỉ mục tìm kiếm"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Index, telling how far it is."""
        begin = time.monotonic()

        def tell(words: str) -> None:
            self.stderr.write(f"{time.monotonic() - begin:7.1f} giây: {words}")

        if options["all"]:
            rows = index_all(tell)
            self.stdout.write(f"Đã dựng lại {rows} mục tìm kiếm.")
        notes = index_waiting()
        tell(f"{notes} thay đổi")
        files = read_files()
        tell(f"{files} tệp")
        notes += index_waiting()
        self.stdout.write(f"Đã đưa vào tìm kiếm {notes} thay đổi, đọc {files} tệp.")
