"""Check every chain of history."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from history.exceptions import UnreadableExport
from history.exports import read_heads
from history.queries import estimated_rows
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
        parser.add_argument(
            "--every-seal",
            action="store_true",
            help="đối chiếu với mọi niêm phong, không chỉ niêm phong mới nhất",
        )
        parser.add_argument("--progress", action="store_true", help="báo tiến độ")

    def handle(
        self,
        *_args: Any,
        since_export: Path | None,
        every_seal: bool,
        progress: bool,
        **_options: Any,
    ) -> None:
        """Print one line per fault and a summary."""
        tally, found = Tally(), 0
        try:
            for problem in verify_database(
                earlier=read_heads(since_export) if since_export else (),
                every_seal=every_seal,
                tally=tally,
                progress=_Progress(self.stderr.write) if progress else None,
            ):
                found += 1
                self.stdout.write(str(problem))
        except (OSError, UnreadableExport) as error:
            raise CommandError(str(error), returncode=2) from error
        read = f"Đã kiểm tra {tally.entries} mục của {tally.chains} chuỗi nhật ký"
        if tally.seals:
            read += f" và {tally.seals} niêm phong"
        if found:
            raise CommandError(f"{read}: phát hiện {found} sai lệch.", returncode=1)
        self.stdout.write(f"{read}: không phát hiện sai lệch.")


class _Progress:
    """How far it is, how fast, and how long it still takes: a line now and then."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._begun = monotonic()
        self._all = estimated_rows()

    def __call__(self, entries: int) -> None:
        seconds = monotonic() - self._begun
        rate = entries / seconds if seconds else 0.0
        line = f"{_grouped(entries)} mục"
        left = self._all - entries
        if left > 0 and rate:
            share = entries * 100 // self._all
            line += f" ({share} %), {_grouped(int(rate))} mục/giây"
            line += f", còn khoảng {_lasting(left / rate)}"
        self._write(f"{line}…")


def _lasting(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} phút" if minutes else f"{round(seconds)} giây"


def _grouped(number: int) -> str:
    """10.000.000"""
    return f"{number:,}".replace(",", ".")
