"""Cho phép riêng: one person is let into one mission, for a time and for a reason.

The right stands among guardian's grants, the period and the reason beside it; when
the period is over it gives nothing, though no job has run.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from approvals import authority
from approvals.queries import facts_of
from history.enums import HistoryKind
from organization import grants
from organization.exceptions import NotAllowedNow
from organization.models import Person
from workflows import policies
from workflows.enums import ExceptionRight
from workflows.exceptions import ActionDenied, InvalidInput, MissionNotFound
from workflows.models import MissionException
from workflows.services.held import Held, actor, hold

LONGEST = 300
NO_REASON = "Chưa có lý do. Nêu vì sao cho phép riêng người này."


def give_exception(  # noqa: PLR0913  what is allowed, each part by its name
    *,
    mission_id: int,
    person: Person,
    rights: Collection[ExceptionRight],
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> MissionException:
    """The directing leader or the Trưởng Ban lets a person in, from and until moments.

    Taking part goes with seeing. Raises ActionDenied for everybody else and for
    oneself, InvalidInput for a period, reason or right that makes no sense,
    NotAllowedNow where the person is let in already on one of these moments.
    """
    reason = policies.check_reason(reason, sentence=NO_REASON)
    policies.check_text(reason, label="Lý do", longest=LONGEST)
    with hold(mission_id, by=by, at=at) as held:
        held.check("except", expected_version)
        return let_in(
            held,
            person,
            rights={ExceptionRight(right) for right in rights},
            period=(starts_at, ends_at),
            reason=reason,
        )


def let_in(
    held: Held,
    person: Person,
    *,
    rights: set[ExceptionRight],
    period: tuple[datetime, datetime],
    reason: str,
) -> MissionException:
    """The same on a mission that is held; whether `held.by` may was asked."""
    (row,) = let_in_many(held, [person], rights=rights, period=period, reason=reason)
    return row


def let_in_many(
    held: Held,
    people: Sequence[Person],
    *,
    rights: set[ExceptionRight],
    period: tuple[datetime, datetime],
    reason: str,
) -> list[MissionException]:
    """Each by an exception and an entry of the own; the statements are as many for one
    person as for twenty."""
    starts_at, ends_at = period
    for person in people:
        _check(held, person, rights, starts_at, ends_at)
    _check_apart(held, people, starts_at, ends_at)
    seat = authority.seat_to_except(held.scope, facts_of(held.mission))
    title = actor(held.by, seat, held.scope).title
    rows = MissionException.objects.bulk_create(
        MissionException(
            mission=held.mission,
            person=person,
            rights=_kept(rights),
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason,
            given_by=held.by,
            given_title=title,
            given_at=held.at,
        )
        for person in people
    )
    _follow(held, people)
    for row, person in zip(rows, people, strict=True):
        held.enter(
            HistoryKind.EXCEPTION_GIVEN,
            seat=seat,
            before={},
            after={**_facts(row, person), "starts_at": starts_at, "ends_at": ends_at},
            note=reason,
        )
    return rows


def end_exception(
    *,
    exception_id: int,
    by: Person,
    reason: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> MissionException:
    """End it at once: from this moment it gives nothing.

    Raises MissionNotFound where there is none on a mission that ``by`` may see,
    ActionDenied for who may not, NotAllowedNow where it is over already.
    """
    note = policies.check_text(reason.strip(), label="Lý do", longest=LONGEST)
    found = MissionException.objects.filter(pk=exception_id).first()
    if found is None:
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    with hold(found.mission_id, by=by, at=at) as held:
        held.check("except", expected_version)
        # The mission's row is held: nobody else changes this one now.
        row = MissionException.objects.select_related("person").get(pk=exception_id)
        if row.is_over(held.at):
            raise NotAllowedNow("Cho phép riêng này đã hết hiệu lực.")
        row.ended_at = held.at
        row.save(update_fields=["ended_at"])
        _follow(held, [row.person])
        held.enter(
            HistoryKind.EXCEPTION_ENDED,
            seat=authority.seat_to_except(held.scope, facts_of(held.mission)),
            before={"ended_at": None},
            after={**_facts(row, row.person), "ended_at": held.at},
            note=note,
        )
    return row


def _check(
    held: Held,
    person: Person,
    wanted: set[ExceptionRight],
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    if person.pk == held.by.pk:
        raise ActionDenied("Không ai được tự cho phép riêng chính mình.")
    if not wanted:
        raise InvalidInput("Chưa chọn người này được làm gì.")
    if not person.is_active:
        raise InvalidInput(f"Tài khoản của {person.full_name} đã khóa.")
    if ends_at <= starts_at:
        raise InvalidInput("Thời điểm kết thúc phải sau thời điểm bắt đầu.")
    if ends_at <= held.at:
        raise InvalidInput("Thời hạn cho phép đã qua.")


def _check_apart(
    held: Held, people: Sequence[Person], starts_at: datetime, ends_at: datetime
) -> None:
    """Nobody is let in twice on one of these moments."""
    other = _going_on(held, people).filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    found = other.select_related("person").first()
    if found is not None:
        raise NotAllowedNow(
            f"{found.person.full_name} đã được cho phép riêng trong thời gian này. "
            "Chấm dứt lần cho phép trước rồi cho phép lại."
        )


def _going_on(held: Held, people: Sequence[Person]) -> Any:
    return MissionException.objects.filter(
        mission=held.mission,
        person__in=people,
        ended_at__isnull=True,
        ends_at__gt=held.at,
    )


def _kept(wanted: set[ExceptionRight]) -> list[str]:
    return sorted(right.value for right in {ExceptionRight.VIEW, *wanted})


def _follow(held: Held, people: Sequence[Person]) -> None:
    """The grants follow the exceptions that are not over, and so do the notices."""
    rights: dict[int, set[str]] = {person.pk: set() for person in people}
    seeing: set[int] = set()
    for row in _going_on(held, people):
        rights[row.person_id] |= set(row.rights)
        if row.is_in_force(held.at):
            seeing.add(row.person_id)
    grants.set_for_people(rights, held.mission, of=ExceptionRight.values)
    held.excepted = (held.excepted - rights.keys()) | seeing
    held.named_people |= rights.keys()


def _facts(row: MissionException, person: Person) -> dict[str, Any]:
    return {
        "exception": row.pk,
        "person": person.pk,
        "full_name": person.full_name,
        "rights": list(row.rights),
    }
