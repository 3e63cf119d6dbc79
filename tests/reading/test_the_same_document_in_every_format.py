"""The same words as .txt, .docx and .pdf are the same work."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import source
from tests.reading.files import html_of, word_file
from tests.reading.printing import printed
from tests.reading.tables import HEAD, ROWS, plan
from workflows.reading import Item, Reading, read_file, read_text

NUMBERS = ("000", "001", "002", "003", "004")
TABLE = "a plan with a table"

pytestmark = pytest.mark.browser


def text_of(name: str) -> str:
    return plan(*HEAD, *ROWS) if name == TABLE else source(name)


@cache
def pdfs() -> dict[str, bytes]:
    return printed({name: html_of(text_of(name)) for name in (*NUMBERS, TABLE)})


def words(text: str | None) -> str | None:
    """Without stars, sharps and the kind of blanks."""
    return None if text is None else " ".join(re.sub(r"[*#]", "", text).split())


def said(item: Item) -> tuple[object, ...]:
    return (
        words(item.text),
        item.ordinal,
        item.section,
        item.kind,
        item.leaders,
        item.lead_units,
        item.supporting_units,
        item.external_agencies,
        words(item.product),
        words(item.deadline.words),
        item.deadline.type,
        item.deadline.due_on,
        item.deadline.recurrence,
        item.review_reasons,
    )


def assert_same(one: Reading, other: Reading) -> None:
    assert [said(item) for item in one.items] == [said(item) for item in other.items]
    assert one.document == other.document


@pytest.mark.parametrize("name", [*NUMBERS, TABLE])
def test_a_word_file_reads_as_its_text(name: str) -> None:
    text = text_of(name)

    assert_same(read_file(word_file(text), "a.docx", BOARD), read_text(text, BOARD))


@pytest.mark.parametrize("name", [*NUMBERS, TABLE])
def test_a_printed_file_reads_as_its_text(name: str) -> None:
    assert_same(
        read_file(pdfs()[name], "a.pdf", BOARD), read_text(text_of(name), BOARD)
    )


def test_a_markdown_file_reads_as_its_text(tmp_path: Path) -> None:
    text = text_of(TABLE)
    file = tmp_path / "a.md"
    file.write_text(text, encoding="utf-8")

    assert_same(read_file(file, "a.md", BOARD), read_text(text, BOARD))
