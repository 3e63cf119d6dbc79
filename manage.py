#!/usr/bin/env python
"""Django's command line, with the embedded database started first where it is used."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    if sys.argv[1:2] == ["serve"]:
        os.environ.setdefault("DATABASE_POOL", "1")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    if settings.EMBEDDED_DATABASE and sys.argv[1:2] not in (
        [],
        ["help"],
        ["stop_database"],
    ):
        from project import embedded

        embedded.ensure_running()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
