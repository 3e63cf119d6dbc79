"""Scores of readings against labels, by the scorer as it was given."""

import json
import subprocess
import sys
from pathlib import Path

from tests.reading.catalogue import BOARD
from tests.reading.documents import GOLD, path_of
from workflows.reading import read_file

SCORER = Path(__file__).parent / "score_reading.py"
CORPUS = Path(__file__).parent / "corpus"

Figures = dict[str, float]


def labelled() -> list[tuple[Path, Path]]:
    """(labels, document) of the real documents and of those made for the corpus."""
    real = [(labels, path_of(labels.stem)) for labels in sorted(GOLD.glob("*.json"))]
    made = [
        (labels, next(CORPUS.glob(f"{labels.stem}.[tm]*")))
        for labels in sorted(CORPUS.glob("*.json"))
    ]
    return real + made


def score(labels: Path, document: Path, folder: Path) -> Figures:
    """The figures of one document, read against the catalogue of the Board."""
    reading = read_file(document, document.name, BOARD)
    printed = folder / "reading.json"
    printed.write_text(json.dumps(reading.as_json()), encoding="utf-8")
    command = [sys.executable, SCORER, labels, printed, "--source", document]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))
