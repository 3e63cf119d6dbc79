"""Which waiting reports may be approved together with others, unopened: the clean ones.

A report is clean where nothing about it asks to be read: it is the first one, no leader
passed it up with an opinion, everybody who was asked has answered and agrees, and no
part of the mission is open.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat

from approvals.enums import Step
from approvals.models import ApprovalRequest, Opinion, waits_at
from workflows.models import Mission
from workflows.queries.owed import contributions_owed, contributions_unanswered
from workflows.querysets import MissionQuerySet

SECOND: Final = 2


def apart_reasons(missions: Sequence[Mission]) -> dict[int, list[str]]:
    """Mission → why it is to be read by itself; a clean one has no entry. One
    statement, however many missions."""
    if not missions:
        return {}
    numbers = [mission.pk for mission in missions]
    rows = with_apart(Mission.objects.filter(pk__in=numbers).only("pk", "rounds"))
    found = {mission.pk: apart_of(mission) for mission in rows}
    return {pk: reasons for pk, reasons in found.items() if reasons}


def with_apart(rows: MissionQuerySet) -> MissionQuerySet:
    """Each row with what `apart_of` tells, in the statement of the rows."""
    return rows.annotate(
        apart_above=Exists(_passed_up()),
        apart_opinions=ArraySubquery(_opinions()),
        apart_owed=ArraySubquery(_short_names(contributions_owed())),
        apart_sent=ArraySubquery(_short_names(contributions_unanswered())),
        apart_parts=ArraySubquery(
            Mission.objects.open().filter(parent=OuterRef("pk")).order_by().values("pk")
        ),
    )


def apart_of(mission: Any) -> list[str]:
    """Why a row of `with_apart` is to be read by itself."""
    return [why for rule in RULES for why in rule(mission)]


def _passed_up() -> QuerySet[ApprovalRequest]:
    """With an opinion; what goes on to the Trưởng Ban by its route was agreed to."""
    return ApprovalRequest.objects.filter(
        waits_at(Step.HEAD_DECIDES),
        mission=OuterRef("pk"),
        closed_at__isnull=True,
        agreed_at__isnull=True,
    )


def _opinions() -> QuerySet[Opinion, Any]:
    """Asked and not answered, or answered with a no; in words."""
    who = Coalesce("unit__short_name", "person__full_name")
    rows = Opinion.objects.filter(
        Q(answered_at__isnull=True) | Q(agrees=False),
        mission=OuterRef("pk"),
        request__closed_at__isnull=True,
    )
    words = Case(
        When(agrees=False, then=Concat(who, Value(" có ý kiến khác"))),
        default=Concat(Value("đang chờ ý kiến của "), who),
    )
    return rows.order_by("pk").values(words=words)


def _short_names(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.filter(mission=OuterRef("pk")).order_by("pk").values("unit__short_name")


def _not_the_first(mission: Any) -> Iterator[str]:
    if mission.rounds >= SECOND:
        yield f"báo cáo lần {mission.rounds}"


def _above(mission: Any) -> Iterator[str]:
    if mission.apart_above:
        yield "có ý kiến chuyển Trưởng Ban"


def _asked(mission: Any) -> Iterator[str]:
    yield from mission.apart_opinions
    yield from (f"chưa có nội dung phối hợp của {one}" for one in mission.apart_owed)
    yield from (
        f"ý kiến của {one} chưa được tiếp thu, giải trình" for one in mission.apart_sent
    )


def _parts(mission: Any) -> Iterator[str]:
    """Whether it ends before its parts, the leader says."""
    if mission.apart_parts:
        yield f"còn {len(mission.apart_parts)} phần chưa xong"


RULES: Final[tuple[Callable[[Any], Iterator[str]], ...]] = (
    _not_the_first,
    _above,
    _asked,
    _parts,
)
