"""What a person must answer on missions: an extension asked for, a difficulty, a word
of urging, a contribution owed. One rule a kind; the inbox and its count read them all.

A rule looks at open exchanges only (each has a partial index), so the cost follows what
is open and not what ever was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from approvals.queries.opinions import must_give_opinion
from approvals.queries.waiting import waiting_for
from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import (
    WITH_THE_UNIT,
    DifficultyLevel,
    ExtensionOutcome,
    FollowUpTo,
)
from workflows.models import (
    DeadlineExtension,
    Mission,
)
from workflows.policies import SOURCES
from workflows.queries import directed, lent_alone, missions_in
from workflows.queries.owed import contributions_owed, contributions_unanswered
from workflows.queries.urging import open_difficulties, open_follow_ups
from workflows.querysets import MissionQuerySet


@dataclass(frozen=True)
class Awaited:
    """One kind of answer.

    `name` is an identifier, `words` say what to answer, `code` is a colour of ui.css,
    `anchor` the place on the mission's page; `rule` finds the missions.
    """

    name: str
    words: str
    code: str
    anchor: str
    rule: Callable[[Scope], Q]

    def missions(self, scope: Scope) -> Q:
        return self.rule(scope) | lent_alone(scope, self.rule)


def _owes_contribution(scope: Scope) -> Q:
    """Supporting units were asked, and may still send while the lead unit works."""
    owed = contributions_owed().filter(unit__in=scope.unit_ids(Right.PREPARE_WORK))
    return Q(state__in=WITH_THE_UNIT, pk__in=owed.values("mission"))


def _opinions_to_answer(scope: Scope) -> Q:
    """What supporting units sent, the lead unit takes up or explains."""
    return Q(
        state__in=SOURCES["answer_contribution"],
        lead_unit__in=scope.unit_ids(Right.PREPARE_WORK),
        pk__in=contributions_unanswered().values("mission"),
    )


def _extensions_to_answer(scope: Scope) -> Q:
    """A later day is asked of who directs the mission; nobody answers his own."""
    asked = DeadlineExtension.objects.filter(outcome=ExtensionOutcome.PENDING)
    others = asked.exclude(asked_by=scope.person_id)
    return Q(pk__in=others.values("mission")) & directed(scope, Right.DECIDE_WORK)


def _difficulty_waits(scope: Scope) -> Q:
    """What was raised waits for the leader in charge; what he passed on, for the Trưởng
    Ban. One's own waits for others."""
    raised = open_difficulties().exclude(asked_by=scope.person_id)
    for_leader = raised.filter(level=DifficultyLevel.LEADER).values("mission")
    found = Q(pk__in=for_leader) & directed(scope, Right.DECIDE_WORK)
    for_head = raised.filter(level=DifficultyLevel.HEAD).values("mission")
    if Right.DECIDE_WORK in scope.everywhere:
        return found | Q(pk__in=for_head)
    units = scope.unit_ids(Right.DECIDE_WORK)
    return found | Q(pk__in=for_head, lead_unit__in=units) if units else found


def _is_urged_on(scope: Scope) -> Q:
    """A word of urging waits for the head of the unit to which it went."""
    units = scope.unit_ids(Right.REPORT_WORK)
    urged = open_follow_ups()
    lead = urged.filter(addressee=FollowUpTo.LEAD_UNIT).values("mission")
    others = urged.filter(addressee=FollowUpTo.SUPPORTING_UNIT, unit__in=units)
    return Q(pk__in=lead, lead_unit__in=units) | Q(pk__in=others.values("mission"))


AWAITED: Final[tuple[Awaited, ...]] = (
    Awaited(
        "extension",
        "Đề nghị gia hạn chờ trả lời",
        "giahan",
        "thoi-han",
        _extensions_to_answer,
    ),
    Awaited(
        "difficulty",
        "Vướng mắc chờ ý kiến chỉ đạo",
        "tralai",
        "vuong-mac",
        _difficulty_waits,
    ),
    Awaited("follow_up", "Đôn đốc chờ trả lời", "saphan", "don-doc", _is_urged_on),
    Awaited(
        "contribution",
        "Được đề nghị gửi nội dung phối hợp",
        "saphan",
        "don-vi-thuc-hien",
        _owes_contribution,
    ),
    Awaited(
        "opinion",
        "Nội dung phối hợp chờ tiếp thu, giải trình",
        "baocao",
        "don-vi-thuc-hien",
        _opinions_to_answer,
    ),
    Awaited(
        "asked_opinion",
        "Được xin ý kiến về báo cáo",
        "baocao",
        "quy-trinh",
        must_give_opinion,
    ),
)


def must_answer(scope: Scope) -> MissionQuerySet:
    """Open missions on which this person must answer something."""
    found = [
        Mission.objects.open().filter(one.missions(scope)).order_by().values("pk")
        for one in AWAITED
    ]
    if not found:
        return Mission.objects.none()
    first, *others = found
    # A union, not an OR: each part goes by the index of its own open rows.
    return missions_in(scope).filter(pk__in=first.union(*others) if others else first)


def asked_of(scope: Scope, *, most: int) -> QuerySet[Any, Any]:
    """Numbers of missions on which something is asked of this person, to do or to
    answer, up to so many; for counting."""
    numbers = waiting_for(scope).order_by().values("pk")
    answers = must_answer(scope).order_by().values("pk")
    return numbers.union(answers)[:most]


def with_awaited(rows: MissionQuerySet, scope: Scope) -> MissionQuerySet:
    """Each row with what its reader must answer there (`awaited_of`)."""
    flags: dict[str, Any] = {
        f"awaited_{one.name}": ExpressionWrapper(
            one.missions(scope), output_field=BooleanField()
        )
        for one in AWAITED
    }
    return rows.annotate(**flags)


def awaited_of(mission: Mission) -> list[Awaited]:
    """What `with_awaited` found on this row."""
    return [one for one in AWAITED if getattr(mission, f"awaited_{one.name}", False)]


def awaited_on(mission: Mission, scope: Scope) -> list[Awaited]:
    """The same for one mission; one statement."""
    row = with_awaited(Mission.objects.filter(pk=mission.pk), scope).first()
    return awaited_of(row) if row is not None and AWAITED else []
