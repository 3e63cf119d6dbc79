"""Who may do what to a mission, in what capacity; pure.

A scope (seats and rights at a moment) and the mission's facts go in, the seat from
which the person would act comes out, or None. Rules: rules.md section 9, written out
for people in docs/permissions.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from organization.enums import Rank, Right
from organization.scopes import Scope, Seat
from workflows.enums import ExceptionRight


@dataclass(frozen=True)
class MissionFacts:
    """What authority depends on. `handed_in_by` is the author of the open report."""

    lead_unit_id: int
    directing_post_id: int
    mission_id: int = 0
    supporting_unit_ids: frozenset[int] = frozenset()
    handed_in_by: int | None = None
    passed_up: bool = False
    taken_up: bool = False
    from_document: bool = False
    asked_units: frozenset[int] = frozenset()
    asked_people: frozenset[int] = frozenset()
    extension_asked_by: int | None = None


# Who is let in by exception acts from no seat; nothing is ever signed from this one.
BY_EXCEPTION: Final = Seat(post_id=0, post_title="", rank=Rank.OFFICER, unit_id=0)


def seat_to_view(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Units that lead or support it, its leader, who sees everything, and who was let
    in by exception."""
    seat = _seat_of_the_mission(scope, facts)
    if seat is None and scope.is_excepted(ExceptionRight.VIEW, facts.mission_id):
        return BY_EXCEPTION
    return seat


def _seat_of_the_mission(scope: Scope, facts: MissionFacts) -> Seat | None:
    return (
        scope.on_unit(Right.VIEW_WORK, facts.lead_unit_id)
        or scope.on_post(
            Right.VIEW_WORK, facts.directing_post_id, unit_id=facts.lead_unit_id
        )
        or next(
            (
                seat
                for unit_id in sorted(facts.supporting_unit_ids)
                if (seat := scope.on_unit(Right.VIEW_WORK, unit_id))
            ),
            None,
        )
    )


def seat_to_start(scope: Scope, facts: MissionFacts) -> Seat | None:
    return scope.on_unit(Right.START_WORK, facts.lead_unit_id)


def seat_to_report(scope: Scope, facts: MissionFacts) -> Seat | None:
    return scope.on_unit(Right.REPORT_WORK, facts.lead_unit_id)


