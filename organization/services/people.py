"""People: made, renamed, deactivated. Never deleted: history names them."""

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization.exceptions import InvalidInput, NotAllowedNow
from organization.models import Appointment, Person
from organization.services.actors import assign, begin, locked
from organization.services.appointments import close_appointment
from organization.services.transfers import take_back


@transaction.atomic
def create_person(
    *,
    username: str,
    full_name: str,
    by: Person | None,
    email: str = "",
    is_staff: bool = False,
    note: str = "",
    authority: str = "",
) -> Person:
    """Somebody who may sign in once a password is set; it is unusable until then.

    ``is_staff`` opens the administration site, and no right on any mission.
    """
    change = begin(by, note=note, authority=authority)
    if Person.objects.filter(username=username).exists():
        raise InvalidInput(f"Tên đăng nhập {username} đã có người dùng.")
    person = Person(
        username=username, full_name=full_name, email=email, is_staff=is_staff
    )
    person.set_unusable_password()
    person.save()
    change.record(
        HistoryKind.PERSON_CHANGED,
        person,
        before={},
        after={"username": username, "full_name": full_name, "is_active": True},
    )
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    by: Person | None,
    full_name: str | None = None,
    email: str | None = None,
    is_staff: bool | None = None,
    note: str = "",
    authority: str = "",
) -> Person:
    """Correct a name or an address. Only another may open the administration site."""
    own = None if is_staff is None else person.pk
    change = begin(by, person_id=own, note=note, authority=authority)
    row = locked(person)
    before, after = assign(
        row, {"full_name": full_name, "email": email, "is_staff": is_staff}
    )
    if after:
        row.save(update_fields=list(after))
        change.record(HistoryKind.PERSON_CHANGED, row, before=before, after=after)
    return row


@transaction.atomic
def deactivate_person(
    *, person: Person, by: Person | None, note: str, authority: str = ""
) -> Person:
    """Take away sign-in and every right at once; open appointments end today, coming
    ones are taken back, and no session of before is good again after a reactivation."""
    change = begin(by, person_id=person.pk, note=note, authority=authority)
    row = locked(person)
    if not row.is_active:
        raise NotAllowedNow(f"Tài khoản của {row.full_name} đã khóa.")
    row.is_active = False
    row.session_epoch += 1
    row.save(update_fields=["is_active", "session_epoch"])
    change.record(
        HistoryKind.PERSON_CHANGED,
        row,
        before={"is_active": True},
        after={"is_active": False},
    )
    today = timezone.localdate(change.at)
    for held in Appointment.objects.touching(starts_on=today, ends_on=None).filter(
        person=row
    ):
        if held.starts_on > today:
            take_back(held, change)
        else:
            close_appointment(held, last_day=today, change=change)
    return row


@transaction.atomic
def reactivate_person(
    *, person: Person, by: Person | None, note: str, authority: str = ""
) -> Person:
    """Give sign-in back; appointments that ended stay ended."""
    change = begin(by, person_id=person.pk, note=note, authority=authority)
    row = locked(person)
    if row.is_active:
        raise NotAllowedNow(f"Tài khoản của {row.full_name} đang hoạt động.")
    row.is_active = True
    row.save(update_fields=["is_active"])
    change.record(
        HistoryKind.PERSON_CHANGED,
        row,
        before={"is_active": False},
        after={"is_active": True},
    )
    return row
