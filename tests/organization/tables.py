"""Excel tables as people fill them in."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from organization.models import Appointment, Person
from organization.services import imports
from organization.services.imports import Shown, Taken

PEOPLE = ("Họ và tên", "Tên đăng nhập", "Đơn vị", "Chức vụ", "Từ ngày", "Đến ngày")
FIELDS = ("Lĩnh vực", "Nội dung", "Đơn vị", "Chức vụ phụ trách", "Từ ngày", "Đến ngày")
PAPER = "Quyết định số 9/QĐ-BQLKKTCK ngày 01/7/2026"


def table(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """A file with these sheets, each with its rows, headings first."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def people(*rows: Sequence[Any], head: Sequence[str] = PEOPLE) -> bytes:
    return table(("Cán bộ", [head, *rows]))


def fields(*rows: Sequence[Any]) -> bytes:
    return table(("Lĩnh vực", [FIELDS, *rows]))


def looked_at(data: bytes, by: Person, paper: str = PAPER) -> Shown:
    return imports.look_at(data=data, name="can-bo.xlsx", paper=paper, by=by)


def taken(data: bytes, by: Person, paper: str = PAPER) -> Taken:
    shown = looked_at(data, by, paper)
    assert [step.sentence for step in shown.steps if step.verb == "ERROR"] == []
    return imports.take(token=shown.token, seal=shown.seal, by=by)


def everybody() -> bytes:
    """The organisation as it is, as a table."""
    rows = [
        (
            seat.person.full_name,
            seat.person.username,
            seat.post.unit.name,
            seat.post.title,
            seat.post.code,
            seat.starts_on,
            seat.ends_on,
            "x" if seat.acting else "",
        )
        for seat in Appointment.objects.select_related("person", "post__unit")
    ]
    head = (*PEOPLE[:4], "Mã chức vụ", *PEOPLE[4:], "Quyền (Q.)")
    return people(*rows, head=head)
