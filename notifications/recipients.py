"""From a history entry to the people who are entitled to hear of it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.catalogue import CATALOGUE, Audience
from organization import scopes
from organization.enums import Right
from workflows.concerns import Concern
from workflows.enums import WITH_THE_UNIT, MissionState

Told = tuple[HistoryEntry, Concern]


class Directory:
    """Who sits where, read once for a batch of entries, however many."""

    def __init__(self, batch: Sequence[Told], at: datetime) -> None:
        concerns = [concern for _, concern in batch]
        self.at = at
        self.lead_units = {one.mission.pk: one.lead_unit_id for one in concerns}
        self.seats = scopes.directory(
            unit_ids=set().union(*(units_of(one) for one in concerns)),
            post_ids=set().union(*(one.leader_post_ids for one in concerns)),
            people=set().union(*(named_in(one) for one in concerns)),
            mission_ids=list(self.lead_units),
            at=at,
        )
        self._with_right: dict[Right, dict[int, frozenset[int]]] = {}

    def heads(self, unit_ids: Iterable[int], concern: Concern) -> set[int]:
        return self.seats.heads_of(unit_ids, mission_id=concern.mission.pk)

    def holders(
        self, post_ids: Iterable[int], unit_id: int, concern: Concern
    ) -> set[int]:
        found = (
            self.seats.holding(post, unit_id=unit_id, mission_id=concern.mission.pk)
            for post in post_ids
        )
        return set().union(*found)

    def holders_of(self, right: Right, concern: Concern) -> frozenset[int]:
        """People with a right on the mission's lead unit; asked only where it matters,
        then for all missions of the batch at once."""
        if right not in self._with_right:
            found = scopes.people_with_on(right, self.lead_units, self.at)
            self._with_right[right] = found
        return self._with_right[right][concern.mission.pk]

    def who_see(self, concern: Concern) -> set[int]:
        """Who of the people in question may see the mission as it stands now."""
        leader = concern.mission.directing_leader_id
        units = {concern.lead_unit_id, *concern.supporting_unit_ids}
        return (
            self.viewers(units, concern)
            | self.holders([leader], concern.lead_unit_id, concern)
            | concern.excepted_people_ids
        )

    def viewers(self, unit_ids: Iterable[int], concern: Concern) -> set[int]:
        return self.seats.viewers_of(unit_ids, mission_id=concern.mission.pk)


def units_of(concern: Concern) -> set[int]:
    """Every unit whose head is told."""
    return {
        concern.lead_unit_id,
        *concern.supporting_unit_ids,
        *concern.former_unit_ids,
    }


def named_in(concern: Concern) -> set[int]:
    """People whom the mission and its document name; a name alone gives no right."""
    mission = concern.mission
    named = {mission.monitoring_officer_id, mission.document_monitor_id}
    former = concern.former_people_ids | concern.named_people_ids
    return {*former, *(one for one in named if one is not None)}


def recipients(told: Told, directory: Directory) -> dict[int, bool]:
    """People who hear of this entry, never the one who did it, and whether each may
    still see the mission: after a correction the former unit and leader may not. An
    officer or monitor who has left the seat hears nothing any more."""
    entry, concern = told
    audience = CATALOGUE[HistoryKind(entry.kind)].audience
    see_it = directory.who_see(concern)
    seated = _seated(told, directory, audience)
    named = _named(concern, audience) & see_it
    everyone = seated | named | _former(concern, directory, audience)
    if Audience.EXCEPTED in audience:
        everyone |= concern.excepted_people_ids | concern.named_people_ids
    return {
        person: person in seated | see_it
        for person in sorted(everyone - {entry.actor_id})
    }


def who_must_act(told: Told, directory: Directory) -> set[int]:
    """People for whom the mission waits after this entry: a toast stays for them."""
    _, concern = told
    mission, unit_id = concern.mission, concern.lead_unit_id
    if mission.state in WITH_THE_UNIT:
        return directory.heads([unit_id], concern)
    if mission.state == MissionState.REPORTED:
        return set(directory.holders_of(Right.CHECK_WORK, concern))
    if mission.state != MissionState.UNDER_APPROVAL:
        return set()
    if was_passed_up(told):
        return set(directory.holders_of(Right.DECIDE_WORK, concern))
    return directory.holders([mission.directing_leader_id], unit_id, concern)


def _seated(
    told: Told, directory: Directory, audience: Collection[Audience]
) -> set[int]:
    """Who sits where the mission lies now, or where its report waits or waited."""
    _, concern = told
    unit_id = concern.lead_unit_id
    found: set[int] = set()
    if Audience.UNITS in audience:
        units = {unit_id, *concern.supporting_unit_ids}
        found |= directory.heads(units, concern)
    if Audience.LEADER in audience:
        leader = concern.mission.directing_leader_id
        found |= directory.holders([leader], unit_id, concern)
    if Audience.CHECKERS in audience and waits_for_check(told):
        found |= directory.holders_of(Right.CHECK_WORK, concern)
    if Audience.BOARD_HEAD in audience and was_passed_up(told):
        found |= directory.holders_of(Right.DECIDE_WORK, concern)
    return found


def _named(concern: Concern, audience: Collection[Audience]) -> set[int]:
    """The officer in charge and the monitor of the document."""
    mission = concern.mission
    named = {
        Audience.OFFICER: mission.monitoring_officer_id,
        Audience.MONITOR: mission.document_monitor_id,
    }
    return {one for key, one in named.items() if key in audience and one is not None}


def _former(
    concern: Concern, directory: Directory, audience: Collection[Audience]
) -> set[int]:
    """Who had a part in it until now, as far as they still sit there."""
    found: set[int] = set()
    if Audience.UNITS in audience:
        found |= directory.heads(concern.former_unit_ids, concern)
    if Audience.LEADER in audience:
        for unit_id in {concern.lead_unit_id, *concern.former_unit_ids}:
            found |= directory.holders(concern.leader_post_ids, unit_id, concern)
    viewers = directory.viewers(units_of(concern), concern)
    return found | (concern.former_people_ids & viewers)


def waits_for_check(told: Told) -> bool:
    """Whether the report waits with Văn phòng after this entry, or did before it."""
    entry, concern = told
    states = {entry.before.get("state"), entry.after.get("state")}
    return concern.mission.checked_by_office and MissionState.REPORTED in states


def was_passed_up(told: Told) -> bool:
    """Whether the Trưởng Ban was asked to decide."""
    entry, concern = told
    return entry.kind == HistoryKind.PASSED_UP or concern.passed_up
