"""Serve pages and sockets from one process, the worker beside them."""

import resource
from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

FILES_WANTED = 65536


class Command(BaseCommand):
    help = "Chạy máy chủ web (trang, WebSocket và tiến trình nền trong một tiến trình)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="Làm trước những việc của lệnh setup, trong cùng tiến trình.",
        )
        parser.add_argument(
            "--demo", action="store_true", help="Nạp dữ liệu mẫu ở lần chạy đầu."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        if options["prepare"]:
            call_command("setup", stdout=self.stdout)
        if options["demo"] and not settings.PRODUCTION:
            call_command("load_demo", stdout=self.stdout)
        allow_many_sockets()
        address = f"http://{options['host']}:{options['port']}"
        self.stdout.write(f"Mở {address}")
        self.stdout.flush()
        uvicorn.run(
            "project.asgi:application",
            host=options["host"],
            port=options["port"],
            log_level="warning",
            # Compression doubles the memory of an idle socket (measured: 33 → 67 KiB).
            ws_per_message_deflate=False,
            ws_max_size=64 * 1024,
            lifespan="on",
            proxy_headers=settings.SECURE_PROXY_SSL_HEADER is not None,
            server_header=False,
        )


def allow_many_sockets() -> None:
    """Raise this process's own soft limit of open files as far as it may."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, FILES_WANTED)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
