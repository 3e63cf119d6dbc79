"""Cho phép riêng: one person is let into one mission, for a time and for a reason.

The right stands among guardian's grants, the period and the reason beside it; when
the period is over it gives nothing, though no job has run.
"""

from collections.abc import Collection
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
        wanted = {ExceptionRight(right) for right in rights}
        _check(held, person, wanted, starts_at, ends_at)
        seat = authority.seat_to_except(held.scope, facts_of(held.mission))
        row = MissionException.objects.create(
            mission=held.mission,
            person=person,
            rights=_kept(wanted),
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason,
            given_by=by,
            given_title=actor(by, seat, held.scope).title,
            given_at=held.at,
        )
        _follow(held, person)
        held.enter(
            HistoryKind.EXCEPTION_GIVEN,
            seat=seat,
            before={},
            after={**_facts(row, person), "starts_at": starts_at, "ends_at": ends_at},
            note=reason,
        )
    return row


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
        _follow(held, row.person)
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
    other = _going_on(held, person).filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if other.exists():
        raise NotAllowedNow(
            f"{person.full_name} đã được cho phép riêng trong thời gian này. "
            "Chấm dứt lần cho phép trước rồi cho phép lại."
        )


def _going_on(held: Held, person: Person) -> Any:
    return MissionException.objects.filter(
        mission=held.mission, person=person, ended_at__isnull=True, ends_at__gt=held.at
    )


def _kept(wanted: set[ExceptionRight]) -> list[str]:
    return sorted(right.value for right in {ExceptionRight.VIEW, *wanted})


def _follow(held: Held, person: Person) -> None:
    """The grants follow the exceptions that are not over, and so do the notices."""
    rows = list(_going_on(held, person))
    grants.set_for_person(
        person,
        held.mission,
        codenames={right for row in rows for right in row.rights},
        of=ExceptionRight.values,
    )
    sees = any(row.is_in_force(held.at) for row in rows)
    held.excepted = (held.excepted - {person.pk}) | ({person.pk} if sees else set())
    held.named_people.add(person.pk)


def _facts(row: MissionException, person: Person) -> dict[str, Any]:
    return {
        "exception": row.pk,
        "person": person.pk,
        "full_name": person.full_name,
        "rights": list(row.rights),
    }
