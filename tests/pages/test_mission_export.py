"""The list as a file: exactly what is shown, nothing that a spreadsheet would run."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import rows, signed_in
from workflows import exports
from workflows.models import Mission
from workflows.services import list_exports

pytestmark = pytest.mark.django_db
LIST, EXPORT = reverse("workflows:mission_list"), reverse("workflows:mission_export")


def as_csv(client: Any, **query: str) -> list[list[str]]:
    answer = client.get(EXPORT, query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def as_excel(client: Any, **query: str) -> list[tuple[Any, ...]]:
    answer = client.get(EXPORT, {"dang": "xlsx", **query})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [tuple(cell for cell in row) for row in book.active.iter_rows()]


def numbers(table: list[list[str]]) -> list[int]:
    return [int(row[0].removeprefix("NV ")) for row in table[1:]]


@pytest.fixture
def some(cast: Cast) -> list[Mission]:
    return [builders.given(cast), builders.started(cast), builders.handed_in(cast)]


@pytest.mark.parametrize("member", ["truong_ban", "tp_qldn", "gd_ttqlck", "tp_khth"])
@pytest.mark.parametrize("query", [{}, {"loc": "tat-ca"}, {"loc": "cho-duyet"}])
def test_the_file_holds_what_the_list_shows(
    cast: Cast, some: list[Mission], member: str, query: dict[str, str]
) -> None:
    client: Any = signed_in(getattr(cast, member))

    shown = rows(client.get(LIST, query))

    assert numbers(as_csv(client, **query)) == list(shown)
    assert len(as_excel(client, **query)) == len(shown) + 1


def test_a_long_list_is_read_page_by_page_in_its_order(
    cast: Cast, some: list[Mission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_exports, "AT_ONCE", 1)

    table = as_csv(signed_in(cast.truong_ban), loc="tat-ca", xep="so")

    assert numbers(table) == sorted(one.pk for one in some)


def test_a_title_that_begins_like_a_formula_stays_a_text(cast: Cast) -> None:
    mission = builders.given(cast)
    Mission.objects.filter(pk=mission.pk).update(title='=HYPERLINK("x")\x07')
    client = signed_in(cast.truong_ban)

    assert as_csv(client)[1][1].startswith("'=HYPERLINK")
    cell = as_excel(client)[1][1]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x") ')


def test_days_are_days_in_excel(cast: Cast) -> None:
    builders.given(cast)

    cell = as_excel(signed_in(cast.truong_ban))[1][9]

    assert cell.value.date() == builders.DUE
    assert cell.number_format == "dd/mm/yyyy"


def test_what_is_too_long_for_excel_is_said(
    cast: Cast, some: list[Mission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_IN_EXCEL", 2)

    answer = signed_in(cast.truong_ban).get(EXPORT, {"dang": "xlsx", "loc": "tat-ca"})

    assert answer.status_code == 422
    assert "Chọn CSV" in answer.content.decode()


def test_a_page_of_rows_is_one_statement(
    cast: Cast, some: list[Mission], django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.tp_qldn)

    with django_assert_max_num_queries(8):
        as_csv(client, loc="tat-ca")
