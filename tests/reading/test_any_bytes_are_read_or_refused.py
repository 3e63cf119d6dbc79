"""Whatever is given: an answer, or one sentence why not. No traceback, no long wait."""

import random
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.reading.catalogue import BOARD
from tests.reading.files import saved, word_file
from tests.reading.tables import HEAD, ROWS, flattened, plan
from tests.reading.test_spans_reproduce_the_text import assert_spans_hold
from tests.reading.test_tracking_tables_are_read import file_of, workbook
from workflows.reading import Reading, ReadingRefused, read_file, read_text

MEMORY = 300 * 2**20
ANYTHING = settings(
    deadline=None, max_examples=60, suppress_health_check=list(HealthCheck)
)
NAMES = st.one_of(
    st.sampled_from(("a.txt", "a.md", "a.docx", "a.xlsx", "a.pdf", "a", "", ".docx")),
    st.text(max_size=30),
)
CELLS = st.sampled_from(
    (
        "",
        "-",
        "I",
        "1",
        "1.1",
        "TT",
        "Nội dung",
        "Đơn vị chủ trì",
        "Thời hạn",
        "Văn phòng",
        "Phòng KHTH; Văn phòng",
        "30/6/2026",
        "như trên",
        "Xây dựng kế hoạch kiểm tra",
        "Tổng cộng",
        "\n",
    )
)


def read(data: bytes, name: str) -> Reading | None:
    """The reading, or None where it was refused in one line."""
    reading, sentence = None, "-"
    try:
        reading = read_file(data, name, BOARD)
    except ReadingRefused as refusal:
        sentence = str(refusal)
    assert len(sentence.splitlines()) == 1
    if reading is not None:
        assert_spans_hold(reading)
    return reading


def small_pdf() -> bytes:
    """A PDF with a page of words, made without a browser."""
    content = b"BT /F1 12 Tf 72 720 Td (Giao Van phong lap danh muc) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1)
    )
    raw = b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"
    return saved(pdfium.PdfDocument(raw))


@cache
def sound(suffix: str) -> bytes:
    if suffix == ".docx":
        return word_file(plan(*HEAD, *ROWS))
    if suffix == ".xlsx":
        return file_of(
            workbook(
                ("TT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Hạn hoàn thành"),
                (1, "Xây dựng đề án", "Phòng QLHT", "30/7/2026"),
            )
        )
    return small_pdf()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, left out, doubled, or the end cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if not changed:
            break
        place = chance.randrange(len(changed))
        stop = min(len(changed), place + chance.randint(1, 40))
        match chance.randrange(5):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place:stop]
            case 2:
                changed[place:place] = changed[place:stop] * chance.randint(1, 50)
            case 3:
                changed[place:stop] = b"9" * chance.randint(1, 12)
            case _:
                del changed[max(place, len(changed) // 4) :]
    return bytes(changed)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """A sound archive around members of which some are mutated."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if chance.random() < 0.5:
                content = mutated(content, chance)
            if chance.random() < 0.95:
                new.writestr(name, content)
    return packed.getvalue()


@ANYTHING
@given(st.binary(max_size=2000), NAMES)
def test_any_bytes_under_any_name_are_read_or_refused(data: bytes, name: str) -> None:
    read(data, name)


@ANYTHING
@given(
    st.sampled_from((b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf")),
    st.binary(max_size=500),
    NAMES,
)
def test_bytes_that_begin_as_a_file_does_are_read_or_refused(
    head: bytes, rest: bytes, name: str
) -> None:
    read(head + rest, name)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_a_sound_file_is_read(suffix: str) -> None:
    assert read(sound(suffix), f"a{suffix}") is not None


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
@ANYTHING
@given(st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_or_refused(suffix: str, chance: random.Random) -> None:
    read(mutated(sound(suffix), chance), f"a{suffix}")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@ANYTHING
@given(st.randoms(use_true_random=False))
def test_an_archive_with_damaged_members_is_read_or_refused(
    suffix: str, chance: random.Random
) -> None:
    read(mutated_inside(sound(suffix), chance), f"a{suffix}")


def barred(rows: list[list[str]]) -> str:
    return plan(*(f"| {' | '.join(row)} |" for row in rows))


def on_lines(rows: list[list[str]]) -> str:
    return flattened(*(f"| {' | '.join(row)} |" for row in rows))


@pytest.mark.parametrize("shape", [barred, on_lines])
@ANYTHING
@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=12))
@example([["", "", "Nội dung"], ["", "Đơn vị chủ trì"]])  # a head cut short
def test_any_table_is_read_and_its_spans_hold(
    shape: Callable[[list[list[str]]], str], rows: list[list[str]]
) -> None:
    assert_spans_hold(read_text(shape([["TT", "Nội dung", "Thời hạn"], *rows]), BOARD))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_a_small_file_takes_little_memory(suffix: str) -> None:
    data = sound(suffix)
    tracemalloc.start()
    read(data, f"a{suffix}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < MEMORY


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".txt"])
def test_the_command_refuses_a_damaged_file_in_one_line(
    cast: Cast, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"hong{suffix}"
    file.write_bytes(b"PK\x03\x04 \xff\xfe cut short")

    with pytest.raises(CommandError) as refusal:
        call_command("read_document", str(file), "--json", stdout=StringIO())

    assert refusal.value.returncode == 2
    assert len(str(refusal.value).splitlines()) == 1
