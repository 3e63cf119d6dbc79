"""From a history entry to the people who are entitled to hear of it."""

from collections.abc import Sequence
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

    def heads(self, concern: Concern) -> set[int]:
        return set().union(*(self.seats.heads[unit] for unit in units_of(concern)))

    def leaders(self, concern: Concern) -> set[int]:
        return set().union(
            *(
                self.seats.holding(post, unit_id=concern.lead_unit_id)
                for post in concern.leader_post_ids
            )
        )

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


def recipients(told: Told, directory: Directory) -> set[int]:
    """People who hear of this entry; never the one who did it."""
    entry, concern = told
    audience = CATALOGUE[HistoryKind(entry.kind)].audience
    people: set[int] = set()
    if Audience.UNITS in audience:
        people |= directory.heads(concern)
    if Audience.LEADER in audience:
        people |= directory.leaders(concern)
    if Audience.OFFICER in audience and concern.mission.monitoring_officer_id:
        people.add(concern.mission.monitoring_officer_id)
    if Audience.MONITOR in audience and concern.mission.document is not None:
        people.add(concern.mission.document.monitoring_officer_id)
    if Audience.CHECKERS in audience and waits_for_check(told):
        people |= directory.holders_of(Right.CHECK_WORK, concern.lead_unit_id)
    if Audience.BOARD_HEAD in audience and was_passed_up(told):
        people |= directory.holders_of(Right.DECIDE_WORK, concern.lead_unit_id)
    return people - {entry.actor_id}


def waits_for_check(told: Told) -> bool:
    """Whether the report waits with Văn phòng after this entry, or did before it."""
    entry, concern = told
    states = {entry.before.get("state"), entry.after.get("state")}
    return concern.mission.checked_by_office and MissionState.REPORTED in states


def was_passed_up(told: Told) -> bool:
    """Whether the Trưởng Ban was asked to decide."""
    entry, concern = told
    return entry.kind == HistoryKind.PASSED_UP or concern.passed_up
