"""The only writer of guardian's grants: what each seat may do, and where.

Who sits in the seat is not written here; ``scopes`` computes that from dates.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from guardian.utils import get_user_obj_perms_model

from organization.enums import Rank, Right, UnitKind
from organization.models import (
    Person,
    Portfolio,
    Post,
    PostGroupObjectPermission,
    Unit,
    UnitGroupObjectPermission,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

COLUMNS = ("pk", "user_id", "permission_id")


@dataclass(frozen=True, slots=True)
class SeatRights:
    """What a seat may do on the Board (so everywhere), on its unit, on its post."""

    board: tuple[Right, ...] = ()
    unit: tuple[Right, ...] = ()
    post: tuple[Right, ...] = ()


_HEAD_OF_UNIT = SeatRights(
    unit=(
        Right.VIEW_WORK,
        Right.PREPARE_WORK,
        Right.START_WORK,
        Right.REPORT_WORK,
    ),
)
_STAFF_OF_UNIT = SeatRights(unit=(Right.VIEW_WORK, Right.PREPARE_WORK))
_OFFICE = (Right.VIEW_WORK, Right.ISSUE_WORK, Right.CHECK_WORK)
_HEAD_OF_OFFICE = SeatRights(board=_OFFICE, unit=_HEAD_OF_UNIT.unit)
_STAFF_OF_OFFICE = SeatRights(board=_OFFICE, unit=_STAFF_OF_UNIT.unit)

# The rights with which a seat begins. Văn phòng monitors all work and checks its
# form; it does not approve. The people of a unit prepare its reports and what it adds
# to those of others. The deputy of a unit's head starts and hands in by a
# delegation of the head alone. The administrator has nothing to do with missions.
DEFAULT_RIGHTS: dict[Rank, SeatRights] = {
    Rank.HEAD: SeatRights(
        board=(
            Right.VIEW_WORK,
            Right.GIVE_WORK,
            Right.DECIDE_WORK,
            Right.AUDIT_WORK,
        ),
        post=(Right.VIEW_WORK, Right.DECIDE_WORK),
    ),
    Rank.DEPUTY_HEAD: SeatRights(post=(Right.VIEW_WORK, Right.DECIDE_WORK)),
    Rank.CHIEF_OF_OFFICE: _HEAD_OF_OFFICE,
    Rank.DEPUTY_CHIEF_OF_OFFICE: _STAFF_OF_OFFICE,
    Rank.DIVISION_HEAD: _HEAD_OF_UNIT,
    Rank.DEPUTY_DIVISION_HEAD: _STAFF_OF_UNIT,
    Rank.CENTRE_HEAD: _HEAD_OF_UNIT,
    Rank.OFFICER: _STAFF_OF_UNIT,
    Rank.CLERK: SeatRights(board=(Right.VIEW_WORK, Right.ISSUE_WORK)),
    Rank.AUDITOR: SeatRights(board=(Right.VIEW_WORK, Right.AUDIT_WORK)),
    Rank.ADMINISTRATOR: SeatRights(),
}
# Where the kind of unit makes a difference.
DEFAULT_RIGHTS_IN: dict[tuple[Rank, UnitKind], SeatRights] = {
    (Rank.OFFICER, UnitKind.OFFICE): _STAFF_OF_OFFICE,
}
# What a portfolio gives its holder on each of its units.
PORTFOLIO_RIGHTS = (Right.VIEW_WORK, Right.GIVE_WORK)


def default_rights(rank: Rank, kind: UnitKind) -> SeatRights:
    return DEFAULT_RIGHTS_IN.get((rank, kind), DEFAULT_RIGHTS[rank])


def write_for_post(post: Post) -> list[str]:
    """Give a new post the rights of its rank; returns them as ``described`` does."""
    rights = default_rights(Rank(post.rank), UnitKind(post.unit.kind))
    allowed = _permissions()
    board = Unit.objects.get(kind=UnitKind.COMMISSION) if rights.board else post.unit
    UnitGroupObjectPermission.objects.bulk_create(
        UnitGroupObjectPermission(
            group_id=post.group_id,
            permission=allowed["unit", right],
            content_object=unit,
        )
        for unit, right in dict.fromkeys(
            [(board, right) for right in rights.board]
            + [(post.unit, right) for right in rights.unit]
        )
    )
    PostGroupObjectPermission.objects.bulk_create(
        PostGroupObjectPermission(
            group_id=post.group_id,
            permission=allowed["post", right],
            content_object=post,
        )
        for right in rights.post
    )
    return described(post.group_id)


def write_for_portfolio(portfolio: Portfolio, units: Iterable[Unit]) -> list[str]:
    """Make the portfolio's grants those of its units, no more and no less."""
    allowed = _permissions()
    rows = UnitGroupObjectPermission.objects.filter(group_id=portfolio.group_id)
    rows.delete()
    UnitGroupObjectPermission.objects.bulk_create(
        UnitGroupObjectPermission(
            group_id=portfolio.group_id,
            permission=allowed["unit", right],
            content_object=unit,
        )
        for unit in units
        for right in PORTFOLIO_RIGHTS
    )
    return described(portfolio.group_id)


