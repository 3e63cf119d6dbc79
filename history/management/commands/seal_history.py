"""Seal what history holds now; the nightly job does the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from history.exceptions import SealKeyMissing
from history.services.seals import seal_day


class Command(BaseCommand):
    """Exit 0 with the seal of the day; 2 where it cannot be made now."""

    help = "Niêm phong nhật ký của ngày hôm nay (đã có thì in lại)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print what to keep elsewhere."""
        try:
            seal = seal_day(at=timezone.now())
        except (SealKeyMissing, OperationalError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"Niêm phong số {seal.number} ngày {seal.day:%d/%m/%Y}: "
            f"{seal.entries} mục của {seal.heads} chuỗi.\n"
            f"Mã niêm phong, nên lưu ở nơi khác: {seal.hash}"
        )
