"""usage: python -m tests.benchmarks [NAME]: those whose name begins so, or all.

Prints one JSON line for each figure: {"name", "value", "unit", "floor", "ratio", "n"};
floor and ratio only where a floor was measured in the same run.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
# Sessions here are opened without a sign-in; what is measured is the work behind it.
os.environ["SECOND_FACTOR_REQUIRED"] = "0"

Figures = Iterator[dict[str, object]]


def benchmarks() -> dict[str, Callable[[str], Figures]]:
    """First part of a name → what measures all figures that begin so."""
    from tests.benchmarks import pages, reading, sockets, start, transitions

    return {
        "transition": transitions.measure,
        "reading": reading.measure,
        "sockets": sockets.measure,
        "start": start.measure,
        "page": pages.measure,
        "search": pages.measure,
    }


def main(only: str) -> int:
    import django
    from django.conf import settings

    if settings.EMBEDDED_DATABASE:
        from project import embedded

        embedded.ensure_running()
    django.setup()
    for group, measure in benchmarks().items():
        if not (group.startswith(only) or only.startswith(group)):
            continue
        for figure in measure(only):
            print(json.dumps(figure, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
