"""Units and the names that stand for several of them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from history.enums import HistoryKind
from organization.enums import UnitKind
from organization.exceptions import NotAllowedNow
from organization.models import Appointment, CollectiveName, Person, Unit
from organization.services.actors import assign, begin, locked


@transaction.atomic
def create_unit(  # noqa: PLR0913  a unit is all of these
    *,
    code: str,
    name: str,
    short_name: str,
    kind: UnitKind,
    by: Person | None,
    parent: Unit | None = None,
    aliases: Sequence[str] = (),
    position: int = 0,
    authority: str = "",
) -> Unit:
    """A new unit; the Board itself has no parent, nor has an agency outside it."""
    change = begin(by, authority=authority)
    unit = Unit.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        parent=parent,
        aliases=list(aliases),
        position=position,
    )
    change.record(
        HistoryKind.UNIT_CHANGED,
        unit,
        before={},
        after={
            "code": code,
            "name": name,
            "short_name": short_name,
            "kind": kind.value,
            "parent": parent.code if parent else None,
            "aliases": list(aliases),
        },
    )
    return unit


@transaction.atomic
def change_unit(
    *,
    unit: Unit,
    by: Person | None,
    name: str | None = None,
    short_name: str | None = None,
    aliases: Sequence[str] | None = None,
    position: int | None = None,
    authority: str = "",
) -> Unit:
    """Rename or reorder; what is None or the same stays, and then nothing is told."""
    change = begin(by, authority=authority)
    row = locked(unit)
    before, after = assign(
        row,
        {
            "name": name,
            "short_name": short_name,
            "aliases": None if aliases is None else list(aliases),
            "position": position,
        },
    )
    if after:
        row.save(update_fields=list(after))
        change.record(HistoryKind.UNIT_CHANGED, row, before=before, after=after)
    return row


@transaction.atomic
def close_unit(*, unit: Unit, on: date, by: Person | None, authority: str = "") -> Unit:
    """From the day ``on`` the unit is no more. Refused while somebody sits in it."""
    change = begin(by, authority=authority)
    row = locked(unit)
    if row.closed_on is not None:
        raise NotAllowedNow(f"Đơn vị {row.name} đã giải thể.")
    if (
        Appointment.objects.touching(starts_on=on, ends_on=None)
        .filter(post__unit=row, post__closed_on__isnull=True)
        .exists()
    ):
        raise NotAllowedNow(
            f"Còn người giữ chức vụ tại {row.name}. Kết thúc bổ nhiệm trước."
        )
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    change.record(
        HistoryKind.UNIT_CHANGED,
        row,
        before={"closed_on": None},
        after={"closed_on": on},
    )
    return row


@transaction.atomic
def set_collective_name(
    *,
    code: str,
    name: str,
    members: Iterable[Unit],
    by: Person | None,
    aliases: Sequence[str] = (),
    authority: str = "",
) -> CollectiveName:
    """Make or change a name for several units; told on the chain of the Board."""
    change = begin(by, authority=authority)
    board = Unit.objects.select_for_update(of=("self",)).get(kind=UnitKind.COMMISSION)
    row, made = CollectiveName.objects.get_or_create(
        code=code, defaults={"name": name, "aliases": list(aliases)}
    )
    before = {} if made else _described(row)
    row.name, row.aliases = name, list(aliases)
    row.save(update_fields=["name", "aliases"])
    row.members.set(members)
    after = _described(row)
    if before != after:
        change.record(
            HistoryKind.UNIT_CHANGED,
            board,
            before={"collective_name": before},
            after={"collective_name": after},
        )
    return row


def _described(row: CollectiveName) -> dict[str, str | list[str]]:
    return {
        "code": row.code,
        "name": row.name,
        "aliases": list(row.aliases),
        "members": sorted(row.members.values_list("code", flat=True)),
    }