def seat_to_prepare(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The people of the lead unit write its report; so does who was let in for that."""
    seat = scope.on_unit(Right.PREPARE_WORK, facts.lead_unit_id)
    if seat is None and scope.is_excepted(ExceptionRight.PREPARE, facts.mission_id):
        return BY_EXCEPTION
    return seat


def seat_to_contribute(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The people of a supporting unit add to the report; they close nothing."""
    seats = (
        scope.on_unit(Right.PREPARE_WORK, unit_id)
        for unit_id in sorted(facts.supporting_unit_ids)
    )
    return next((seat for seat in seats if seat), None)


def seat_inside_the_lead_unit(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The people of the lead unit ask its supporting units, answer them, and say how
    far the work is; its head answers for it by handing in."""
    return scope.on_unit(Right.PREPARE_WORK, facts.lead_unit_id)


def seat_to_comment(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Whoever sees it, but who sees it to audit: an auditor writes nothing."""
    seat = seat_to_view(scope, facts)
    return None if seat is None or seat.rank == Rank.AUDITOR else seat


def seat_to_check(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Văn phòng checks the form, but nobody checks what he or she handed in."""
    if facts.handed_in_by == scope.person_id:
        return None
    return scope.on_unit(Right.CHECK_WORK, facts.lead_unit_id)


def seat_to_decide(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The leader in charge or the Trưởng Ban; never on one's own report, also not as
    a delegate. What was passed up is the Trưởng Ban's alone."""
    if facts.handed_in_by is not None and facts.handed_in_by == scope.person_id:
        return None
    if not facts.passed_up:
        seat = _directing_seat(scope, facts)
        if seat is not None:
            return seat
    return _head_seat(scope, facts)


def seat_to_pass_up(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The leader in charge, unless that is the Trưởng Ban himself."""
    if facts.passed_up or facts.handed_in_by == scope.person_id:
        return None
    seat = _directing_seat(scope, facts)
    return None if seat is None or seat.rank == Rank.HEAD else seat


def seat_to_withdraw(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Who directs it; and who gives out, as long as the unit has not taken it up."""
    seat = _directing_seat(scope, facts) or _head_seat(scope, facts)
    if seat is None and not facts.taken_up:
        seat = seat_to_give(scope, facts)
    return seat


def seat_to_withdraw_by_paper(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The same, and Văn phòng in execution of a signed paper: one that takes the
    mission's document back, or a new version of it that drops the work."""
    seat = seat_to_withdraw(scope, facts)
    if seat is None and facts.from_document:
        seat = scope.on_unit(Right.ISSUE_WORK, facts.lead_unit_id)
    return seat


def seat_to_give(scope: Scope, facts: MissionFacts) -> Seat | None:
    """A leader within the own field; Văn phòng in execution of a signed document, so
    never what a leader gave directly."""
    seat = None
    if facts.from_document:
        seat = scope.on_unit(Right.ISSUE_WORK, facts.lead_unit_id)
    return seat or scope.on_unit(Right.GIVE_WORK, facts.lead_unit_id)


def seat_to_except(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Who directs it, or the Trưởng Ban, lets one person in, and ends that."""
    return _directing_seat(scope, facts) or _head_seat(scope, facts)


def seat_to_ask_opinion(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Who directs, decides or checks may ask others; that decides nothing yet."""
    return (
        _directing_seat(scope, facts)
        or _head_seat(scope, facts)
        or scope.on_unit(Right.CHECK_WORK, facts.lead_unit_id)
    )


def seat_to_give_opinion(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Who was asked: the head of the unit, or the person himself."""
    seats = (
        scope.on_unit(Right.REPORT_WORK, unit_id)
        for unit_id in sorted(facts.asked_units)
    )
    found = next((seat for seat in seats if seat), None)
    if found is None and scope.person_id in facts.asked_people:
        found = scope.seats[0] if scope.seats else BY_EXCEPTION
    return found


def seat_of_the_head(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The Trưởng Ban's seat, as directing leader or as head of all, or one that he
    lent; never on one's own report. Where a report is to go on to him, this one ends
    its way."""
    if facts.handed_in_by is not None and facts.handed_in_by == scope.person_id:
        return None
    seat = _directing_seat(scope, facts)
    if seat is not None and seat.rank == Rank.HEAD:
        return seat
    return _head_seat(scope, facts)


def seat_to_split(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Who directs it, or the Trưởng Ban: splits it, or gives another in its place."""
    return _directing_seat(scope, facts) or _head_seat(scope, facts)


def seat_to_merge(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Who directs it; and Văn phòng in execution of signed papers. Asked of both."""
    seat = seat_to_split(scope, facts)
    if seat is None and facts.from_document:
        seat = scope.on_unit(Right.ISSUE_WORK, facts.lead_unit_id)
    return seat


def seat_to_record_outside(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Văn phòng, which keeps the papers, and the people of the lead unit."""
    return scope.on_unit(Right.ISSUE_WORK, facts.lead_unit_id) or scope.on_unit(
        Right.PREPARE_WORK, facts.lead_unit_id
    )


def seat_to_extend(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Who directs it, or the Trưởng Ban, answers a request for a later deadline; never
    one's own, also not as a delegate."""
    if facts.extension_asked_by == scope.person_id:
        return None
    return seat_to_except(scope, facts)


def seat_to_plan(scope: Scope, facts: MissionFacts) -> Seat | None:
    """An internal deadline is the lead unit's own, or set by who directs it."""
    return seat_to_report(scope, facts) or seat_to_except(scope, facts)


def seat_to_instruct(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Who directs it, or the Trưởng Ban; whoever raised the question is told apart by
    the service, for it is the question's and not the mission's."""
    return _directing_seat(scope, facts) or _head_seat(scope, facts)


def seat_to_instruct_as_head(scope: Scope, facts: MissionFacts) -> Seat | None:
    """What was passed on is the Trưởng Ban's alone."""
    return _head_seat(scope, facts)


def seat_to_refer(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The leader in charge passes a question on, unless that is the Trưởng Ban."""
    seat = _directing_seat(scope, facts)
    return None if seat is None or seat.rank == Rank.HEAD else seat


def seat_to_follow_up(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Văn phòng, who follows all work; who directs it; the Trưởng Ban."""
    seat = _directing_seat(scope, facts) or _head_seat(scope, facts)
    return seat or seat_to_inspect(scope, facts)


def seat_to_follow_up_above(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The Trưởng Ban and Văn phòng also urge on those who have the report."""
    return _head_seat(scope, facts) or seat_to_inspect(scope, facts)


def seat_to_inspect(scope: Scope, facts: MissionFacts) -> Seat | None:
    """Văn phòng looks at how any work stands, also at what it handed in itself."""
    return scope.on_unit(Right.CHECK_WORK, facts.lead_unit_id)


def seat_to_answer_for_support(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The head of a supporting unit answers for it."""
    seats = (
        scope.on_unit(Right.REPORT_WORK, unit_id)
        for unit_id in sorted(facts.supporting_unit_ids)
    )
    return next((seat for seat in seats if seat), None)


def _directing_seat(scope: Scope, facts: MissionFacts) -> Seat | None:
    return scope.on_post(
        Right.DECIDE_WORK, facts.directing_post_id, unit_id=facts.lead_unit_id
    )


def _head_seat(scope: Scope, facts: MissionFacts) -> Seat | None:
    """The Trưởng Ban's seat, or one lent by him for all units or for this one."""
    return scope.on_unit(Right.DECIDE_WORK, facts.lead_unit_id)


SEAT_FOR: Final[dict[str, Callable[[Scope, MissionFacts], Seat | None]]] = {
    "workflows.view_mission": seat_to_view,
    "workflows.start_mission": seat_to_start,
    "workflows.report_mission": seat_to_report,
    "workflows.officer_mission": seat_to_report,
    "workflows.submit_mission": seat_to_check,
    "workflows.approve_mission": seat_to_decide,
    "workflows.pass_up_mission": seat_to_pass_up,
    "workflows.withdraw_mission": seat_to_withdraw,
    "workflows.assign_mission": seat_to_give,
    "workflows.except_mission": seat_to_except,
    "workflows.prepare_mission": seat_to_prepare,
    "workflows.contribute_mission": seat_to_contribute,
    "workflows.ask_contribution_mission": seat_inside_the_lead_unit,
    "workflows.answer_contribution_mission": seat_inside_the_lead_unit,
    "workflows.progress_mission": seat_inside_the_lead_unit,
    "workflows.comment_mission": seat_to_comment,
    "workflows.route_mission": seat_to_except,
    "workflows.consult_mission": seat_to_ask_opinion,
    "workflows.opine_mission": seat_to_give_opinion,
    "workflows.split_mission": seat_to_split,
    "workflows.derive_mission": seat_to_report,
    "workflows.merge_mission": seat_to_merge,
    "workflows.replace_mission": seat_to_split,
    "workflows.outside_mission": seat_to_record_outside,
    "workflows.extend_mission": seat_to_extend,
    "workflows.plan_mission": seat_to_plan,
    "workflows.pause_mission": seat_to_except,
    "workflows.instruct_mission": seat_to_instruct,
    "workflows.instruct_as_head_mission": seat_to_instruct_as_head,
    "workflows.refer_mission": seat_to_refer,
    "workflows.follow_up_mission": seat_to_follow_up,
    "workflows.follow_up_above_mission": seat_to_follow_up_above,
    "workflows.answer_support_mission": seat_to_answer_for_support,
    "workflows.inspect_mission": seat_to_inspect,
}
