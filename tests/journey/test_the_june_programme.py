"""Document 003 comes in as .docx and is given out; then 001, which takes up its work."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Word
from playwright.sync_api import expect

from history.verification import verify_database
from project.demo import loading
from tests.cast import Cast
from tests.journey.desk import Desk
from workflows.models import DocumentCitation, ItemLink, Mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPERS = loading.HERE / "documents"


def as_word(number: str, folder: Path) -> Path:
    """The paper as Văn phòng gets it: a Word file, a paragraph a line."""
    (source,) = PAPERS.glob(f"{number}_*.txt")
    word = Word()
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.strip():
            word.add_paragraph(line.replace("*", ""))
    path = folder / f"Thông báo kết luận {number}.docx"
    word.save(str(path))
    return path


def test_the_work_of_the_notice_is_found_again_in_the_programme(
    cast: Cast, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = sit_down(cast.van_thu)

    # The notice: a part of it is settled and given out under its number.
    clerk.upload(as_word("003", tmp_path))
    clerk.sees("Thông báo")
    clerk.settle("2.c", lead="Văn phòng", leader="Hoàng Việt Đông")
    clerk.number("292/TB-VP", "07/5/2026")
    clerk.click("Giao 1 nhiệm vụ")
    clerk.page.locator("dialog[open]").get_by_role("button", name="Giao").first.click()
    clerk.sees("Đã giao")
    mission = Mission.objects.get()
