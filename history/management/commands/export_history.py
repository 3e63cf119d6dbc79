"""Write history as JSON Lines for an auditor."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from history.exports import Summary
from history.queries import Selection, Subject
from history.services import SYSTEM, export


class Command(BaseCommand):
    """The system is the actor of the entry that records the export."""

    help = "Kết xuất nhật ký thành JSON Lines; kiểm tra bằng docs/verify_history.py."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="tệp kết quả (mặc định: stdout)"
        )
        parser.add_argument(
            "--subject", type=_subject, metavar="mission:18", help="chỉ một đối tượng"
        )
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="chỉ phần từ ngày này",
        )

    def handle(
        self,
        *_args: Any,
        output: Path | None,
        subject: Subject | None,
        since: date | None,
        **_options: Any,
    ) -> None:
        """Write the export; the summary goes to stderr, for stdout may be the file."""
        begin = _midnight(since) if since else None
        selection = Selection(subject=subject, since=begin)
        try:
            summary = _write(output, selection)
        except OSError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stderr.write(
            f"Đã kết xuất {summary.entries} mục của {summary.heads} chuỗi.\n"
            f"Mã băm của tệp, nên lưu ở nơi khác: {summary.sha256}"
        )


def _write(output: Path | None, selection: Selection) -> Summary:
    if output is None:
        return _export(sys.stdout.buffer, selection)
    partial = output.with_name(f".{output.name}.partial")
    # History names persons: readable by its maker alone. A broken export leaves no
    # file.
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            summary = _export(file, selection)
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return summary


def _export(target: BinaryIO, selection: Selection) -> Summary:
    return export(target, by=SYSTEM, at=timezone.now(), selection=selection)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _subject(text: str) -> Subject:
    kind, _, number = text.partition(":")
    if not kind or not number.isdecimal():
        raise ArgumentTypeError("viết như mission:18")
    return kind, int(number)
