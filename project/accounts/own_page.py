"""What the page Tài khoản shows: the person's seats of today, and the ways in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from history.queries import entries_of
from organization.models import Appointment, Delegation, PortfolioHolding
from organization.scopes import Scope
from project.accounts.enforcement import must_have
from project.accounts.sessions import Open, open_sessions
from project.scope import scope_of

if TYPE_CHECKING:
    from organization.models import Person

SHOWN_ACTS: Final = 6
FEW_CODES: Final = 3
KINDS: Final = (
    HistoryKind.PASSWORD_GIVEN,
    HistoryKind.PASSWORD_CHANGED,
    HistoryKind.SECOND_FACTOR_CHANGED,
    HistoryKind.SESSIONS_ENDED,
)


@dataclass(frozen=True)
class Passkey:
    """One passkey as the page lists it."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """The second factors of the person; ``codes_left`` None: there are no codes."""

    app: Authenticator | None
    passkeys: Sequence[Passkey]
    codes_left: int | None
    is_required: bool

    @property
    def is_on(self) -> bool:
        return self.app is not None or bool(self.passkeys)

    @property
    def are_codes_few(self) -> bool:
        return self.codes_left is not None and self.codes_left <= FEW_CODES

    @property
    def codes_in_all(self) -> int:
        """How many a new set has."""
        return int(getattr(settings, "MFA_RECOVERY_CODE_COUNT", 10))


@dataclass(frozen=True)
class OwnPage:
    """Everything on the page; eight statements at most besides the frame."""

    posts: QuerySet[Appointment]
    holdings: QuerySet[PortfolioHolding]
    received: QuerySet[Delegation]
    given: QuerySet[Delegation]
    factors: Factors
    sessions: list[Open]
    acts: QuerySet[HistoryEntry]
    has_password: bool


def own_page(request: HttpRequest) -> OwnPage:
    person = cast("Person", request.user)
    scope = scope_of(request)
    now = timezone.now()
    own = [seat.post_id for seat in scope.seats if seat.delegation_id is None]
    lent = [seat.delegation_id for seat in scope.seats if seat.delegation_id]
    today = timezone.localdate(now)
    delegations = Delegation.objects.select_related(
        "delegator", "delegate", "portfolio", "unit"
    )
    return OwnPage(
        posts=Appointment.objects.in_force(on=today)
        .filter(person=person)
        .select_related("post__unit"),
        holdings=PortfolioHolding.objects.in_force(on=today)
        .filter(post__in=own)
        .select_related("portfolio", "post")
        .prefetch_related("portfolio__units"),
        received=delegations.filter(pk__in=lent),
        given=delegations.filter(delegator__in=own, starts_at__lte=now).filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=now), ends_at__gt=now
        ),
        factors=factors_of(person, scope),
        sessions=open_sessions(request),
        acts=acts_of(person),
        has_password=person.has_usable_password(),
    )


def factors_of(person: "Person", scope: Scope) -> Factors:
    app: Authenticator | None = None
    passkeys: list[Passkey] = []
    codes: int | None = None
    rows: Any = Authenticator.objects.filter(user_id=person.pk).order_by("created_at")
    for row in rows:
        if row.type == Authenticator.Type.TOTP:
            app = row
        elif row.type == Authenticator.Type.RECOVERY_CODES:
            codes = len(row.wrap().get_unused_codes())
        else:
            key = Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at)
            passkeys.append(key)
    return Factors(app, passkeys, codes, must_have(person, scope))


def acts_of(person: "Person") -> QuerySet[HistoryEntry]:
    """What was last done to the ways in, by the person or by an administrator."""
    rows: QuerySet[HistoryEntry] = entries_of("person", person.pk)
    return rows.filter(kind__in=KINDS).order_by("-sequence")[:SHOWN_ACTS]
