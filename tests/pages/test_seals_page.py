"""Niêm phong: what an auditor sees of it, and takes away."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from history.services.seals import check_everything, make_key, seal_day
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(tmp_path: Path, settings: Any) -> None:
    settings.SEAL_KEY_FILE = tmp_path / "seal.key"
    settings.SEALS_DIR = tmp_path / "seals"
    make_key(settings.SEAL_KEY_FILE)


def test_before_the_first_night_it_says_when_there_will_be_one(cast: Cast) -> None:
    page = signed_in(cast.kiem_tra).get(reverse("history:seals"))

    assert "Chưa có niêm phong nào" in page.content.decode()
    assert "Chưa có lần kiểm tra toàn bộ nào" in page.content.decode()


def test_each_seal_leads_to_its_sheet_with_what_to_keep(cast: Cast) -> None:
    builders.given(cast)
    seal = seal_day(at=timezone.now())
    browser = signed_in(cast.kiem_tra)

    listed = browser.get(reverse("history:seals")).content.decode()
    sheet = browser.get(reverse("history:seal_sheet", args=[1])).content.decode()

    assert reverse("history:seal_sheet", args=[1]) in listed
    assert f"1:{seal.hash}" in sheet
    assert "<svg" in sheet
    assert "style=" not in sheet[sheet.index("<figure") : sheet.index("</figure")]


def test_the_file_is_the_seal(cast: Cast) -> None:
    builders.given(cast)
    seal = seal_day(at=timezone.now())

    answer = signed_in(cast.kiem_tra).get(reverse("history:seal_file", args=[1]))

    assert json.loads(answer.content) == seal.as_signed()
    assert "niem-phong-000001.json" in answer["Content-Disposition"]


def test_what_the_nightly_look_found_is_shown_with_its_day(cast: Cast) -> None:
    check_everything(at=timezone.now())

    page = signed_in(cast.kiem_tra).get(reverse("history:seals")).content.decode()

    assert "Không phát hiện sai lệch." in page
    assert "Kiểm tra toàn bộ gần nhất" in page


def test_two_nights_without_a_seal_are_said(cast: Cast) -> None:
    builders.given(cast)
    seal_day(at=timezone.now() - timedelta(days=3))

    page = signed_in(cast.kiem_tra).get(reverse("history:seals")).content.decode()

    assert "Đã hơn hai ngày chưa có niêm phong mới" in page


def test_they_cost_few_statements(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    builders.given(cast)
    seal_day(at=timezone.now())
    browser = signed_in(cast.kiem_tra)

    for name, args in (("seals", []), ("seal_sheet", [1])):
        with django_assert_max_num_queries(10):
            browser.get(reverse(f"history:{name}", args=args))
