import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import GOLD, path_of
from workflows.reading import Reading, read_file

SCORER = Path(__file__).parent / "score_reading.py"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_file(path_of("000"), "000.txt", BOARD)


def score(number: str, folder: Path) -> dict[str, float]:
    read = read_file(path_of(number), f"{number}.txt", BOARD)
    printed = folder / "reading.json"
    printed.write_text(json.dumps(read.as_json()), encoding="utf-8")
    line = subprocess.run(
        [
            sys.executable,
            str(SCORER),
            str(GOLD / f"{number}.json"),
            str(printed),
            "--source",
            str(path_of(number)),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return dict(json.loads(line))


def test_document_000_is_read_without_a_fault(tmp_path: Path) -> None:
    figures = score("000", tmp_path)

    shares = ("items_f1", "leaders", "lead_units", "supporting_units", "deadline_date")
    assert {name: figures[name] for name in shares} == dict.fromkeys(shares, 1.0)
    assert figures["silent_wrong"] == figures["invented"] == 0
    assert figures["false_alarms"] == 0.0


def test_document_003_is_read_without_a_silent_fault(tmp_path: Path) -> None:
    figures = score("003", tmp_path)

    assert figures["items_f1"] >= 0.85
    assert figures["lead_units"] == figures["deadline_date"] == 1.0
    assert figures["silent_wrong"] == figures["invented"] == 0


def test_exactly_the_twelve_labelled_items_come_from_section_two(
    reading: Reading,
) -> None:
    ordinals = [i.ordinal for i in reading.items if i.section.startswith("II")]

    assert ordinals[:12] == [
        *(f"1.{n}" for n in range(1, 8)),
        *(f"2.{n}" for n in range(1, 4)),
        *("3.1", "3.2"),
    ]


def test_the_facts_of_the_document_are_those_labelled(reading: Reading) -> None:
    labels = json.loads((GOLD / "000.json").read_text(encoding="utf-8"))["document"]
    facts = reading.as_json()["document"]

    names = ("kind", "reference_number", "subject", "issuing_body", "issued_on")
    assert {n: facts[n] for n in names} == {n: labels[n] for n in names}
    assert facts["signer"] == labels["signer"]
    assert facts["signer_title"] == labels["signer_title"]
    assert facts["recipients"] == labels["recipients"]
    cited = labels["legal_basis"] + labels["cited_documents"]
    assert facts["cited_documents"] == cited


def test_each_item_tells_the_heading_that_it_stands_under(reading: Reading) -> None:
    assert reading.items[0].section == "II.1"
    assert reading.items[0].section_title == "1. Các nhiệm vụ trước Tết"
    assert reading.items[8].section_title == "2. Các nhiệm vụ trong Tết"
