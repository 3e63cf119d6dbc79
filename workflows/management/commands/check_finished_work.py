"""The sums of finished work beside a full count; the nightly job does the same."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from workflows.services import tallies


class Command(BaseCommand):
    help = "Đối chiếu số việc đã kết thúc với số đếm đầy đủ; mã 1 nếu lệch."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rebuild", action="store_true", help="đếm lại từ đầu trước khi đối chiếu"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        if options["rebuild"]:
            tallies.rebuild()
        found = tallies.check(at=timezone.now())
        for one in found.differences:
            self.stdout.write(f"{one['month']} {one['unit']}, {one['leader']}:")
            for name, (counted, kept) in one["figures"].items():
                if counted != kept:
                    self.stdout.write(f"  {name}: đếm được {counted}, đang ghi {kept}")
        if not found.agrees:
            sys.exit(1)
        self.stdout.write(f"Khớp: {found.counted} việc đã kết thúc.")
