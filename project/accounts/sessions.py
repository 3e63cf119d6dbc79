"""The sessions of a person: where they are open, and the end of one or of all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, cast

from allauth.account.adapter import get_adapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from notifications import push

if TYPE_CHECKING:
    from collections.abc import Callable

    from organization.models import Person

# In a session that was opened by the door, and so has a row to be kept up.
FOLLOWED: Final = "session_followed"
# How exactly "seen" is known; one statement a session in that time.
SEEN_EVERY: Final = timedelta(minutes=5)
BROWSERS: Final = (
    ("Cốc Cốc", r"coc_coc"),
    ("Edge", r"Edg"),
    ("Firefox", r"Firefox|FxiOS"),
    ("Chrome", r"Chrome|CriOS"),
    ("Safari", r"Safari"),
)
SYSTEMS: Final = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS"),
    ("Linux", r"Linux"),
)


@dataclass(frozen=True)
class Open:
    """One open session as the page shows it."""

    id: int
    device: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """A session takes its sockets along."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        for session in sessions:
            key, person_id = session.session_key, session.user_id
            session.end()
            push.close_session(person_id, key)


class SessionSeen:
    """Note when and from where a session was last seen, once in some minutes."""

    def __init__(
        self, get_response: "Callable[[HttpRequest], HttpResponseBase]"
    ) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        key = request.session.session_key
        if not key or FOLLOWED not in request.session:
            return answer
        if cache.add(f"session-seen:{key}", 1, SEEN_EVERY.total_seconds()):
            _note(request, key)
        return answer


def _note(request: HttpRequest, key: str) -> None:
    UserSession.objects.filter(session_key=key).update(
        last_seen_at=timezone.now(), ip=get_adapter().get_client_ip(request)
    )


def open_sessions(request: HttpRequest) -> list[Open]:
    """This one first, then the last seen; one statement."""
    person = cast("Person", request.user)
    living = Session.objects.filter(expire_date__gt=timezone.now())
    rows = UserSession.objects.filter(
        user=person, session_key__in=living.values("session_key")
    )
    here = request.session.session_key
    found = [
        Open(
            id=row.pk,
            device=device(row.user_agent),
            address=row.ip,
            began_at=row.created_at,
            seen_at=row.last_seen_at,
            is_this=row.session_key == here,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_this, -one.seen_at.timestamp()))


def device(user_agent: str) -> str:
    """Browser and system in words; what says nothing is an unknown device."""
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    return " trên ".join(part for part in (browser, system) if part) or "Máy khác"


def _first(words: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for word, mark in words if re.search(mark, text)), "")


def end_sessions(sessions: Iterable[UserSession]) -> None:
    SessionsAdapter().end_sessions(sessions)


def end_others(request: HttpRequest) -> None:
    """All of the person's sessions but this one."""
    rows = UserSession.objects.filter(user=cast("Person", request.user))
    end_sessions(rows.exclude(session_key=request.session.session_key or ""))
