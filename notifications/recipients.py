"""From a history entry to the people who are entitled to hear of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.catalogue import CATALOGUE, Audience
from organization import scopes
from organization.enums import Right
from workflows.concerns import Concern
from workflows.enums import MissionState

Told = tuple[HistoryEntry, Concern]


class Directory:
    """Who sits where, read once for a batch of entries, however many."""

    def __init__(self, batch: Sequence[Told], at: datetime) -> None:
        concerns = [concern for _, concern in batch]
        self.at = at
        self.seats = scopes.directory(
            unit_ids=set().union(*(units_of(one) for one in concerns)),
            post_ids=set().union(*(one.leader_post_ids for one in concerns)),
            at=at,
        )
        self._everywhere: dict[Right, frozenset[int]] = {}

    def heads(self, unit_ids: Iterable[int]) -> set[int]:
        return set().union(*(self.seats.heads[unit] for unit in unit_ids))

    def holders(self, post_ids: Iterable[int], unit_id: int) -> set[int]:
        seats = self.seats
        return set().union(*(seats.holding(post, unit_id=unit_id) for post in post_ids))

    def holders_of(self, right: Right, unit_id: int) -> frozenset[int]:
        """People with a right that covers all units; asked only where it matters."""
        if right not in self._everywhere:
            found = scopes.people_with(right, [unit_id], self.at)
            self._everywhere[right] = frozenset(found.get(unit_id, []))
        return self._everywhere[right]


def units_of(concern: Concern) -> set[int]:
    """Every unit whose head is told."""
    return {
        concern.lead_unit_id,
        *concern.supporting_unit_ids,
        *concern.former_unit_ids,
    }


def recipients(told: Told, directory: Directory) -> dict[int, bool]:
    """People who hear of this entry, never the one who did it, and whether each may
    still see the mission: after a correction the former unit and leader may not."""
    entry, concern = told
    audience = CATALOGUE[HistoryKind(entry.kind)].audience
    mission = concern.mission
    seeing: set[int] = set()
    former: set[int] = set()
    if Audience.UNITS in audience:
        current = {concern.lead_unit_id, *concern.supporting_unit_ids}
        seeing |= directory.heads(current)
        former |= directory.heads(concern.former_unit_ids)
    if Audience.LEADER in audience:
        unit_id = concern.lead_unit_id
        seeing |= directory.holders([mission.directing_leader_id], unit_id)
        former |= directory.holders(concern.leader_post_ids, unit_id)
    if Audience.OFFICER in audience and mission.monitoring_officer_id:
        seeing.add(mission.monitoring_officer_id)
    if Audience.MONITOR in audience and mission.document is not None:
        seeing.add(mission.document.monitoring_officer_id)
    if Audience.CHECKERS in audience and waits_for_check(told):
        seeing |= directory.holders_of(Right.CHECK_WORK, concern.lead_unit_id)
    if Audience.BOARD_HEAD in audience and was_passed_up(told):
        seeing |= directory.holders_of(Right.DECIDE_WORK, concern.lead_unit_id)
    everyone = (seeing | former) - {entry.actor_id}
    return {person: person in seeing for person in sorted(everyone)}


def waits_for_check(told: Told) -> bool:
    """Whether the report waits with Văn phòng after this entry, or did before it."""
    entry, concern = told
    states = {entry.before.get("state"), entry.after.get("state")}
    return concern.mission.checked_by_office and MissionState.REPORTED in states


def was_passed_up(told: Told) -> bool:
    """Whether the Trưởng Ban was asked to decide."""
    entry, concern = told
    return entry.kind == HistoryKind.PASSED_UP or concern.passed_up
