"""Find a Chromium for the browser tests, or install one.

In this order: what PATH has; what Playwright installed; `playwright install
chromium`; the system's package, when root. Else a sentence and exit 1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def on_path() -> str | None:
    """The first Chromium that PATH knows."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def of_playwright() -> str | None:
    """The Chromium that Playwright keeps in its own cache, if it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """Path of a Chromium that is installed now."""
    return on_path() or of_playwright()


def _install_with_playwright() -> None:
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        check=False,
        timeout=300,
        capture_output=True,
    )


def _install_with_system() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends",
         "chromium", "fonts-liberation", "fonts-noto-core"],
    ):  # fmt: skip
        subprocess.run(  # type: ignore[call-overload]  # noqa: S603
            command, check=False, stdout=subprocess.DEVNULL, **quiet
        )


def main() -> int:
    """Exit 0 when a Chromium is there, 1 with a sentence when it cannot be had."""
    for attempt in (None, _install_with_system, _install_with_playwright):
        if attempt is not None:
            print("Installing Chromium for the browser tests ...", file=sys.stderr)
            attempt()
        if find():
            return 0
    print(
        "No Chromium for the browser tests. Install one (Debian: apt-get install "
        "chromium) or run .venv/bin/playwright install chromium.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
