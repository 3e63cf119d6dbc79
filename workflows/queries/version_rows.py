"""One pair of items of two versions: what becomes of it, and what applying does."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from workflows import policies
from workflows.enums import (
    OPEN_STATES,
    Fate,
    ItemState,
    MissingFact,
    MissionState,
    VersionAct,
)
from workflows.models import DraftItem, Mission
from workflows.queries.version_facts import (
    Facts,
    changed_fields,
    facts_in_new,
    facts_of_draft,
    facts_of_mission,
)

# What is left alone unless a person ticks it: it takes work away that is under way.
NOT_BY_ITSELF: Final = {VersionAct.GIVE_ANEW}
TICKABLE: Final = {
    VersionAct.CARRY,
    VersionAct.CORRECT,
    VersionAct.GIVE_ANEW,
    VersionAct.WITHDRAW,
    VersionAct.LEAVE_OUT,
    VersionAct.ALREADY_DONE,
}


@dataclass(frozen=True)
class Row:
    """One pair: `old` without `new` was left out, `new` without `old` has come."""

    old: DraftItem | None
    new: DraftItem | None
    is_sure: bool
    score: float
    said: bool
    in_part: bool

    @cached_property
    def mission(self) -> Mission | None:
        """The mission of the old item, or the one that goes on under the new item."""
        if self.is_done:
            return mission_of(self.new)
        return mission_of(self.old)

    @property
    def is_done(self) -> bool:
        return self.old is not None and self.old.state == ItemState.CARRIED

    @property
    def key(self) -> str:
        return f"{self.old.pk if self.old else 0}-{self.new.pk if self.new else 0}"

    @property
    def seen(self) -> str:
        """What the person who looks at it acts upon; another once anything changed."""
        versions = [one.version if one else 0 for one in (self.old, self.new)]
        mission = self.mission.version if self.mission else 0
        return f"{self.key}:{versions[0]}.{versions[1]}.{mission}.{self.act}"

    @cached_property
    def was(self) -> Facts | None:
        if self.old is None:
            return None
        mission = mission_of(self.old)
        return facts_of_mission(mission) if mission else facts_of_draft(self.old)

    @cached_property
    def will(self) -> Facts | None:
        if self.new is None:
            return None
        if self.old is None or self.was is None:
            return facts_of_draft(self.new)
        return facts_in_new(self.old, self.new, self.was)

    @cached_property
    def changes(self) -> tuple[str, ...]:
        if self.was is None or self.will is None:
            return ()
        return changed_fields(self.was, self.will)

    @property
    def fate(self) -> Fate:
        if self.old is None:
            return Fate.NEW
        if self.new is None:
            return Fate.UNMENTIONED if self.in_part else Fate.DROPPED
        return Fate.CHANGED if self.changes else Fate.SAME

    @property
    def is_renumbered(self) -> bool:
        both = self.old is not None and self.new is not None
        return both and self.old.address != self.new.address  # type: ignore[union-attr]

    @property
    def is_asked(self) -> bool:
        """Whether a person must say first that the two are one."""
        both = self.old is not None and self.new is not None
        return both and not self.is_sure and not self.said and not self.is_done

    @property
    def unclear(self) -> list[MissingFact]:
        return self.will.missing if self.will else []

    @cached_property
    def act(self) -> VersionAct:
        """What applying does with it, if it is ticked."""
        if self.old is None:
            return VersionAct.NOTHING
        if self.is_done:
            return VersionAct.DONE
        mission = self.mission
        if mission is None:
            return self._act_on_draft(self.old)
        if mission.state in OPEN_STATES:
            return self._act_on_open(mission)
        is_again = mission.state == MissionState.COMPLETED and self.fate == Fate.SAME
        still_draft = self.new is not None and self.new.state == ItemState.DRAFT
        return (
            VersionAct.ALREADY_DONE if is_again and still_draft else VersionAct.NOTHING
        )

    def _act_on_draft(self, old: DraftItem) -> VersionAct:
        if old.state != ItemState.DRAFT or self.fate == Fate.UNMENTIONED:
            return VersionAct.NOTHING
        return VersionAct.LEAVE_OUT

    def _act_on_open(self, mission: Mission) -> VersionAct:
        if self.new is None or self.new.state == ItemState.GIVEN:
            # Nothing goes on under it: the new version gives the work otherwise.
            return VersionAct.WITHDRAW
        if not self.changes:
            return VersionAct.CARRY
        if not policies.can("correct", mission):
            return VersionAct.GIVE_ANEW
        return VersionAct.CLARIFY if self.unclear else VersionAct.CORRECT

    @property
    def is_tickable(self) -> bool:
        return self.act in TICKABLE

    @property
    def is_ticked(self) -> bool:
        """Whether it is proposed; what takes work away in doubt is not."""
        if self.act == VersionAct.WITHDRAW:
            return self.is_sure and self.fate != Fate.UNMENTIONED
        return self.is_tickable and self.act not in NOT_BY_ITSELF


def mission_of(item: DraftItem | None) -> Mission | None:
    found: Mission | None = getattr(item, "mission", None)
    return found
