"""The doors of an import: look at a file, then take it in, all of it or nothing.

Between the two nothing is stored: the rows travel in the page, signed, with the person
and the hour. What was shown is worked out again before it is done; where it would be
another now, nothing is.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone

from organization.exceptions import InvalidInput, NotAllowedNow, Refusal
from organization.models import Person
from organization.permissions import check_can_administer
from organization.reading import Cell, Row, Sheets, Unreadable, read
from organization.services.imports.carrying_out import Handed, take_in
from organization.services.imports.fields import field_steps
from organization.services.imports.known import Known, read_known
from organization.services.imports.people import people_steps
from organization.services.imports.steps import FieldStep, PersonStep, Step, Verb

SALT = "organization.imports"
LIVES = timedelta(hours=2)
MAX_BYTES = 5 * 1024 * 1024
MOST_NAMED = 5


class FileOutdated(Refusal):
    """What the preview showed is no longer what would happen; it is shown anew."""

    status = 409

    def __init__(self, sentence: str, shown: "Shown") -> None:
        super().__init__(sentence)
        self.shown = shown


@dataclass
class Shown:
    """All rows with what they do; `token` carries the file, `seal` what was shown."""

    name: str
    paper: str
    people: list[PersonStep]
    fields: list[FieldStep]
    ignored: list[str]
    token: str = ""

    @property
    def steps(self) -> Sequence[Step]:
        return [*self.people, *self.fields]

    @property
    def counts(self) -> Counter[Verb]:
        return Counter(step.verb for step in self.steps)

    @property
    def errors(self) -> int:
        return self.counts[Verb.ERROR]

    @property
    def changes(self) -> int:
        return self.counts[Verb.ADD] + self.counts[Verb.CHANGE]

    @property
    def seal(self) -> str:
        """A mark that is another where any row would do something else."""
        body = json.dumps([[s.row.number, s.verb, s.sentence] for s in self.steps])
        return hashlib.sha256(body.encode()).hexdigest()


@dataclass(frozen=True)
class Taken:
    """What was done: how many rows of each kind, and the passwords to hand over."""

    counts: Counter[Verb]
    handed: list[Handed] = field(default_factory=list)
    without_password: int = 0


def look_at(*, data: bytes, name: str, paper: str, by: Person) -> Shown:
    """Each row with what it would do now. Stores nothing.

    Raises InvalidInput for a file that cannot be read.
    """
    check_can_administer(by, at=timezone.now())
    if len(data) > MAX_BYTES:
        raise InvalidInput("Tệp lớn hơn 5 MB. Bỏ ảnh, trang thừa rồi lưu lại.")
    try:
        sheets = read(data)
    except Unreadable as unreadable:
        raise InvalidInput(str(unreadable)) from unreadable
    if not sheets.people and not sheets.fields:
        raise InvalidInput("Tệp chỉ có tiêu đề, chưa có dòng nào.")
    return _shown(sheets, name, paper, by, read_known())


@transaction.atomic
def take(*, token: str, seal: str, by: Person) -> Taken:
    """Do what was shown, in one transaction.

    Raises FileOutdated where it is no longer the same, InvalidInput where the page was
    changed or is older than two hours, NotAllowedNow where a row is wrong.
    """
    check_can_administer(by, at=timezone.now())
    sheets, name, paper = _opened(token, by)
    shown = _shown(sheets, name, paper, by, read_known())
    if shown.seal != seal:
        raise FileOutdated(
            "Tổ chức đã thay đổi từ lúc xem trước, chưa nhập dòng nào. "
            "Xem lại các dòng dưới đây rồi xác nhận.",
            shown,
        )
    if shown.errors:
        raise NotAllowedNow(
            f"Còn {shown.errors} dòng lỗi. Sửa trong tệp rồi nạp lại; chưa nhập gì."
        )
    handed, without = take_in(shown.people, shown.fields, by=by)
    return Taken(shown.counts, handed, without)


def _shown(sheets: Sheets, name: str, paper: str, by: Person, known: Known) -> Shown:
    shown = Shown(
        name=name,
        paper=paper,
        people=people_steps(sheets.people, known, by_id=by.pk, paper=paper),
        fields=field_steps(sheets.fields, known, by_id=by.pk, paper=paper),
        ignored=sheets.ignored,
    )
    shown.token = signing.dumps(
        {
            "by": by.pk,
            "name": name,
            "paper": paper,
            "people": [_packed(row) for row in sheets.people],
            "fields": [_packed(row) for row in sheets.fields],
            "ignored": sheets.ignored,
        },
        salt=SALT,
        compress=True,
    )
    return shown


def _opened(token: str, by: Person) -> tuple[Sheets, str, str]:
    try:
        values: dict[str, Any] = signing.loads(token, salt=SALT, max_age=LIVES)
    except signing.SignatureExpired as error:
        raise InvalidInput("Trang đã mở quá hai giờ. Nạp lại tệp.") from error
    except signing.BadSignature as error:
        raise InvalidInput("Nội dung gửi lên đã bị thay đổi. Nạp lại tệp.") from error
    if values["by"] != by.pk:
        raise InvalidInput("Tệp do người khác nạp. Nạp lại tệp.")
    sheets = Sheets(
        people=[_unpacked(row) for row in values["people"]],
        fields=[_unpacked(row) for row in values["fields"]],
        ignored=values["ignored"],
    )
    return sheets, values["name"], values["paper"]


def _packed(row: Row) -> list[Any]:
    cells = {
        name: [cell.words, cell.day.isoformat() if cell.day else "", cell.fault]
        for name, cell in row.cells.items()
        if cell.words or cell.day or cell.fault
    }
    return [row.number, cells]


def _unpacked(values: list[Any]) -> Row:
    number, cells = values
    return Row(
        number,
        {
            name: Cell(words, date.fromisoformat(day) if day else None, "", fault)
            for name, (words, day, fault) in cells.items()
        },
    )
