"""From a history entry to the people who are entitled to hear of it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.catalogue import (
    CATALOGUE,
    REMINDED_AFTER,
    REMINDED_BEFORE,
    Audience,
)
from organization import scopes
from organization.enums import Right
from workflows.concerns import Concern
from workflows.enums import WITH_THE_UNIT, MissionState

Told = tuple[HistoryEntry, Concern]


class Directory:
    """Who sits where, read once for a batch of entries, however many."""

    def __init__(
        self, concerns: Sequence[Concern], at: datetime, other: Right | None = None
    ) -> None:
        """`other` is one more right that these changes ask of, known beforehand."""
        self.at, self.other = at, other
        self.lead_units = {one.mission.pk: one.lead_unit_id for one in concerns}
        known = [one.seats for one in concerns if one.seats is not None]
        if len(concerns) == len(known) == 1 and other is None:
            self.seats = known[0]
        else:
            self.seats = scopes.directory(
                unit_ids=set().union(*(units_of(one) for one in concerns)),
                post_ids=set().union(*(one.leader_post_ids for one in concerns)),
                people=set().union(*(named_in(one) for one in concerns)),
                mission_ids=list(self.lead_units),
                other=other,
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
        if right == self.other:
            unit_id, mission_id = concern.lead_unit_id, concern.mission.pk
            return frozenset(self.seats.others_of(unit_id, mission_id=mission_id))
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


def right_asked_of(told: Iterable[Told]) -> Right | None:
    """The right whose holders these changes are told to, seen before anything is read:
    the Trưởng Ban's where something goes to him, else the check by Văn phòng."""
    waits_for_check_anywhere = False
    for one in told:
        audience = CATALOGUE[HistoryKind(one[0].kind)].audience
        passed_up = Audience.BOARD_HEAD in audience and was_passed_up(one)
        if passed_up or Audience.HEAD in audience:
            return Right.DECIDE_WORK
        waits_for_check_anywhere |= waits_for_check(one)
    return Right.CHECK_WORK if waits_for_check_anywhere else None


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
    if Audience.NAMED in audience:
        named |= concern.named_people_ids & see_it
    everyone = seated | named | _former(concern, directory, audience)
    if Audience.EXCEPTED in audience:
        everyone |= concern.excepted_people_ids | concern.named_people_ids
    return {
        person: person in seated | see_it
        for person in sorted(everyone - {entry.actor_id})
    }


def who_is_reminded(
    concern: Concern, directory: Directory, *, is_over: bool
) -> dict[int, bool]:
    """People who hear of a deadline, before it or after it, as far as they still see
    the mission; and that they do."""
    audience = REMINDED_AFTER if is_over else REMINDED_BEFORE
    unit_id, mission = concern.lead_unit_id, concern.mission
    found: set[int] = set()
    if Audience.LEAD_UNIT in audience:
        found |= directory.heads([unit_id], concern)
    if Audience.LEADER in audience:
        found |= directory.holders([mission.directing_leader_id], unit_id, concern)
    found |= _named(concern, audience) & directory.who_see(concern)
    return dict.fromkeys(sorted(found), True)


def who_is_asked(told: Told, directory: Directory) -> set[int]:
    """Of whom something is asked: for whom the mission waits, and whom the act asks."""
    entry, concern = told
    asks = CATALOGUE[HistoryKind(entry.kind)].asks
    if not asks:
        return who_must_act(told, directory)
    asked = _seated(told, directory, asks) | _named(concern, asks)
    if Audience.NAMED in asks:
        asked |= concern.named_people_ids
    return who_must_act(told, directory) | asked


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
    if Audience.LEAD_UNIT in audience:
        found |= directory.heads([unit_id], concern)
    if Audience.UNITS in audience:
        units = {unit_id, *concern.supporting_unit_ids}
        found |= directory.heads(units, concern)
    if Audience.ADDRESSED in audience:
        found |= directory.heads(concern.addressed_unit_ids, concern)
    if Audience.LEADER in audience:
        leader = concern.mission.directing_leader_id
        found |= directory.holders([leader], unit_id, concern)
    if Audience.CHECKERS in audience and waits_for_check(told):
        found |= directory.holders_of(Right.CHECK_WORK, concern)
    passed_up = Audience.BOARD_HEAD in audience and was_passed_up(told)
    if passed_up or Audience.HEAD in audience:
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
    """Who had a part in it until now, as far as they still sit there.

    A new leader never had one: who acts for him in a unit that left hears nothing.
    """
    found: set[int] = set()
    if Audience.UNITS in audience:
        found |= directory.heads(concern.former_unit_ids, concern)
    if Audience.LEADER in audience:
        leader = {concern.mission.directing_leader_id}
        former = concern.leader_post_ids - leader or leader
        for unit_id in {concern.lead_unit_id, *concern.former_unit_ids}:
            found |= directory.holders(former, unit_id, concern)
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
