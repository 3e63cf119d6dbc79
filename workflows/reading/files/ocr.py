"""Words of a scanned page, read by the program `tesseract` where it is installed.

The picture goes in through a pipe and the words come out through one: no file of it is
left anywhere. Nothing leaves the machine.
"""

import os
import shutil
import subprocess
from functools import cache
from statistics import median

from workflows.reading.files.cleaning import cleaned
from workflows.reading.files.pdf_words import Word
from workflows.reading.refusals import EmptyDocument, Unreadable

LANGUAGE = "vie"
SECONDS_A_PAGE = 60
LONGEST_SIDE = 3600  # pixels, an A4 page at 300 dots an inch
POINTS_AN_INCH = 72
DOTS_AN_INCH = 300
LEAST_CONFIDENCE = 20  # of 100; below are specks and stamps
LETTER_HEIGHT = 0.8  # share of the height of a line's box
WORD_LEVEL = "5"
LINE_LEVEL = "4"
COLUMNS, TALL = 12, 9
NOT_INSTALLED = (
    "Tệp PDF là ảnh quét, không có lớp chữ. Dùng tệp .docx gốc hoặc PDF xuất từ Word; "
    "hoặc nhờ quản trị máy chủ cài tesseract-ocr và tesseract-ocr-vie để đọc ảnh quét."
)
TOO_SLOW = (
    "Đọc ảnh quét mất quá nhiều thời gian. Quét lại rõ hơn, tách tệp ngắn hơn, "
    "hoặc dùng tệp .docx gốc."
)


@cache
def tesseract() -> str | None:
    """Path of a tesseract that knows Vietnamese; asked once a process."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    languages = listed.stdout.decode(errors="replace").split()
    return program if LANGUAGE in languages else None


def words_of_picture(
    picture: bytes, points_a_pixel: float, height: float
) -> list[Word]:
    """Words of a page's picture (PGM), placed in points, y upwards from its foot.

    Raises EmptyDocument where no tesseract is, Unreadable where it fails.
    """
    program = tesseract()
    if program is None:
        raise EmptyDocument(NOT_INSTALLED)
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(DOTS_AN_INCH)]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, "--psm", "3", "tsv"],
            input=picture,
            capture_output=True,
            timeout=SECONDS_A_PAGE,
            check=True,
            # One core: a page after the other, others work beside it.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable(TOO_SLOW) from error
    return _words(done.stdout.decode(errors="replace"), points_a_pixel, height)


def _words(table: str, points_a_pixel: float, height: float) -> list[Word]:
    """The rows of tesseract's table: level, …, left, top, width, height, conf, text.

    The size of letters is one for the page: a line without marks above its letters is
    lower than others, and means nothing.
    """
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    tall = [int(row[TALL]) for row in rows if row[0] == LINE_LEVEL]
    size = (median(tall) if tall else 1) * points_a_pixel * LETTER_HEIGHT
    words: list[Word] = []
    base, starts = 0.0, True
    for row in rows:
        level, *_, left, top, width, high, confidence, text = row[:COLUMNS]
        if level == LINE_LEVEL:
            base, starts = height - (int(top) + int(high)) * points_a_pixel, True
        said = cleaned(text).strip() if level == WORD_LEVEL else ""
        if said and float(confidence) >= LEAST_CONFIDENCE:
            begin = int(left) * points_a_pixel
            end = begin + int(width) * points_a_pixel
            word = Word(said, begin, end, base, size, is_bold=False, starts_line=starts)
            words.append(word)
            starts = False
    return words
