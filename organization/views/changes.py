"""What an act would change, in sentences."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from organization.forms.days import written
from organization.models import Appointment, Person, Post
from organization.queries.rights_in_words import rights_of

NOTHING_CHANGED: Final = "Không có gì thay đổi so với hiện nay."


def changed(
    words: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[str]:
    """“Tên ngắn: KHTH → KH-TH.” for each field that differs."""
    differing = [name for name in words if before[name] != after[name]]
    for name in differing:
        yield f"{words[name]}: {_said(before[name])} → {_said(after[name])}."
    if not differing:
        yield NOTHING_CHANGED


def period(starts_on: date, ends_on: date | None) -> str:
    """“từ 01/12/2026 đến hết 31/12/2026”"""
    until = f" đến hết {written(ends_on)}" if ends_on else ", chưa định ngày thôi"
    return f"từ {written(starts_on)}{until}"


def gives(post: Post) -> str:
    """What sitting in the post allows."""
    rights = rights_of([post.group_id])
    if not rights:
        return f"Chức vụ {post.title} không cho quyền nào trên nhiệm vụ."
    return f"Chức vụ này cho quyền – {'; '.join(one.words for one in rights)}."


def takes_seat(
    person: Person, post: Post, starts_on: date, ends_on: date | None, *, acting: bool
) -> Iterator[str]:
    """A person comes into a post."""
    how = "giao quyền" if acting else "giữ chức vụ"
    when = period(starts_on, ends_on)
    yield f"{person.full_name} {how} {post.title} ({post.unit.name}) {when}."
    yield gives(post)


def leaves_seat(seat: Appointment, last_day: date) -> Iterator[str]:
    """A person goes out of a post, and who comes after."""
    next_day = last_day + timedelta(days=1)
    name, title = seat.person.full_name, seat.post.title
    yield (
        f"Từ {written(next_day)} {name} thôi giữ chức vụ {title} "
        f"({seat.post.unit.name}) và hết mọi quyền của chức vụ này."
    )
    after = (
        Appointment.objects.filter(post=seat.post, starts_on__gt=last_day)
        .select_related("person")
        .order_by("starts_on")
        .first()
    )
    if after is None:
        yield f"Từ ngày đó chức vụ {title} khuyết cho đến khi có người được bổ nhiệm."
    elif after.starts_on > next_day:
        yield (
            f"Chức vụ {title} khuyết đến khi {after.person.full_name} nhận chức vụ "
            f"ngày {written(after.starts_on)}."
        )
    else:
        yield f"{after.person.full_name} nhận chức vụ {title} cùng ngày đó."


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "không có"
    return str(value) if value not in (None, "") else "không có"
