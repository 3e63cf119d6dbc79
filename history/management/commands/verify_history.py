"""Check every chain of history."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from history.exceptions import UnreadableExport
from history.exports import read_heads
from history.verification import Tally, verify_database


class Command(BaseCommand):
    """Exit 0 if all holds; 1 naming each bad entry; 2 if the file is no help."""

    help = "Kiểm tra toàn bộ nhật ký: sửa, xóa, đổi thứ tự, cắt, trạng thái thiếu mục."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--since-export",
            type=Path,
            metavar="FILE",
            help="bản kết xuất đầy đủ có trước: tìm cả phần cuối bị mất",
        )
        parser.add_argument("--progress", action="store_true", help="báo tiến độ")

    def handle(
        self, *_args: Any, since_export: Path | None, progress: bool, **_options: Any
    ) -> None:
        """Print one line per fault and a summary."""
        tally, found = Tally(), 0
        try:
            for problem in verify_database(
                earlier=read_heads(since_export) if since_export else (),
                tally=tally,
                progress=self._tell if progress else None,
            ):
                found += 1
                self.stdout.write(str(problem))
        except (OSError, UnreadableExport) as error:
            raise CommandError(str(error), returncode=2) from error
        read = f"Đã kiểm tra {tally.entries} mục của {tally.chains} chuỗi nhật ký"
        if found:
            raise CommandError(f"{read}: phát hiện {found} sai lệch.", returncode=1)
        self.stdout.write(f"{read}: không phát hiện sai lệch.")

    def _tell(self, entries: int) -> None:
        self.stderr.write(f"{entries} mục…")
