"""From one post to another, and appointments or holdings taken back in time."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization.exceptions import InvalidInput, NotAllowedNow
from organization.models import Appointment, Person, PortfolioHolding, Post
from organization.services.actors import Change, begin, locked
from organization.services.appointments import (
    appoint,
    end_appointment,
    end_delegations,
    start_of,
)


@transaction.atomic
def transfer(
    *,
    appointment: Appointment,
    post: Post,
    starts_on: date,
    by: Person | None,
    ends_on: date | None = None,
    acting: bool = False,
    note: str = "",
    authority: str = "",
) -> Appointment:
    """Leave one post on the eve of ``starts_on`` and take another: both or neither."""
    if post.pk == appointment.post_id:
        raise InvalidInput("Chọn chức vụ khác với chức vụ đang giữ.")
    if starts_on <= appointment.starts_on:
        raise InvalidInput("Ngày điều động phải sau ngày nhận chức vụ đang giữ.")
    end_appointment(
        appointment=appointment,
        last_day=starts_on - timedelta(days=1),
        by=by,
        note=note,
        authority=authority,
    )
    return appoint(
        post=post,
        person=appointment.person,
        starts_on=starts_on,
        ends_on=ends_on,
        acting=acting,
        by=by,
        note=note,
        authority=authority,
    )


@transaction.atomic
def withdraw_appointment(
    *, appointment: Appointment, by: Person | None, note: str, authority: str = ""
) -> Post:
    """Take back an appointment that has not begun, as if it had not been made.

    What it ended elsewhere stays ended. Raises ``NotAllowedNow`` from its first day on:
    then the person has held the post, and the appointment is ended instead.
    """
    change = begin(
        by,
        person_id=appointment.person_id,
        post_ids=(appointment.post_id,),
        note=note,
        authority=authority,
    )
    if appointment.starts_on <= timezone.localdate(change.at):
        raise NotAllowedNow(
            f"Bổ nhiệm này đã có hiệu lực từ {appointment.starts_on:%d/%m/%Y}. "
            "Ghi thôi giữ chức vụ thay cho hủy."
        )
    return take_back(appointment, change)


def take_back(appointment: Appointment, change: Change) -> Post:
    """The act itself, for services that have checked who asks and that it is still to
    come. What the post would have lent from that day on ends with it."""
    post = locked(appointment.post)
    row = locked(appointment)
    told = {
        "appointment": row.pk,
        "person": row.person_id,
        "full_name": row.person.full_name,
        "title": post.title,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "acting": row.acting,
    }
    end_delegations(post, start_of(row.starts_on), change)
    row.delete()
    change.record(
        HistoryKind.APPOINTMENT_WITHDRAWN,
        post,
        before=told,
        after={name: told[name] for name in ("person", "full_name", "title")},
    )
    return post


@transaction.atomic
def withdraw_holding(
    *, holding: PortfolioHolding, by: Person | None, authority: str = "", note: str = ""
) -> None:
    """Take back that a post will answer for a field, before its first day."""
    change = begin(by, post_ids=(holding.post_id,), note=note, authority=authority)
    portfolio = locked(holding.portfolio)
    row = locked(holding)
    if row.starts_on <= timezone.localdate(change.at):
        raise NotAllowedNow(
            f"Phân công này đã có hiệu lực từ {row.starts_on:%d/%m/%Y}. "
            "Ghi thôi phụ trách thay cho hủy."
        )
    told = {
        "holding": row.pk,
        "post": row.post.code,
        "title": row.post.title,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }
    row.delete()
    change.record(
        HistoryKind.HOLDING_WITHDRAWN,
        portfolio,
        before=told,
        after={name: told[name] for name in ("post", "title")},
    )
