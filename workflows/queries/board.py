"""The figures of the board: four statements, however many missions there are.

Everything is counted within `missions_in`, so a figure is what its reader would find
in the list that it links to.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.enums import Rank, Right
from organization.models import Post
from organization.queries import LEADER_RANKS
from organization.scopes import Scope
from workflows.calendars import add_working_days, working_days_between
from workflows.enums import OPEN_STATES, WAITING_ABOVE, WITH_THE_UNIT, MissionState
from workflows.models import Mission
from workflows.queries.leaders import holder_of
from workflows.queries.visible import missions_in

SOON_WORKING_DAYS = 5
WORST = 5
AGES = ((2, "0–2 ngày"), (5, "3–5 ngày"), (10, "6–10 ngày"), (None, "Trên 10 ngày"))


def oversees(scope: Scope) -> bool:
    """Whether work is done under this person's direction, or the whole is in sight."""
    return scope.sees_everything or bool(scope.post_ids(Right.DECIDE_WORK))


@dataclass
class Tally:
    """Missions of one leader, one unit, or all: by state, and what the day makes of it.

    `judged` are the completed ones that had a deadline, `timely` those of them whose
    approved report was handed in by that day.
    """

    states: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    due_soon: int = 0
    judged: int = 0
    timely: int = 0

    def add(self, row: dict[str, int | str]) -> None:
        self.states[str(row["state"])] += int(row["found"])
        self.overdue += int(row["overdue"])
        self.due_soon += int(row["due_soon"])
        self.judged += int(row["judged"])
        self.timely += int(row["timely"])

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def open(self) -> int:
        return sum(self.states[state] for state in OPEN_STATES)

    @property
    def waiting(self) -> int:
        return sum(self.states[state] for state in WAITING_ABOVE)

    @property
    def on_schedule(self) -> int:
        """With the unit, and neither late nor soon to be."""
        with_unit = sum(self.states[state] for state in WITH_THE_UNIT)
        return with_unit - self.overdue - self.due_soon

    @property
    def timely_percent(self) -> int | None:
        """Whole percent, rounded down: 100 only where every one was in time."""
        return self.timely * 100 // self.judged if self.judged else None


@dataclass(frozen=True)
class Leader:
    """Who directs: his post, and who sits there today."""

    pk: int
    code: str
    short: str
    title: str
    name: str
    is_head: bool


@dataclass(frozen=True)
class UnitLine:
    pk: int
    code: str
    name: str
    tally: Tally


@dataclass(frozen=True)
class Waiting:
    """One report that waits above the unit, and with whom; `days` are working days."""

    mission: Mission
    decider: Leader | None
    days: int

    @property
    def is_checked(self) -> bool:
        """Whether it is past Văn phòng, before the leader."""
        return self.mission.state == MissionState.UNDER_APPROVAL


@dataclass(frozen=True)
class Age:
    """Reports that have waited about as long."""

    label: str
    waiting: list[Waiting]


@dataclass(frozen=True)
class Board:
    at: datetime
    today: date
    total: Tally
    leaders: list[tuple[Leader, Tally]]
    units: list[UnitLine]
    overdue: list[Mission]
    waiting: list[Waiting]

    @property
    def ages(self) -> list[Age]:
        """The waiting reports by age, the oldest of each age first."""
        found, longest = [], -1
        for most, label in AGES:
            of_age = [
                one
                for one in self.waiting
                if longest < one.days and (most is None or one.days <= most)
            ]
            found.append(Age(label, of_age))
            longest = most or longest
        return found


def board(scope: Scope, at: datetime) -> Board:
    """All figures of the board for one reader; four statements."""
    today = timezone.localdate(at)
    total, by_leader, by_unit = Tally(), dict[int, Tally](), dict[int, UnitLine]()
    for row in _counted(scope, today):
        total.add(row)
        by_leader.setdefault(row["directing_leader"], Tally()).add(row)
        unit = UnitLine(
            row["lead_unit"], row["lead_unit__code"], row["lead_unit__name"], Tally()
        )
        by_unit.setdefault(row["lead_unit"], unit).tally.add(row)
    leaders = _leaders(by_leader, today)
    return Board(
        at=at,
        today=today,
        total=total,
        leaders=[
            (leader, by_leader.get(leader.pk, Tally()))
            for leader in leaders
            if scope.sees_everything or leader.pk in by_leader
        ],
        units=[line for line in by_unit.values() if line.tally.open],
        overdue=list(
            missions_in(scope)
            .overdue(on=today)
            .select_related("lead_unit", "directing_leader")
            .order_by("due_on", "pk")[:WORST]
        ),
        waiting=list(_waiting(scope, leaders, today)),
    )


def soon(today: date) -> date:
    """The last day that counts as soon."""
    return add_working_days(today, SOON_WORKING_DAYS)


def _counted(scope: Scope, today: date) -> Iterable[dict[str, int | str]]:
    """One row for each leader, unit and state."""
    # The same as MissionQuerySet.overdue and .due_soon; a test holds them together.
    overdue = Q(state__in=WITH_THE_UNIT, due_on__lt=today)
    due_soon = Q(state__in=WITH_THE_UNIT, due_on__gte=today, due_on__lte=soon(today))
    judged = Q(state=MissionState.COMPLETED, due_on__isnull=False)
    return (
        missions_in(scope)
        .values(
            "directing_leader",
            "lead_unit",
            "lead_unit__code",
            "lead_unit__name",
            "state",
        )
        .annotate(
            found=Count("pk"),
            overdue=Count("pk", filter=overdue),
            due_soon=Count("pk", filter=due_soon),
            judged=Count("pk", filter=judged),
            # The hand-in that was approved: the earlier ones were taken off the row.
            timely=Count("pk", filter=judged & Q(handed_in_at__date__lte=F("due_on"))),
        )
        .order_by("lead_unit__position", "lead_unit", "directing_leader", "state")
    )


def _leaders(wanted: Iterable[int], today: date) -> list[Leader]:
    posts = (
        Post.objects.filter(
            Q(pk__in=wanted) | Q(rank__in=LEADER_RANKS, closed_on__isnull=True)
        )
        .annotate(holder=holder_of("pk", on=today))
        .order_by("position", "pk")
    )
    return [
        Leader(
            pk=post.pk,
            code=post.code,
            short=post.short,
            title=post.title,
            name=post.holder or "",
            is_head=post.rank == Rank.HEAD,
        )
        for post in posts
    ]


def _waiting(scope: Scope, leaders: list[Leader], today: date) -> Iterator[Waiting]:
    """Reports above the unit, the longest wait first.

    That a decision was passed up is read from the history: the way of a report is
    known to the package above only, and nothing else is told after `state_since`.
    """
    by_post = {leader.pk: leader for leader in leaders}
    head = next((leader for leader in leaders if leader.is_head), None)
    passed_up = HistoryEntry.objects.filter(
        subject_type="mission",
        subject_id=OuterRef("pk"),
        kind=HistoryKind.PASSED_UP,
        at__gte=OuterRef("state_since"),
    )
    missions = (
        missions_in(scope)
        .waiting_above()
        .annotate(passed_up=Exists(passed_up))
        .only("pk", "title", "state", "state_since", "handed_in_at", "directing_leader")
        .order_by("state_since", "pk")
    )
    waited = cache(lambda since: working_days_between(since, today))
    for mission in missions:
        yield Waiting(
            mission=mission,
            decider=head
            if mission.passed_up
            else by_post.get(mission.directing_leader_id),
            days=waited(timezone.localdate(mission.state_since)),
        )
