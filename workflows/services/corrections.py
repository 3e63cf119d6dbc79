"""Đính chính: what was given out wrongly is put right until the first hand-in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person, Post, Unit
from workflows import policies
from workflows.exceptions import ActionDenied, InvalidInput
from workflows.models import Agency, Assignment, Mission
from workflows.services.agencies import optional_agency
from workflows.services.held import Held, hold
from workflows.services.missions import Order, check_complete
from workflows.services.open_units import check_still_open
from workflows.services.parts import check_no_own_work


@dataclass(frozen=True)
class Correction:
    """The mission's facts as they should have been; all of them, changed or not."""

    title: str
    text: str
    lead_unit: Unit
    directing_leader: Post
    supporting_units: tuple[Unit, ...]
    due_on: date | None
    no_deadline_reason: str = ""
    outside: "Outside | None" = None  # None: as it is


@dataclass(frozen=True)
class Outside:
    """Which agencies outside have a part in it: who leads it, who gave it to us."""

    led: str = ""  # names, as a person typed them
    given_by: str = ""


def correct(
    *,
    mission_id: int,
    correction: Correction,
    reason: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Put right unit, leader, supporting units, deadline or text, with a reason.

    Rights move in the same transaction, since they follow the columns; the people
    of the former unit and the former leader are told, too. Raises InvalidInput when
    nothing changes.
    """
    with hold(mission_id, by=by, at=at) as held:
        correct_held(held, correction, reason=reason, expected_version=expected_version)
    return held.mission


def correct_held(
    held: Held,
    correction: Correction,
    *,
    reason: str,
    expected_version: int | None = None,
    more: tuple[dict[str, Any], dict[str, Any]] = ({}, {}),
) -> None:
    """The same for a mission that is held already, as one of many.

    `more` is what else changes in the same act, before and after, for the history.
    """
    reason = policies.check_reason(
        reason, sentence="Chưa có lý do. Nêu vì sao đính chính."
    )
    held.check("correct", expected_version)
    check_complete(
        Order(
            title=correction.title,
            text=correction.text,
            lead_unit=correction.lead_unit,
            directing_leader=correction.directing_leader,
            due_on=correction.due_on,
            no_deadline_reason=correction.no_deadline_reason,
            supporting_units=correction.supporting_units,
        )
    )
    _check_new_field(held, correction)
    before, after = _difference(held, correction)
    if not after:
        raise InvalidInput("Không có thay đổi nào so với nội dung đã giao.")
    seat = held.seat(*_giving_rights(held.mission))
    _apply(held, correction)
    held.enter(
        HistoryKind.CORRECTED,
        seat=seat,
        before={**before, **more[0]},
        after={**after, **more[1]},
        note=reason,
    )


def _check_new_field(held: Held, correction: Correction) -> None:
    """A leader corrects into his or her own field only; Văn phòng into any."""
    rights = _giving_rights(held.mission)
    if not any(held.scope.on_unit(r, correction.lead_unit.pk) for r in rights):
        raise ActionDenied(
            f"{correction.lead_unit.name} không thuộc lĩnh vực được phân công."
        )


def _giving_rights(mission: Mission) -> tuple[Right, ...]:
    """Văn phòng's right to give out counts for what rests on a signed document."""
    if mission.document_id is None:
        return (Right.GIVE_WORK,)
    return (Right.ISSUE_WORK, Right.GIVE_WORK)


def _difference(
    held: Held, correction: Correction
) -> tuple[dict[str, Any], dict[str, Any]]:
    mission = held.mission
    lead, leader, supporting = _codes_before(held, correction)
    pairs: dict[str, tuple[Any, Any]] = {
        "title": (mission.title, correction.title.strip()),
        "text": (mission.text, correction.text.strip()),
        "lead_unit": (lead, correction.lead_unit.code),
        "directing_leader": (leader, correction.directing_leader.code),
        "supporting_units": (
            supporting,
            sorted(unit.code for unit in correction.supporting_units),
        ),
        "due_on": (
            mission.due_on.isoformat() if mission.due_on else None,
            correction.due_on.isoformat() if correction.due_on else None,
        ),
        "no_deadline_reason": (
            mission.no_deadline_reason or None,
            correction.no_deadline_reason.strip() or None,
        ),
    }
    led, given = _agencies(correction, mission)
    pairs["led_outside"] = (_name(mission.led_outside), _name(led))
    pairs["given_by_agency"] = (_name(mission.given_by_agency), _name(given))
    if correction.lead_unit.pk != mission.lead_unit_id and mission.monitoring_officer:
        # An officer of the former unit; the new one names its own.
        pairs["officer"] = (mission.monitoring_officer.full_name, None)
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return (
        {name: pair[0] for name, pair in changed.items()},
        {name: pair[1] for name, pair in changed.items()},
    )


def _codes_before(held: Held, correction: Correction) -> tuple[str, str, list[str]]:
    """Lead unit, leader and supporting units until now; read only where they change."""
    mission = held.mission
    named = (correction.lead_unit, *correction.supporting_units)
    known = {unit.pk: unit.code for unit in named}
    unknown = {mission.lead_unit_id, *held.supporting} - known.keys()
    if unknown:
        rows = Unit.objects.filter(pk__in=unknown)
        known |= dict(rows.values_list("pk", "code"))
    leader = correction.directing_leader
    if leader.pk != mission.directing_leader_id:
        leader = mission.directing_leader
    supporting = sorted(known[pk] for pk in held.supporting)
    return known[mission.lead_unit_id], leader.code, supporting


def _agencies(
    correction: Correction, mission: Mission
) -> tuple[Agency | None, Agency | None]:
    """Who leads it outside, and who gave it, afterwards."""
    if correction.outside is None:
        return mission.led_outside, mission.given_by_agency
    outside = correction.outside
    return optional_agency(outside.led), optional_agency(outside.given_by)


def _name(agency: Agency | None) -> str | None:
    return agency.name if agency is not None else None


def _drop_support(held: Held, wanted: frozenset[int]) -> None:
    if held.supporting - wanted:
        held.mission.assignments.exclude(unit_id__in=wanted).delete()


def _apply(held: Held, correction: Correction) -> None:
    mission = held.mission
    if correction.lead_unit.pk != mission.lead_unit_id:
        check_no_own_work(held)
    if correction.outside is not None:
        led, given = _agencies(correction, mission)
        held.set(led_outside=led, given_by_agency=given)
    wanted = frozenset(unit.pk for unit in correction.supporting_units)
    known = {mission.lead_unit_id, *held.supporting}
    check_still_open({correction.lead_unit.pk, *wanted} - known)
    held.concerned_units |= {mission.lead_unit_id, *held.supporting}
    held.concerned_posts.add(mission.directing_leader_id)
    if correction.lead_unit.pk != mission.lead_unit_id:
        if mission.monitoring_officer_id is not None:
            held.concerned_people.add(mission.monitoring_officer_id)
        held.set(monitoring_officer=None)
    # Rows that go, then the lead, then rows that come: the trigger that keeps lead and
    # support apart looks at every step.
    lead_was = mission.lead_unit_id
    _drop_support(held, wanted)
    held.set(
        title=correction.title.strip(),
        text=correction.text.strip(),
        lead_unit=correction.lead_unit,
        directing_leader=correction.directing_leader,
        due_on=correction.due_on,
        no_deadline_reason=correction.no_deadline_reason.strip(),
    )
    internal = mission.internal_due_on
    if internal is not None and (mission.due_on is None or mission.due_on < internal):
        held.set(internal_due_on=None)  # never later than the deadline outside
    if mission.lead_unit_id != lead_was:
        mission.save(update_fields=["lead_unit"])
    Assignment.objects.bulk_create(
        Assignment(mission=mission, unit_id=unit_id)
        for unit_id in wanted - held.supporting
    )
    held.supporting = mission.supporting_unit_ids = wanted
    held.concerned_units -= {mission.lead_unit_id, *wanted}
