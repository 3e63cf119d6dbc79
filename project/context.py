"""What the frame of every page shows: the person, the day, the ways to go."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property

from notifications import queries as notices
from organization.enums import Right
from organization.scopes import Scope
from project.scope import live_place_of, scope_of
from project.templatetags.ui import LOOKS
from workflows.queries.board import oversees
from workflows.services.calendar import may_keep_calendar


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to go; ``views`` are how the names of its pages begin."""

    title: str
    tab: str  # in the bar of a phone
    view: str
    views: tuple[str, ...]
    icon: str
    shown_to: Callable[[Scope], bool] = lambda _: True
    badge: str = ""
    count: int = 0
    is_current: bool = False


def gives_out_documents(scope: Scope) -> bool:
    """Whether the person turns documents into missions, as Văn phòng does."""
    return Right.ISSUE_WORK in scope.everywhere or bool(
        scope.unit_ids(Right.ISSUE_WORK)
    )


def audits(scope: Scope) -> bool:
    """Whether the person reads the whole ledger; the backend answers the same."""
    return Right.AUDIT_WORK in scope.everywhere


def has_a_seat(scope: Scope) -> bool:
    """Whether the person sits anywhere today; a lent seat counts."""
    return bool(scope.seats)


TABS = 5  # how many fit side by side on a phone of 360 pixels
# An entry whose package has no pages yet is left out by the template ({% url … as %}).
ENTRIES = (
    Entry(
        title="Bàn điều hành",
        tab="Điều hành",
        view="workflows:board",
        views=("workflows:board", "workflows:meeting"),
        icon="board",
        shown_to=oversees,
    ),
    Entry(
        title="Hộp việc",
        tab="Hộp việc",
        view="approvals:inbox",
        views=("approvals:inbox",),
        icon="inbox",
        badge="inbox",
    ),
    Entry(
        title="Nhiệm vụ",
        tab="Nhiệm vụ",
        view="workflows:mission_list",
        views=(
            "workflows:mission",
            "workflows:saved_view",
            "workflows:list_",
            "approvals:mission",
        ),
        icon="tasks",
    ),
    Entry(
        title="Nhập văn bản",
        tab="Văn bản",
        view="workflows:document_list",
        views=(
            "workflows:document",
            "workflows:intake",
            "approvals:document",
            "approvals:amendment",
        ),
        icon="import",
        shown_to=gives_out_documents,
    ),
    Entry(
        title="Lịch làm việc",
        tab="Lịch",
        view="workflows:calendar",
        views=("workflows:calendar",),
        icon="cal",
        shown_to=may_keep_calendar,
    ),
    Entry(
        title="Tổ chức",
        tab="Tổ chức",
        view="organization:structure",
        views=("organization:", "workflows:reorganisation"),
        icon="org",
        shown_to=has_a_seat,
    ),
    Entry(
        title="Ủy quyền",
        tab="Ủy quyền",
        view="approvals:delegation_list",
        views=("approvals:delegation",),
        icon="forward",
        shown_to=has_a_seat,
    ),
    Entry(
        title="Lịch sử",
        tab="Lịch sử",
        view="history:ledger",
        views=("history:",),
        icon="ledger",
        shown_to=audits,
    ),
)


class Frame:
    """Read by base.html; nothing is asked of the database before it is shown.

    At most four statements: the scope, the place in the news, and two counts.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def live_place(self) -> notices.Place:
        """Where the page stands in the news: read before anything that it shows."""
        return live_place_of(self.request) if self.is_known else notices.Place(0, [])

    @property
    def unread_count(self) -> int:
        return self._figures[0]

    @property
    def inbox_count(self) -> int:
        return self._figures[1]

    @cached_property
    def _figures(self) -> tuple[int, int]:
        """Both at once: whoever is shown one is shown the other."""
        return notices.figures(self.scope) if self.is_known else (0, 0)

    @property
    def is_known(self) -> bool:
        """A stranger meets the frame only around an error, and has no figures."""
        return self.request.user.is_authenticated

    @property
    def agency(self) -> dict[str, str]:
        return dict(settings.AGENCY)

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def icons(self) -> dict[str, str]:
        """The icon of each state, for what app.js draws."""
        return {code: look.icon for code, look in LOOKS.items()}

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.request)

    @property
    def audits(self) -> bool:
        """Whether the person may ask who read what."""
        return audits(self.scope)

    @property
    def post_titles(self) -> list[str]:
        """The posts in which the person acts now, lent ones marked as such."""
        return [
            f"{seat.capacity} {seat.on_behalf_of}"
            if seat.delegation_id
            else seat.post_title
            for seat in self.scope.seats
        ]

    @property
    def post_title(self) -> str:
        return self.post_titles[0] if self.scope.seats else ""

    @property
    def initials(self) -> str:
        """HVĐ for Hoàng Văn Định: how the agency itself shortens names."""
        return "".join(word[0] for word in str(self.request.user).split()[-3:]).upper()

    @cached_property
    def nav(self) -> list[Entry]:
        """The ways that are open to the person."""
        match = self.request.resolver_match
        here = match.view_name if match else ""
        counts = {"inbox": self.inbox_count}
        return [
            replace(
                entry,
                count=counts.get(entry.badge, 0),
                is_current=here.startswith(entry.views),
            )
            for entry in ENTRIES
            if entry.shown_to(self.scope)
        ]

    @property
    def tabs(self) -> list[Entry]:
        """What the bar of a phone has room for; the rest is behind its last button."""
        return self.nav if len(self.nav) <= TABS else self.nav[: TABS - 1]

    @property
    def tabs_more(self) -> list[Entry]:
        return self.nav[len(self.tabs) :]

    @property
    def is_in_more(self) -> bool:
        return any(entry.is_current for entry in self.tabs_more)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, made only if a template asks for it: fragments do not."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
