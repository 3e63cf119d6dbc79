"""What was asked on a mission ends with the act that it asked for, or with the mission.

A word of urging is closed once the mission has left whom it urged on, or the supporting
unit has sent what it owed; an open difficulty lapses with the mission. No entry of its
own tells that: the act does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from history.enums import HistoryKind
from history.services import EntryDraft
from workflows.enums import (
    FINISHED_STATES,
    URGED_WHILE,
    WITH_THE_UNIT,
    DifficultyOutcome,
    FollowUpTo,
    MissionState,
)

# One statement for both tables, written out: it stands in the way of every hand-in and
# every decision, and goes by the partial indexes of what is open.
CLOSE: Final = """
WITH urged AS (
  UPDATE workflows_followup AS asked
     SET closed_at = %(at)s,
         closed_round = CASE WHEN mission.state = %(withdrawn)s OR mission.rounds = 0
                             THEN NULL ELSE mission.rounds END
    FROM workflows_mission AS mission, organization_unit AS unit
   WHERE asked.mission_id = ANY(%(missions)s) AND asked.closed_at IS NULL
     AND mission.id = asked.mission_id
     AND unit.id = COALESCE(asked.unit_id, mission.lead_unit_id)
     AND ((asked.addressee, mission.state) NOT IN (
              SELECT * FROM unnest(%(addressees)s::text[], %(states)s::text[]))
          OR asked.addressee = %(supporting)s AND (asked.mission_id, unit.code) IN (
              SELECT * FROM unnest(%(givers)s::bigint[], %(codes)s::text[]))))
UPDATE workflows_difficulty AS raised
   SET closed_at = %(at)s, outcome = %(lapsed)s
  FROM workflows_mission AS mission
 WHERE raised.mission_id = ANY(%(missions)s) AND raised.closed_at IS NULL
   AND mission.id = raised.mission_id AND mission.state = ANY(%(finished)s)
"""
WHILE: Final = [
    (addressee.value, state.value)
    for addressee, states in URGED_WHILE.items()
    for state in states
]
FIXED: Final[dict[str, Any]] = {
    "withdrawn": MissionState.WITHDRAWN.value,
    "supporting": FollowUpTo.SUPPORTING_UNIT.value,
    "lapsed": DifficultyOutcome.LAPSED.value,
    "finished": [state.value for state in FINISHED_STATES],
    "addressees": [addressee for addressee, _ in WHILE],
    "states": [state for _, state in WHILE],
}


@dataclass(frozen=True)
class Ended:
    """Missions that left where they lay, and units (by code) that sent their part."""

    missions: frozenset[int]
    contributed: tuple[tuple[int, str], ...]

    @classmethod
    def by(cls, drafts: Iterable[EntryDraft]) -> "Ended":
        """What these entries end."""
        drafts = list(drafts)
        given = [
            (one.subject_id, str(one.after["unit"]))
            for one in drafts
            if one.kind == HistoryKind.CONTRIBUTED
        ]
        left = {one.subject_id for one in drafts if _leaves(one)}
        return cls(frozenset({*left, *(pk for pk, _ in given)}), tuple(given))


def _leaves(draft: EntryDraft) -> bool:
    """Whether the mission lies elsewhere after this entry than before it."""
    before, after = draft.before.get("state"), draft.after.get("state")
    if before is None or before == after:
        return False
    return not (before in WITH_THE_UNIT and after in WITH_THE_UNIT)


def close_what_ended(drafts: Sequence[EntryDraft], *, at: datetime) -> None:
    """To be called with the missions saved; at most one statement."""
    ended = Ended.by(drafts)
    if not ended.missions:
        return
    values = {
        **FIXED,
        "at": at,
        "missions": sorted(ended.missions),
        "givers": [pk for pk, _ in ended.contributed],
        "codes": [code for _, code in ended.contributed],
    }
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, values)
