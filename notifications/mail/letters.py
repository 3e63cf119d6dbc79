"""The words of a mail, made when it goes: what its reader may see at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from notifications import queries
from notifications.enums import Group, MailKind
from notifications.mail.server import Letter, absolute
from notifications.models import Notification, OutgoingMail
from notifications.queries import Row
from organization import scopes
from organization.models import Person
from workflows.enums import WITH_THE_UNIT

MOST_LINES: Final = 30
LONGEST_TITLE: Final = 120
HEADINGS: Final = (
    ("Nhắc hạn", (Group.REMINDER,)),
    ("Cần xử lý", (Group.ASKED, Group.RETURNED)),
    ("Diễn biến của nhiệm vụ liên quan", (Group.NEWS,)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as a mail tells it."""

    did: str
    code: str
    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """Notices of a kind; `more` are not written out."""

    heading: str
    lines: Sequence[Line]
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.lines) + self.more


def letter_of(mail: OutgoingMail, *, to: Person, at: datetime) -> Letter | None:
    """What this mail says now; None where nothing is left of it.

    Missions that the reader may no longer see are not in it, and nobody is reminded of
    a report that is in. Two statements.
    """
    scope = scopes.in_force(to, at)
    told = [
        (notice, row)
        for notice, row in queries.of_mail(to, scope, mail)
        if notice.reminder_id is None or notice.mission.state in WITH_THE_UNIT
    ]
    sections = [
        _section(heading, [row for notice, row in told if notice.group in groups])
        for heading, groups in HEADINGS
    ]
    sections = [section for section in sections if section.count]
    if not sections:
        return None
    context: dict[str, Any] = {
        "person": to,
        "sections": sections,
        "mail": mail,
        "agency": settings.AGENCY,
        "inbox_url": absolute(reverse("approvals:inbox")),
        "preferences_url": absolute(reverse("notifications:preferences")),
    }
    return Letter(
        subject=" ".join(_subject(mail, told, sections).split()),
        text=render_to_string("notifications/mail/letter.txt", context),
        html=render_to_string("notifications/mail/letter.html", context),
    )


def _section(heading: str, rows: Sequence[Row]) -> Section:
    lines = [
        Line(
            did=f"{row.who} {row.did}",
            code=row.code,
            title=row.title,
            note=row.note,
            url=absolute(row.url),
        )
        for row in rows[:MOST_LINES]
    ]
    return Section(heading, lines, max(len(rows) - MOST_LINES, 0))


def _subject(
    mail: OutgoingMail,
    told: Sequence[tuple[Notification, Row]],
    sections: Sequence[Section],
) -> str:
    """Code and title at most: others may read it over a shoulder, or on a locked
    screen."""
    if mail.kind == MailKind.DIGEST:
        parts = (f"{one.heading.lower()} {one.count}" for one in sections)
        return f"Bản tin ngày {mail.day:%d/%m/%Y}: {', '.join(parts)}"
    if len(told) == 1:
        row = told[0][1]
        title = row.title
        if len(title) > LONGEST_TITLE:
            title = f"{title[:LONGEST_TITLE].rstrip()}…"
        return f"{row.code} {title}: {row.did}"
    if len(sections) == 1:
        return f"{sections[0].heading}: {len(told)} nhiệm vụ"
    return f"{len(told)} thông báo về công việc"
