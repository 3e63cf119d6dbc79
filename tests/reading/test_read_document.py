"""The command that other tools rely on: what it prints, and how it refuses."""

import json
import subprocess
import sys
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from tests.reading.documents import GOLD, path_of
from workflows.enums import Doubt
from workflows.models import Document
from workflows.reading import ReviewReason

SCORER = Path(__file__).parent / "score_reading.py"

pytestmark = pytest.mark.django_db


def read(path: Path, *flags: str) -> str:
    out = StringIO()
    call_command("read_document", str(path), *flags, stdout=out)
    return out.getvalue()


def refused(path: Path) -> CommandError:
    with pytest.raises(CommandError) as refusal:
        read(path, "--json")
    assert refusal.value.returncode == 2
    assert len(str(refusal.value).splitlines()) == 1
    return refusal.value


def test_document_000_is_read_well_against_the_catalogue_of_the_database(
    cast: Cast, tmp_path: Path
) -> None:
    printed = tmp_path / "reading.json"
    printed.write_text(read(path_of("000"), "--json"), encoding="utf-8")

    scored = subprocess.run(
        [
            sys.executable,
            SCORER,
            GOLD / "000.json",
            printed,
            "--source",
            path_of("000"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    figures = json.loads(scored.stdout)

    assert figures["items_f1"] >= 0.95
    assert figures["leaders"] >= 0.95
    assert figures["lead_units"] >= 0.95
    assert figures["supporting_units"] >= 0.95
    assert figures["deadline_date"] >= 0.95
    assert figures["silent_wrong"] == 0


def test_nothing_is_written(cast: Cast) -> None:
    read(path_of("000"), "--json")

    assert not Document.objects.exists()


def test_without_a_flag_a_person_can_read_the_answer(cast: Cast) -> None:
    answer = read(path_of("000"))

    assert "Kế hoạch (chưa có số)" in answer
    assert "Lãnh đạo chỉ đạo: các đồng chí Lãnh đạo" in answer
    assert "“Trước 10/02/2026”, hết ngày 09/02/2026" in answer
    assert "Cần xem lại: Nhiều đơn vị, không ghi chủ trì" in answer


def test_the_text_is_printed_as_the_spans_count_it(cast: Cast) -> None:
    source = path_of("000").read_bytes().decode()

    assert read(path_of("000"), "--text") == unicodedata.normalize("NFC", source)


def test_a_file_that_is_not_there_is_refused_in_one_line(cast: Cast) -> None:
    assert "Không mở được tệp" in str(refused(Path("/khong/co/tep.docx")))


def test_an_empty_file_is_refused_in_one_line(cast: Cast, tmp_path: Path) -> None:
    empty = tmp_path / "rong.txt"
    empty.touch()

    assert "Tệp rỗng" in str(refused(empty))


def test_a_secret_is_refused_and_not_a_word_of_it_repeated(
    cast: Cast, tmp_path: Path
) -> None:
    secret = tmp_path / "van-ban.txt"
    secret.write_text("TỐI MẬT\n\nPhương án tác chiến", encoding="utf-8")

    assert "tác chiến" not in str(refused(secret))


def test_every_doubt_of_the_reading_has_its_words() -> None:
    assert {doubt.value for doubt in Doubt} == {reason.value for reason in ReviewReason}
