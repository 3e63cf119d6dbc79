"""Who takes a seat, and when it is left."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from history.services import record
from organization.exceptions import InvalidInput, NotAllowedNow, OverlappingAppointment
from organization.models import Appointment, Delegation, Person, Post
from organization.policies import check_can_end, check_days
from organization.services.actors import Change, begin, locked


@transaction.atomic
def appoint(
    *,
    post: Post,
    person: Person,
    starts_on: date,
    by: Person | None,
    ends_on: date | None = None,
    acting: bool = False,
    note: str = "",
    authority: str = "",
) -> Appointment:
    """Seat a person in a post from a day to the end of another, or for good.

    Raises ``OverlappingAppointment`` where somebody sits there on any of these days.
    """
    change = begin(
        by, person_id=person.pk, post_ids=(post.pk,), note=note, authority=authority
    )
    check_days(starts_on, ends_on)
    sitter, seat = locked(person), locked(post)
    if seat.closed_on is not None and (ends_on is None or ends_on >= seat.closed_on):
        raise NotAllowedNow(f"Chức vụ {seat.title} đã bãi bỏ.")
    if not sitter.is_active:
        raise InvalidInput(f"Tài khoản của {sitter.full_name} đã khóa.")
    other = (
        Appointment.objects.touching(starts_on=starts_on, ends_on=ends_on)
        .filter(post=seat)
        .select_related("person")
        .first()
    )
    if other is not None:
        raise OverlappingAppointment(
            f"{other.person.full_name} giữ chức vụ {seat.title} trong thời gian này."
        )
    appointment = Appointment.objects.create(
        post=seat, person=sitter, starts_on=starts_on, ends_on=ends_on, acting=acting
    )
    change.record(
        HistoryKind.PERSON_APPOINTED,
        seat,
        before={},
        after={
            "appointment": appointment.pk,
            "person": sitter.pk,
            "full_name": sitter.full_name,
            "title": seat.title,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "acting": acting,
        },
    )
    return appointment


@transaction.atomic
def end_appointment(
    *,
    appointment: Appointment,
    last_day: date,
    by: Person | None,
    note: str = "",
    authority: str = "",
) -> Appointment:
    """The person keeps the seat to the end of ``last_day``; delegations go with it."""
    change = begin(
        by,
        person_id=appointment.person_id,
        post_ids=(appointment.post_id,),
        note=note,
        authority=authority,
    )
    return close_appointment(appointment, last_day=last_day, change=change)


def close_appointment(
    appointment: Appointment, *, last_day: date, change: Change
) -> Appointment:
    """The act itself, for services that have checked who asks.

    Delegations that would outlive the appointment end with it: the next holder of the
    post has not given them.
    """
    post = locked(appointment.post)
    row = locked(appointment)
    if row.ends_on == last_day:
        return row
    check_can_end(row.starts_on, row.ends_on, last_day=last_day)
    before = row.ends_on
    row.ends_on = last_day
    row.save(update_fields=["ends_on"])
    change.record(
        HistoryKind.APPOINTMENT_ENDED,
        post,
        before={"appointment": row.pk, "ends_on": before},
        after={
            "appointment": row.pk,
            "person": row.person_id,
            "full_name": row.person.full_name,
            "title": post.title,
            "ends_on": last_day,
        },
    )
    end_delegations(post, start_of(last_day + timedelta(days=1)), change)
    return row


def start_of(day: date) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def end_delegations(post: Post, moment: datetime, change: Change) -> None:
    """End at the moment what the post has lent beyond it, for services that have
    checked who asks."""
    outliving = list(
        Delegation.objects.select_for_update(of=("self",))
        .filter(delegator=post, ended_at__isnull=True, ends_at__gt=moment)
        .order_by("pk")
    )
    for row in outliving:
        row.ended_at = moment
        row.save(update_fields=["ended_at"])
    record(
        *(
            change.draft(
                HistoryKind.DELEGATION_ENDED,
                row,
                before={"ended_at": None},
                after={"ended_at": moment},
            )
            for row in outliving
        )
    )
