"""Items of a document in one person's hands: locked together, changed, told, kept.

Every act on items works the same way: the document's row is locked first, then the
items; the act changes them in memory and tells what it did; finishing saves, writes the
history and keeps what was there before, so that its author can take the act back. A
bulk act costs no statement more than an act on one item.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from history import services as history
from history.enums import HistoryKind
from organization import scopes
from organization.models import Person, Unit
from organization.scopes import Scope, Seat
from workflows.exceptions import MissionNotFound, StaleMission
from workflows.models import Document, DraftItem, ItemAct
from workflows.services.held import actor
from workflows.services.held_document import (
    check_in_force,
    lock_document,
    office_seat,
)
from workflows.services.item_facts import (
    FIELDS,
    Kept,
    changed_meanwhile,
    codes,
    facts_of_item,
    kept_of,
    place_of,
)

LONGEST_LABEL: Final = 200


@dataclass
class HeldItems:
    """Locked items of one locked document, in the paper's order."""

    document: Document
    items: list[DraftItem]
    by: Person
    scope: Scope
    seat: Seat
    # As they shall be; who changes them says so here, not in the database.
    supporting: dict[int, tuple[Unit, ...]]
    made: list[tuple[DraftItem, tuple[Unit, ...]]] = field(default_factory=list)
    removed: list[DraftItem] = field(default_factory=list)
    _as_found: dict[int, Kept] = field(default_factory=dict)
    _facts_found: dict[int, dict[str, Any]] = field(default_factory=dict)
    _told: list[tuple[DraftItem, HistoryKind, Kept, Kept]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for item in self.items:
            units = self.supporting[item.pk]
            self._as_found[item.pk] = kept_of(item, units)
            self._facts_found[item.pk] = facts_of_item(item, units)

    @property
    def item(self) -> DraftItem:
        """The only one, where the act is on one."""
        (only,) = self.items
        return only

    def was_changed(self, item: DraftItem) -> bool:
        return kept_of(item, self.supporting[item.pk]) != self._as_found[item.pk]

    def tell(
        self,
        item: DraftItem,
        kind: HistoryKind,
        *,
        before: Kept | None = None,
        after: Kept | None = None,
    ) -> None:
        """One entry about an item; `before` and `after` come on top of what changed."""
        self._told.append((item, kind, before or {}, after or {}))

    def make(self, item: DraftItem, supporting: tuple[Unit, ...]) -> None:
        """A new item, stored when the act is finished."""
        item.version = 1
        self.made.append((item, supporting))

    def remove(self, item: DraftItem) -> None:
        """Take back an item that an act had made, when this one is finished."""
        self.removed.append(item)

    def finish(self, label: str, *, note: str = "") -> ItemAct | None:
        """Save, and keep the way back under this label; None where nothing changed.

        `label` says in Vietnamese what was done, after "Hoàn tác: ".
        """
        changes = self.save(note)
        if not changes:
            return None
        return ItemAct.objects.create(
            document=self.document,
            person=self.by,
            at=self.scope.at,
            label=label[:LONGEST_LABEL],
            changes=changes,
        )

    def save(self, note: str = "") -> list[dict[str, Any]]:
        """Write rows and history; what changed, in the shape of `ItemAct.changes`."""
        changed = [item for item in self.items if self.was_changed(item)]
        if not changed and not self.made and not self.removed:
            return []
        for item in changed:
            item.version += 1
        changes = [self._change(item) for item in changed]
        names = {name for change in changes for name in change["was"] if name in FIELDS}
        columns = [name.removesuffix("_id") for name in names]
        DraftItem.objects.bulk_update(changed, [*columns, "version"])
        DraftItem.objects.bulk_create([item for item, _ in self.made])
        self._save_supporting(changed)
        self._record(note)
        if self.removed:
            gone = [item.pk for item in self.removed]
            DraftItem.objects.filter(pk__in=gone).delete()
        return changes + [
            {"item": item.pk, "from": 0, "to": 1, "was": None} for item, _ in self.made
        ]

    def _change(self, item: DraftItem) -> dict[str, Any]:
        now = kept_of(item, self.supporting[item.pk])
        was = self._as_found[item.pk]
        return {
            "item": item.pk,
            "from": item.version - 1,
            "to": item.version,
            "was": {name: was[name] for name in was if was[name] != now[name]},
        }

    def _save_supporting(self, changed: list[DraftItem]) -> None:
        through = DraftItem.supporting_units.through
        other = {
            item.pk: self.supporting[item.pk]
            for item in changed
            if codes(self.supporting[item.pk])
            != self._facts_found[item.pk]["supporting_units"]
        }
        if other:
            through.objects.filter(draftitem_id__in=other).delete()
        rows = {**other, **{item.pk: units for item, units in self.made}}
        through.objects.bulk_create(
            through(draftitem_id=pk, unit_id=unit.pk)
            for pk, units in rows.items()
            for unit in units
        )

    def _record(self, note: str) -> None:
        """The entries of the act on the document's chain, written in one go."""
        who = actor(self.by, self.seat, self.scope)
        document = self.document
        drafts = []
        for item, kind, more_before, more_after in self._told:
            before, after = self._difference(item)
            drafts.append(
                history.EntryDraft(
                    subject_type="document",
                    subject_id=document.pk,
                    kind=kind,
                    actor=who,
                    at=self.scope.at,
                    before={**place_of(item), **before, **more_before},
                    after={**place_of(item), **after, **more_after},
                    note=note,
                    authority=document.citation if document.is_dated else "",
                )
            )
        history.record(*drafts)

    def _difference(self, item: DraftItem) -> tuple[Kept, Kept]:
        was = self._facts_found.get(item.pk)
        if was is None:
            units = next(units for made, units in self.made if made is item)
            return {}, {k: v for k, v in facts_of_item(item, units).items() if v}
        now = facts_of_item(item, self.supporting[item.pk])
        changed = [name for name in now if now[name] != was[name]]
        return {n: was[n] for n in changed}, {n: now[n] for n in changed}


@contextmanager
def hold_items(
    document_id: int, item_ids: Mapping[int, int | None], *, by: Person,
    at: datetime | None = None,
) -> Iterator[HeldItems]:  # fmt: skip
    """Lock the document, then these of its items; raise where the person is wrong.

    `item_ids` gives for each item the version that the person saw; StaleMission where
    another has changed it since. None: whatever it is.
    """
    with hold_loosely(document_id, item_ids, by=by, at=at) as held:
        for item in held.items:
            seen = item_ids[item.pk]
            if seen is not None and item.version != seen:
                raise StaleMission(changed_meanwhile(item))
        if len(held.items) != len(item_ids):
            raise MissionNotFound("Không tìm thấy việc này.")
        yield held


@contextmanager
def hold_loosely(
    document_id: int, item_ids: Mapping[int, int | None] | set[int], *, by: Person,
    at: datetime | None = None,
) -> Iterator[HeldItems]:  # fmt: skip
    """The same, where the act itself looks at versions and at what is gone."""
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = office_seat(scope)
        # The document first, always: giving out and settling never wait crosswise.
        document = lock_document(document_id, None)
        check_in_force(document)
        items = list(
            DraftItem.objects.select_for_update(of=("self",))
            .filter(document=document_id, pk__in=list(item_ids))
            .select_related("lead_unit", "directing_leader", "led_outside")
            .prefetch_related("supporting_units")
            .order_by("span_start", "position", "part")
        )
        for item in items:
            item.document = document
        supporting = {item.pk: tuple(item.supporting_units.all()) for item in items}
        yield HeldItems(document, items, by, scope, seat, supporting)


@contextmanager
def hold_item(
    item_id: int,
    *,
    by: Person,
    expected_version: int | None,
    at: datetime | None = None,
) -> Iterator[HeldItems]:
    """Hold one item, whichever document it is of."""
    found = DraftItem.objects.filter(pk=item_id).values_list("document_id").first()
    if found is None:
        raise MissionNotFound("Không tìm thấy việc này.")
    seen = {item_id: expected_version}
    with hold_items(found[0], seen, by=by, at=at) as held:
        yield held
