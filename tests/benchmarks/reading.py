"""Pages a second and memory of reading a document of two hundred pages.

The pages are those of the Tết plan, over and over. Each format is read in a process of
its own from bytes to items; the slower one and the larger one are told.
"""

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium

PAGES = 200
CHARACTERS_A_PAGE = 2600  # a page of Nghị định 30: 14 points, 1.15 lines
RUNS = 3
ONE_READING = """
import json, sys, time
from tests.benchmarks.reading import peak_mib
from tests.reading.catalogue import BOARD
from workflows.reading import read_file
begin = time.perf_counter()
read_file(sys.argv[1], sys.argv[1], BOARD)
print(json.dumps({"seconds": time.perf_counter() - begin, "mib": peak_mib()}))
"""


def peak_mib() -> float:
    """The most memory this process held, the interpreter and libraries with it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # ru_maxrss of a child begins at what its parent held; this begins anew.
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    return int(found.group(1)) / 1024 if found else 0.0


def measure(only: str) -> Iterator[dict[str, object]]:
    """`reading.pages_per_s` and `reading.peak_mib`."""
    with TemporaryDirectory() as folder:
        found = [
            (pages, [_read(file) for _ in range(RUNS)])
            for file, pages in _files(Path(folder))
        ]
    # The best of each format, for others work on the machine too; of these the slower.
    speed = min(pages / min(one["seconds"] for one in runs) for pages, runs in found)
    largest = max(one["mib"] for _, runs in found for one in runs)
    figures: tuple[dict[str, object], ...] = (
        {
            "name": "reading.pages_per_s",
            "value": round(speed, 1),
            "unit": "1/s",
            "n": PAGES,
        },
        {
            "name": "reading.peak_mib",
            "value": round(largest, 1),
            "unit": "MiB",
            "n": PAGES,
        },
    )
    for figure in figures:
        name = str(figure["name"])
        if name.startswith(only) or only.startswith(name):
            yield figure


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    """The document as .docx, and as .pdf where a Chromium prints it, with its pages."""
    from tests.reading.documents import source
    from tests.reading.files import html_of, word_file
    from tests.reading.printing import printed

    body = source("000").split("### **III")[0]
    text = body * (PAGES * CHARACTERS_A_PAGE // len(body))
    contents = {"a.docx": word_file(text)}
    try:
        contents["a.pdf"] = printed({"a": html_of(text)})["a"]
    except Exception as error:  # noqa: BLE001  # no browser: the other format is told
        print(f"reading: no .pdf, {error}".splitlines()[0], file=sys.stderr)
    for name, content in contents.items():
        file = folder / name
        file.write_bytes(content)
        is_pdf = name.endswith(".pdf")
        yield file, len(pdfium.PdfDocument(content)) if is_pdf else PAGES


def _read(file: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", ONE_READING, str(file)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
