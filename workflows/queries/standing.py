"""Names that the board shows, the last giao ban, the last check: one statement."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.utils.dateparse import parse_datetime

from organization.enums import Rank
from organization.queries import LEADER_RANKS
from workflows.calendars import Correction

RANKS: Final = ", ".join(f"'{rank.value}'" for rank in LEADER_RANKS)
# Three of the four leaders are called Phó Trưởng Ban, so the holder's name is read too
# (as `leaders.holder_of`).
STANDING: Final = f"""
SELECT 'leaders', coalesce(json_agg(json_build_object(
         'pk', post.id, 'code', post.code, 'short', post.short, 'title', post.title,
         'is_head', post.rank = '{Rank.HEAD.value}',
         'is_open', post.closed_on IS NULL,
         'name', coalesce((SELECT person.full_name FROM organization_appointment seat
                    JOIN organization_person person ON person.id = seat.person_id
                   WHERE seat.post_id = post.id AND seat.starts_on <= %(today)s
                     AND (seat.ends_on IS NULL OR seat.ends_on >= %(today)s)
                   ORDER BY seat.starts_on DESC LIMIT 1), ''))
       ORDER BY post.position, post.id), '[]')
  FROM organization_post post WHERE post.rank IN ({RANKS})
UNION ALL
SELECT 'units', coalesce(json_agg(json_build_object(
         'pk', unit.id, 'code', unit.code, 'name', unit.name)
       ORDER BY unit.position, unit.id), '[]')
  FROM organization_unit unit
UNION ALL
SELECT 'fields', coalesce(json_agg(json_build_object(
         'pk', id, 'name', name,
         'units', ARRAY(SELECT unit_id FROM organization_portfolio_units link
                         WHERE link.portfolio_id = organization_portfolio.id))
       ORDER BY name, id), '[]')
  FROM organization_portfolio
UNION ALL
SELECT 'days', coalesce(json_agg(json_build_object(
         'day', day, 'is_working', is_working, 'reason', reason)), '[]')
  FROM workflows_calendarcorrection
UNION ALL
SELECT 'meetings', coalesce(json_agg(one), '[]')
  FROM (SELECT id AS pk, name, held_on, recorded_at FROM workflows_meeting
         ORDER BY recorded_at DESC LIMIT 1) AS one
UNION ALL
SELECT 'checks', coalesce(json_agg(one), '[]')
  FROM (SELECT checked_at, counted, json_array_length(differences::json) AS differences
          FROM workflows_tallycheck ORDER BY checked_at DESC LIMIT 1) AS one
"""  # noqa: S608  put together from constants


@dataclass(frozen=True)
class Leader:
    """Who directs: his post, and who sits there today."""

    pk: int
    code: str
    short: str
    title: str
    name: str
    is_head: bool
    is_open: bool


@dataclass(frozen=True)
class Unit:
    pk: int
    code: str
    name: str


@dataclass(frozen=True)
class Field:
    """A field of work (lĩnh vực), and the units that go with it."""

    pk: int
    name: str
    units: frozenset[int]


@dataclass(frozen=True)
class LastMeeting:
    pk: int
    name: str
    held_on: date
    recorded_at: datetime


@dataclass(frozen=True)
class LastCheck:
    """How the sums of finished work stood beside a full count."""

    checked_at: datetime
    counted: int
    differences: int


@dataclass(frozen=True)
class Standing:
    """Leaders and units in the order of the protocol, by number."""

    leaders: dict[int, Leader]
    units: dict[int, Unit]
    fields: list[Field] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    meeting: LastMeeting | None = None
    check: LastCheck | None = None


def standing(today: date) -> Standing:
    """Read all of it, closed posts and units too: work of theirs may be left."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"today": today})
        found: dict[str, list[dict[str, Any]]] = {
            what: rows if isinstance(rows, list) else json.loads(rows)
            for what, rows in cursor.fetchall()
        }
    leaders = [Leader(**row) for row in found["leaders"]]
    units = [Unit(**row) for row in found["units"]]
    meetings = [
        LastMeeting(
            row["pk"],
            row["name"],
            date.fromisoformat(row["held_on"]),
            _moment(row["recorded_at"]),
        )
        for row in found["meetings"]
    ]
    checks = [
        LastCheck(_moment(row["checked_at"]), row["counted"], row["differences"])
        for row in found["checks"]
    ]
    return Standing(
        leaders={one.pk: one for one in leaders},
        units={one.pk: one for one in units},
        fields=[
            Field(row["pk"], row["name"], frozenset(row["units"]))
            for row in found["fields"]
        ],
        corrections=[
            Correction(date.fromisoformat(row["day"]), row["is_working"], row["reason"])
            for row in found["days"]
        ],
        meeting=next(iter(meetings), None),
        check=next(iter(checks), None),
    )


def _moment(text: str) -> datetime:
    """As the database writes it; its zone is always told."""
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found
