"""Change the key that seals history."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from history.exceptions import SealKeyMissing
from history.services.seals import change_key, replace_lost_key


class Command(BaseCommand):
    """The old key signs the new one; --lost does without, and every check says so."""

    help = "Đổi khóa niêm phong; khóa cũ ký xác nhận khóa mới."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--lost", action="store_true", help="khóa cũ đã mất, không ký được nữa"
        )

    def handle(self, *_args: Any, lost: bool, **_options: Any) -> None:
        """Print the seal that tells of the change."""
        change = replace_lost_key if lost else change_key
        try:
            seal = change(at=timezone.now())
        except SealKeyMissing as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"Đã đổi khóa, niêm phong số {seal.number}. Khóa công khai từ nay: "
            f"{seal.following_key}"
        )
