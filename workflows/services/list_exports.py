"""Long lists become files in the background: begun, written, kept for a while, wiped.

A row is changed by its job alone while it says WRITING. The file lies outside the web
root under a name that says nothing, for one person, for a few hours.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from history.enums import ReadingKind
from history.services import Actor, Reading, actor_of, record_readings
from organization import scopes
from organization.models import Person
from organization.scopes import Scope
from workflows import exports
from workflows.enums import ExportForm, ExportState
from workflows.exceptions import InvalidInput, MissionNotFound
from workflows.models import ListExport
from workflows.queries import mission_list
from workflows.queries.lists.columns import Column
from workflows.queries.lists.wanted import Wanted, columns_shown
from workflows.queries.seen import Seen
from workflows.services.saved_views import plain_query

WRITE_EXPORT: Final = "write_list_export"  # the job of workflows.jobs
AT_ONCE: Final = 500  # rows read at a time
KEPT: Final = timedelta(hours=6)
ALIVE_WITHIN: Final = timedelta(minutes=2)
SUBJECT: Final = "mission_list"
NAME: Final = "Danh sách nhiệm vụ"
ONE_AT_A_TIME: Final = (
    "Một tệp khác của đồng chí đang được lập. Chờ xong rồi xuất tiếp."
)
NOT_FOUND: Final = "Tệp này không còn. Tệp chỉ được giữ vài giờ; xuất lại danh sách."
OTHER_RIGHTS: Final = (
    "Quyền xem của đồng chí đã thay đổi từ khi tệp được lập, nên tệp không còn tải "
    "được. Xuất lại danh sách."
)
BROKEN_OFF: Final = "Máy chủ dừng giữa chừng. Xuất lại danh sách."


def record_export(*, by: Actor, at: datetime) -> None:
    """Put on record that somebody takes the list out; before anything is handed out."""
    record_readings(Reading(ReadingKind.EXPORTED, SUBJECT, 0, NAME), by=by, at=at)


def pages_of(
    person: Person, wanted: Wanted, columns: tuple[Column, ...]
) -> Iterator[list[Any]]:
    """Page after page of what the list shows, each by its own statement: what may be
    seen is asked anew, and no transaction stays open while a slow line takes it in."""
    today = timezone.localdate()
    cursor = ""
    while True:
        seen = Seen(scopes.current(person))
        asked = mission_list.Asked(
            wanted.part,
            wanted.order,
            wanted.filters,
            cursor,
            size=AT_ONCE,
            columns=columns,
        )
        found = mission_list.leaf(seen, asked, on=today)
        yield found.rows
        cursor = found.after
        if not cursor:
            return


def fingerprint(scope: Scope) -> str:
    """What a person may see, as a short text; another one where anything changed."""
    grants = [scope.grants, scope.post_grants, scope.limited_post_grants]
    said = repr(
        (
            scope.person_id,
            [sorted((str(k), sorted(v)) for k, v in one.items()) for one in grants],
            sorted(str(right) for right in scope.everywhere),
            sorted(scope.of_missions),
            sorted((pk, sorted(rights)) for pk, rights in scope.exceptions.items()),
        )
    )
    return hashlib.sha256(said.encode()).hexdigest()


def begin(*, query: str, form: str, by: Person) -> ListExport:
    """Have a list written; one at a time for each person. Raises InvalidInput."""
    if form not in ExportForm.values:
        raise InvalidInput("Chọn Excel hoặc CSV.")
    at, scope = timezone.now(), scopes.current(by)
    row = ListExport(
        person=by,
        query=plain_query(query, scope),
        form=form,
        rights=fingerprint(scope),
        begun_at=at,
        heard_at=at,
    )
    try:
        with transaction.atomic():
            row.save()
            app.configure_task(WRITE_EXPORT).defer(export_id=row.pk)
    except IntegrityError as error:
        raise InvalidInput(ONE_AT_A_TIME) from error
    return row


def write(*, export_id: int) -> None:
    """Write the file of one row; run again, it begins anew."""
    row = ListExport.objects.select_related("person").filter(pk=export_id).first()
    if row is None or row.state not in {ExportState.WAITING, ExportState.WRITING}:
        return
    row.state, row.rows, row.heard_at = ExportState.WRITING, 0, timezone.now()
    row.save(update_fields=["state", "rows", "heard_at"])
    place = secrets.token_hex(16)
    try:
        with _new_file(place) as target:
            _fill(row, target)
    except InvalidInput as refused:
        _wipe(place)
        _end(row, ExportState.FAILED, sentence=refused.sentence)
        return
    except BaseException:
        _wipe(place)
        raise
    _end(row, ExportState.DONE, place=place)


def _fill(row: ListExport, target: BinaryIO) -> None:
    person, today = row.person, timezone.localdate()
    wanted = Wanted.read(dict(parse_qsl(row.query)), scopes.current(person))
    columns = columns_shown(wanted, ())
    pages = _counted(row, pages_of(person, wanted, columns))
    if row.form == ExportForm.EXCEL:
        exports.write_excel(target, pages, today, columns)
        return
    for piece in exports.csv_of(pages, today, columns):
        target.write(piece)


def _counted(row: ListExport, pages: Iterator[list[Any]]) -> Iterator[list[Any]]:
    for page in pages:
        yield page
        row.rows += len(page)
        row.heard_at = timezone.now()
        row.save(update_fields=["rows", "heard_at"])


def _end(
    row: ListExport, state: ExportState, *, place: str = "", sentence: str = ""
) -> None:
    row.state, row.place, row.sentence = state, place, sentence
    row.ended_at = row.heard_at = timezone.now()
    row.save(update_fields=["state", "place", "sentence", "ended_at", "heard_at"])


def of_person(person: Person, export_id: int) -> ListExport:
    """Raises MissionNotFound for what is not there, or another's."""
    row = ListExport.objects.filter(pk=export_id, person=person).first()
    if row is None:
        raise MissionNotFound(NOT_FOUND)
    return row


def open_file(
    *, export_id: int, by: Person, at: datetime
) -> tuple[ListExport, BinaryIO]:
    """The file, for the person whose rights are still what they were; on record."""
    row = of_person(by, export_id)
    if (
        row.state != ExportState.DONE
        or row.ended_at is None
        or at > row.ended_at + KEPT
    ):
        raise MissionNotFound(NOT_FOUND)
    if row.rights != fingerprint(scopes.current(by, at)):
        raise InvalidInput(OTHER_RIGHTS)
    record_export(by=actor_of(by), at=at)
    try:
        return row, path_of(row.place).open("rb")
    except FileNotFoundError as error:
        raise MissionNotFound(NOT_FOUND) from error


def clear_old(*, at: datetime) -> int:
    """Wipe files whose time is over, and end what is not heard of; how many rows."""
    lost = ListExport.objects.filter(
        state=ExportState.WRITING, heard_at__lt=at - ALIVE_WITHIN
    )
    lost.update(state=ExportState.FAILED, ended_at=at, sentence=BROKEN_OFF)
    old = ListExport.objects.filter(ended_at__lt=at - KEPT)
    for row in old:
        if row.place:
            _wipe(row.place)
    return old.delete()[0]


def path_of(place: str) -> Path:
    root: Path = settings.EXPORT_ROOT
    return root / place


def _new_file(place: str) -> BinaryIO:
    root: Path = settings.EXPORT_ROOT
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(root / place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(handle, "wb")


def _wipe(place: str) -> None:
    path_of(place).unlink(missing_ok=True)