def default_of_post(post: Post, board: Unit | None) -> set[str]:
    """What the rank of a post gives it, as ``described`` says it."""
    rights = default_rights(Rank(post.rank), UnitKind(post.unit.kind))
    return {
        *(f"{right} on {board.code}" for right in rights.board if board is not None),
        *(f"{right} on {post.unit.code}" for right in rights.unit),
        *(f"{right} on {post.code}" for right in rights.post),
    }


def default_of_portfolio(units: Iterable[Unit]) -> set[str]:
    """What a portfolio gives on its units, as ``described`` says it."""
    return {f"{right} on {unit.code}" for unit in units for right in PORTFOLIO_RIGHTS}


def give(group: Group, right: Right, on: Unit | Post) -> None:
    """Add one grant; nothing happens where it is there already."""
    rows, kind = _rows(on)
    rows.get_or_create(
        group=group, permission=_permissions()[kind, right], content_object_id=on.pk
    )


def take(group: Group, right: Right, on: Unit | Post) -> bool:
    """Remove one grant; False where there was none."""
    rows, kind = _rows(on)
    removed, _ = rows.filter(
        group=group, permission=_permissions()[kind, right], content_object_id=on.pk
    ).delete()
    return bool(removed)


def set_for_person(
    person: Person, on: Any, *, codenames: Iterable[str], of: Iterable[str]
) -> None:
    """Make the person's own grants on one object exactly these, as far as they are
    among ``of``: what an exception beside them gives, and for how long, is said there.
    """
    set_for_people({person.pk: set(codenames)}, on, of=set(of))


def set_for_people(
    wanted: Mapping[int, Collection[str]], on: Any, *, of: Collection[str]
) -> None:
    """The same for many people at once, by their numbers; four statements at most."""
    model: Any = get_user_obj_perms_model(on)
    kind = ContentType.objects.get_for_model(on)
    rights = Permission.objects.filter(content_type=kind, codename__in=of)
    numbers = dict(rights.values_list("codename", "pk"))
    wished = {(who, numbers[one]) for who, ones in wanted.items() for one in ones}
    rows = model.objects.filter(
        content_object=on, user__in=wanted, permission__in=numbers.values()
    )
    found = {(who, one): pk for pk, who, one in rows.values_list(*COLUMNS)}
    gone = [pk for pair, pk in found.items() if pair not in wished]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(
        model(content_object=on, user_id=who, permission_id=one)
        for who, one in sorted(wished - found.keys())
    )


def described(group_id: int) -> list[str]:
    """The grants of a group as words for history: ``view_work on van_phong``."""
    found: set[tuple[str, str]] = set()
    for model in (UnitGroupObjectPermission, PostGroupObjectPermission):
        found.update(
            model.objects.filter(group_id=group_id).values_list(
                "permission__codename", "content_object__code"
            )
        )
    return sorted(f"{right} on {code}" for right, code in found)


def _rows(
    on: Unit | Post,
) -> tuple[
    "QuerySet[UnitGroupObjectPermission] | QuerySet[PostGroupObjectPermission]", str
]:
    if isinstance(on, Unit):
        return UnitGroupObjectPermission.objects.all(), "unit"
    return PostGroupObjectPermission.objects.all(), "post"


def _permissions() -> dict[tuple[str, str], Permission]:
    """(model, codename) → permission row. Never cached: a flushed test renumbers."""
    rows = Permission.objects.filter(
        content_type__app_label="organization",
        content_type__model__in=("unit", "post"),
        codename__in=tuple(Right),
    ).select_related("content_type")
    return {(row.content_type.model, row.codename): row for row in rows}
