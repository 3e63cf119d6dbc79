"""Which item of a new version is which of the former one: a person's word."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.models import Person
from workflows.enums import ItemState
from workflows.exceptions import InvalidTransition, MissionNotFound
from workflows.models import Document, DraftItem, ItemVersion
from workflows.queries.versions import former_versions
from workflows.services.held_document import office_seat, record
from workflows.services.item_facts import name_of
from workflows.services.versions import lock_version


def pair_items(
    *,
    document_id: int,
    item_id: int,
    former_item_id: int | None,
    by: Person,
    at: datetime | None = None,
) -> ItemVersion:
    """Say which item of the former version this one is; None: it is a new one.

    An item that another was paired with goes over to this one. Raises InvalidTransition
    for a pair that was applied already.
    """
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = office_seat(scope)
        document, _ = lock_version(document_id)
        item = DraftItem.objects.filter(pk=item_id, document=document).first()
        if item is None:
            raise MissionNotFound("Không tìm thấy việc này ở bản mới.")
        other = _item_of_former(document, former_item_id)
        for one in ItemVersion.objects.filter(item=item).select_related("former"):
            _check_not_applied(one)
        if other is not None:
            taken = ItemVersion.objects.filter(former=other).exclude(item=item)
            for one in taken.select_related("former"):
                _check_not_applied(one)
            taken.delete()
        pair, _ = ItemVersion.objects.update_or_create(
            item=item,
            defaults={"former": other, "said_by": by, "said_at": scope.at},
        )
        after = {
            "item": item.address,
            "former_item": other.address if other else None,
        }
        record(document, HistoryKind.VERSION_PAIRED, by, seat, scope, after=after)
    return pair


def _item_of_former(document: Document, item_id: int | None) -> DraftItem | None:
    if item_id is None:
        return None
    former = former_versions(document)
    item = DraftItem.objects.filter(pk=item_id, document__in=former).first()
    if item is None:
        raise MissionNotFound("Không tìm thấy việc này ở bản cũ.")
    return item


def _check_not_applied(pair: ItemVersion) -> None:
    former = pair.former
    if former is not None and former.state == ItemState.CARRIED:
        raise InvalidTransition(
            f"Việc {name_of(former)} của bản cũ đã chuyển sang bản mới, không ghép lại "
            "được nữa."
        )
