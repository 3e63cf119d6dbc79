"""Load the Board: units, names, posts, portfolios and leaders."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from organization.models import Person, Post, Unit
from organization.services import load_board
from organization.services.board import DATA


class Command(BaseCommand):
    help = "Nạp tổ chức của Ban Quản lý. Chạy lại không làm thay đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", type=Path, default=DATA / "board.json")

    def handle(self, *_args: Any, **options: Any) -> None:
        load_board(source=options["source"], by=None)
        self.stdout.write(
            f"{Unit.objects.count()} đơn vị, {Post.objects.count()} chức vụ, "
            f"{Person.objects.count()} cán bộ."
        )
