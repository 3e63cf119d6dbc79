"""All that `make run` needs, without serving: keys, tables, the Board's catalogue."""

import secrets
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from history.services.seals import make_key
from project import env


class Command(BaseCommand):
    help = "Chuẩn bị để chạy: khóa bí mật, bảng dữ liệu, danh mục tổ chức."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        make_secret_key(settings.VAR_DIR)
        # This process read its settings before the key was there.
        settings.SECRET_KEY = env.secret(
            "SECRET_KEY", file=settings.VAR_DIR / "secret_key"
        )
        make_key(settings.SEAL_KEY_FILE)
        settings.MEDIA_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("carry_flows", stdout=StringIO())
        call_command("load_organization", verbosity=0)


def make_secret_key(folder: Path) -> None:
    """Make this machine's own key once, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # the embedded database may have made it first, for all to see
    file = folder / "secret_key"
    if file.exists():
        return
    file.touch(mode=0o600)
    file.write_text(secrets.token_urlsafe(50))
