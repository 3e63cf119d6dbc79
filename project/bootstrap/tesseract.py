"""Install tesseract with Vietnamese for the tests of scans, where that is possible.

Never fails: without it these tests are skipped, and scans are refused with a sentence.
"""

import os
import shutil
import subprocess
import sys

PACKAGES = ("tesseract-ocr", "tesseract-ocr-vie")


def is_there() -> bool:
    """Whether a tesseract that knows Vietnamese is installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run(  # noqa: S603
        [program, "--list-langs"], capture_output=True, check=False, timeout=30
    )
    return "vie" in listed.stdout.decode(errors="replace").split()


def install() -> None:
    """Ask the system for it, when root and where the system has apt."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    ):
        subprocess.run(  # noqa: S603
            command,
            check=False,
            timeout=600,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )


def main() -> int:
    """Exit 0 always; a sentence where the tests of scans will be skipped."""
    try:
        if not is_there():
            print("Installing tesseract for the tests of scans ...", file=sys.stderr)
            install()
        found = is_there()
    except (OSError, subprocess.SubprocessError):
        found = False
    if not found:
        print(
            "No tesseract with Vietnamese: the tests of scans are skipped. Debian: "
            f"apt-get install {' '.join(PACKAGES)}.",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
