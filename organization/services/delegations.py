"""Ủy quyền: a post lends its authority in writing, for a time."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from history.enums import HistoryKind
from history.services import SYSTEM
from organization.enums import (
    LENT_CAPACITIES,
    UNIT_HEADS,
    DelegationScope,
    Rank,
    SigningCapacity,
)
from organization.exceptions import ActionDenied, InvalidInput, NotAllowedNow
from organization.models import (
    Appointment,
    Delegation,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    Unit,
)
from organization.permissions import check_can_lend
from organization.policies import check_can_delegate
from organization.services.actors import Change, actor_in, locked

# Independent by their nature: what these see or open is for who sits there alone.
NOT_LENT = (Rank.ADMINISTRATOR, Rank.AUDITOR)


@transaction.atomic
def delegate(  # noqa: PLR0913  what stands on the paper, each by its name
    *,
    delegator: Post,
    delegate: Person,
    starts_at: datetime,
    ends_at: datetime,
    paper: str,
    by: Person | None,
    portfolio: Portfolio | None = None,
    unit: Unit | None = None,
    mission_id: int | None = None,
    capacity: SigningCapacity = SigningCapacity.BY_DELEGATION,
) -> Delegation:
    """Lend what the post may do to a person, from a moment until another.

    All of it, or what concerns one portfolio that the post holds, one unit, or one
    mission; work that is open already is included. ``paper`` is number and day of the
    written authorisation. The holder of the post gives it, or the administrator
    registers it for posts of others.

    Raises ``ActionDenied`` for everybody else, for a delegate who would lend on and for
    oneself; ``InvalidInput`` where period, paper, scope or capacity make no sense;
    ``NotAllowedNow`` where the post is vacant on the first day or does not hold the
    portfolio.
    """
    change, giver = _begin(by, delegator, delegate.pk, authority=paper)
    check_can_delegate(starts_at, ends_at, paper=paper, now=change.at)
    scope = _scope(portfolio, unit, mission_id)
    post = locked(delegator)
    if post.rank in NOT_LENT:
        raise InvalidInput(f"Chức vụ {post.title} không ủy quyền được.")
    _check_people(post, delegate, starts_at, giver)
    _check_capacity(SigningCapacity(capacity), post, delegate, starts_at)
    if portfolio is not None:
        _check_held(portfolio, post, starts_at)
    row = _stored(
        delegator=post,
        delegate=delegate,
        capacity=capacity,
        scope=scope,
        portfolio=portfolio,
        unit=unit,
        mission_id=mission_id,
        starts_at=starts_at,
        ends_at=ends_at,
        paper=paper.strip(),
    )
    change.record(HistoryKind.DELEGATION_GIVEN, row, before={}, after=_facts(row))
    return row


@transaction.atomic
def end_delegation(
    *, delegation: Delegation, by: Person | None, note: str = "", authority: str = ""
) -> Delegation:
    """End it at once: from this moment it gives nothing."""
    change, _giver = _begin(
        by,
        delegation.delegator,
        delegation.delegate_id,
        note=note,
        authority=authority,
    )
    row = locked(delegation)
    if row.ends_at <= change.at or (row.ended_at and row.ended_at <= change.at):
        raise NotAllowedNow("Ủy quyền này đã hết hiệu lực.")
    before = row.ended_at
    row.ended_at = change.at
    row.save(update_fields=["ended_at"])
    change.record(
        HistoryKind.DELEGATION_ENDED,
        row,
        before={"ended_at": before},
        after={"ended_at": change.at},
    )
    return row


def _begin(
    by: Person | None,
    post: Post,
    delegate_id: int,
    *,
    note: str = "",
    authority: str = "",
) -> tuple[Change, Person | None]:
    """What every act here begins with; and the holder of the post, if it is he or she
    who lends it."""
    at = timezone.now()
    if by is None:
        return Change(SYSTEM, at, note, authority), None
    scope, own = check_can_lend(by, post, at=at)
    if by.pk == delegate_id:
        raise ActionDenied(
            "Không ai được tự thay đổi quyền hạn của chính mình: người được ủy quyền "
            "không tự ghi, không tự chấm dứt ủy quyền ấy."
        )
    change = Change(actor_in(by, scope, own), at, note, authority)
    return change, by if own is not None else None


def _scope(
    portfolio: Portfolio | None, unit: Unit | None, mission_id: int | None
) -> DelegationScope:
    objects = {
        DelegationScope.PORTFOLIO: portfolio,
        DelegationScope.UNIT: unit,
        DelegationScope.MISSION: mission_id,
    }
    named = [scope for scope, what in objects.items() if what is not None]
    if len(named) > 1:
        raise InvalidInput(
            "Chỉ chọn một phạm vi: toàn bộ, một lĩnh vực, một đơn vị hoặc một nhiệm vụ."
        )
    return named[0] if named else DelegationScope.ALL


def _stored(**values: Any) -> Delegation:
    """The row; the database itself knows which missions there are."""
    try:
        with transaction.atomic():
            return Delegation.objects.create(**values)
    except IntegrityError as error:
        if "delegation_names_a_mission" in str(error):
            raise InvalidInput("Không có nhiệm vụ này.") from error
        raise


def _facts(row: Delegation) -> dict[str, Any]:
    """What history tells of it, in codes."""
    portfolio, unit = row.portfolio, row.unit
    return {
        "delegator": row.delegator.code,
        "title": row.delegator.title,
        "delegate": row.delegate_id,
        "full_name": row.delegate.full_name,
        "capacity": str(row.capacity),
        "scope": str(row.scope),
        "portfolio": portfolio.code if portfolio else None,
        "unit": unit.code if unit else None,
        "mission": row.mission_id,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }


def _check_people(
    post: Post, delegate: Person, starts_at: datetime, giver: Person | None
) -> None:
    day = timezone.localdate(starts_at, timezone.get_default_timezone())
    if not delegate.is_active:
        raise InvalidInput(f"Tài khoản của {delegate.full_name} đã khóa.")
    holder = Appointment.objects.in_force(on=day).filter(post=post).first()
    if holder is None:
        raise NotAllowedNow(f"Chức vụ {post.title} chưa có người giữ để ủy quyền.")
    if holder.person_id == delegate.pk:
        raise InvalidInput(f"{delegate.full_name} đang giữ chức vụ {post.title}.")
    if giver is not None and holder.person_id != giver.pk:
        raise NotAllowedNow(
            f"Ngày {day:%d/%m/%Y} chức vụ {post.title} do người khác giữ; "
            "người ấy mới ủy quyền được."
        )
    if giver is not None and post.rank in UNIT_HEADS and not _sits_in(delegate, post):
        raise ActionDenied(
            f"{post.title} chỉ tự ủy quyền cho người trong đơn vị. Ủy quyền cho người "
            "ngoài đơn vị do người quản trị hệ thống ghi theo giấy ủy quyền."
        )


def _sits_in(person: Person, post: Post) -> bool:
    today = timezone.localdate()
    seats = Appointment.objects.in_force(on=today).filter(person=person)
    return seats.filter(post__unit=post.unit_id).exists()


def _check_capacity(
    capacity: SigningCapacity, post: Post, delegate: Person, starts_at: datetime
) -> None:
    """TUQ. for everybody; TL. for heads of units, by order of the Trưởng Ban."""
    if capacity not in LENT_CAPACITIES:
        raise InvalidInput("Ủy quyền ký TUQ. hoặc TL.; các thể thức khác theo chức vụ.")
    if capacity != SigningCapacity.BY_ORDER:
        return
    if post.rank != Rank.HEAD:
        raise InvalidInput("Chỉ Trưởng Ban giao ký thừa lệnh (TL.).")
    day = timezone.localdate(starts_at, timezone.get_default_timezone())
    seats = Appointment.objects.in_force(on=day).filter(person=delegate)
    if not seats.filter(post__rank__in=UNIT_HEADS).exists():
        raise InvalidInput(
            f"{delegate.full_name} không đứng đầu đơn vị nào, không ký thừa lệnh (TL.) "
            "được. Chọn ký thừa ủy quyền (TUQ.)."
        )


def _check_held(portfolio: Portfolio, post: Post, starts_at: datetime) -> None:
    day = timezone.localdate(starts_at, timezone.get_default_timezone())
    held = PortfolioHolding.objects.in_force(on=day).filter(
        portfolio=portfolio, post=post
    )
    if not held.exists():
        raise NotAllowedNow(
            f"{post.title} không phụ trách lĩnh vực “{portfolio.name}”."
        )
