"""Keeping how the list is looked at: views under a name, columns, the usual view.

Settings of a person, as those of notices are: no history is written of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl

from django.db import IntegrityError, transaction
from django.utils import timezone

from organization import scopes
from organization.models import Person
from organization.scopes import Scope
from workflows.enums import ViewSharing
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    MissionNotFound,
    StaleMission,
)
from workflows.models import ListPreference, SavedView
from workflows.queries.lists.columns import columns_of
from workflows.queries.lists.wanted import Wanted
from workflows.queries.saved_views import (
    KEPT_AFTER_REMOVAL,
    found_by,
    may_share_with_all,
    own_units,
)

MOST_VIEWS: Final = 50
LONGEST_NAME: Final = 80
LONGEST_QUERY: Final = 2000
NO_NAME: Final = "Chưa đặt tên cho cách xem. Ghi tên rồi lưu lại."
NAME_TAKEN: Final = "Đã có cách xem tên “{name}”. Đặt tên khác hoặc sửa cách xem đó."
TOO_MANY: Final = f"Đã lưu {MOST_VIEWS} cách xem. Bỏ bớt rồi lưu thêm."
TOO_LONG: Final = "Bộ lọc này quá dài để lưu. Bỏ bớt điều kiện rồi lưu lại."
NOT_FOR_ALL: Final = "Chỉ Văn phòng dùng chung cách xem với toàn Ban."
NOT_THAT_UNIT: Final = "Chỉ dùng chung được với đơn vị mình đang công tác."
NOT_FOUND: Final = "Không tìm thấy cách xem này."
CHANGED: Final = "Cách xem vừa được sửa ở trang khác. Tải lại trang rồi làm tiếp."


@dataclass(frozen=True)
class ViewDraft:
    """What a view is to be; `query` None leaves what it asks for as it is."""

    name: str
    sharing: str = ViewSharing.OWN
    unit_id: int | None = None
    query: str | None = None


def plain_query(query: str, scope: Scope) -> str:
    """An address of the list as it is kept: what the list knows, without a page."""
    text = Wanted.read(dict(parse_qsl(query[: 2 * LONGEST_QUERY])), scope).query()
    if len(text) > LONGEST_QUERY:
        raise InvalidInput(TOO_LONG)
    return text


@transaction.atomic
def save_view(*, draft: ViewDraft, by: Person, at: datetime | None = None) -> SavedView:
    """Keep a view under a new name. Raises InvalidInput or ActionDenied."""
    at = at or timezone.now()
    own = SavedView.objects.filter(owner=by, deleted_at__isnull=True)
    if own.count() >= MOST_VIEWS:
        raise InvalidInput(TOO_MANY)
    query = plain_query(draft.query or "", scopes.current(by, at))
    view = SavedView(owner=by, changed_at=at, query=query)
    _fill(view, draft, by, at)
    return _saved(view)


@transaction.atomic
def change_view(
    *,
    view_id: int,
    draft: ViewDraft,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> SavedView:
    """Another name, other readers, or another question; only its owner may."""
    at = at or timezone.now()
    view = _own(view_id, by)
    if expected_version is not None and view.version != expected_version:
        raise StaleMission(CHANGED)
    if draft.query is not None:
        view.query = plain_query(draft.query, scopes.current(by, at))
    _fill(view, draft, by, at)
    view.version += 1
    return _saved(view)


@transaction.atomic
def remove_view(*, view_id: int, by: Person, at: datetime | None = None) -> SavedView:
    """Take a view away; for a while it can be brought back."""
    view = _own(view_id, by)
    view.deleted_at = at or timezone.now()
    view.version += 1
    view.save(update_fields=["deleted_at", "version"])
    return view


@transaction.atomic
def restore_view(*, view_id: int, by: Person) -> SavedView:
    """Bring back what was taken away; refused where its name was taken meanwhile."""
    view = _own(view_id, by, removed=True)
    view.deleted_at = None
    view.version += 1
    return _saved(view)


@transaction.atomic
def open_with(*, view_id: int | None, by: Person, at: datetime | None = None) -> None:
    """Which view opens the list; None: the list as it is for everybody."""
    scope = scopes.current(by, at)
    if view_id is not None and not found_by(scope).filter(pk=view_id).exists():
        raise MissionNotFound(NOT_FOUND)
    ListPreference.objects.update_or_create(
        person=by, defaults={"default_view_id": view_id}
    )


@transaction.atomic
def show_columns(*, names: Iterable[str], by: Person) -> None:
    """Which columns the person sees where an address names none; none: the usual."""
    columns = [str(one) for one in columns_of(names)]
    ListPreference.objects.update_or_create(person=by, defaults={"columns": columns})


def clear_removed(*, at: datetime) -> int:
    """Forget views that were taken away long ago; how many."""
    rows = SavedView.objects.filter(deleted_at__lt=at - KEPT_AFTER_REMOVAL)
    return rows.delete()[0]


def _fill(view: SavedView, draft: ViewDraft, by: Person, at: datetime) -> None:
    name = " ".join(draft.name.replace("\0", " ").split())[:LONGEST_NAME]
    if not name:
        raise InvalidInput(NO_NAME)
    scope = scopes.current(by, at)
    if draft.sharing not in ViewSharing.values:
        raise InvalidInput(NOT_THAT_UNIT)
    if draft.sharing == ViewSharing.ALL and not may_share_with_all(scope):
        raise ActionDenied(NOT_FOR_ALL)
    if draft.sharing == ViewSharing.UNIT and draft.unit_id not in own_units(scope):
        raise ActionDenied(NOT_THAT_UNIT)
    view.name, view.sharing, view.changed_at = name, draft.sharing, at
    view.unit_id = draft.unit_id if draft.sharing == ViewSharing.UNIT else None


def _own(view_id: int, by: Person, *, removed: bool = False) -> SavedView:
    rows = SavedView.objects.select_for_update(of=("self",))
    view = rows.filter(pk=view_id, owner=by, deleted_at__isnull=not removed).first()
    if view is None:
        raise MissionNotFound(NOT_FOUND)
    return view


def _saved(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise InvalidInput(NAME_TAKEN.format(name=view.name)) from error
    return view
