"""The SQL of authority: appointments ∪ delegations → posts → groups → grants.

Parameters: ``at`` the moment, ``day`` its local day, ``zone`` the agency's time
zone; the others stand in each statement. Everything is put together here from
constants; whatever comes from outside is a parameter. What a person may do on one
mission by exception is kept by the package that has missions: it names the rows
(``exceptions_come_from``), and they are read in the same statement.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from organization.enums import UNIT_HEADS, Rank, Right, SigningCapacity, UnitKind

_SENIORS = " ".join(
    f"WHEN '{rank.value}' THEN '{rank.senior.value}'" for rank in Rank if rank.senior
)

# Who sits where. A delegation lives only while the one who gave it keeps the post:
# one appointment must cover both the day it began and today.
_SEATED = """
seat AS (
  SELECT a.person_id, a.post_id, a.acting, NULL::bigint AS delegation_id,
         NULL::bigint[] AS limited_to, NULL::bigint AS only_mission,
         '' AS lent_as
    FROM organization_appointment a
   WHERE a.starts_on <= %(day)s AND (a.ends_on IS NULL OR a.ends_on >= %(day)s)
  UNION ALL
  SELECT d.delegate_id, d.delegator_id, FALSE, d.id,
         CASE d.scope
           WHEN 'UNIT' THEN ARRAY[d.unit_id]
           WHEN 'PORTFOLIO' THEN ARRAY(
             SELECT pu.unit_id FROM organization_portfolio_units pu
              WHERE pu.portfolio_id = d.portfolio_id)
         END,
         d.mission_id, d.capacity
    FROM organization_delegation d
   WHERE d.starts_at <= %(at)s AND d.ends_at > %(at)s
     AND (d.ended_at IS NULL OR d.ended_at > %(at)s)
     AND EXISTS (
       SELECT FROM organization_appointment a
         JOIN organization_person giver ON giver.id = a.person_id AND giver.is_active
        WHERE a.post_id = d.delegator_id
          AND a.starts_on <= (d.starts_at AT TIME ZONE %(zone)s)::date
          AND a.starts_on <= %(day)s
          AND (a.ends_on IS NULL OR a.ends_on >= %(day)s))
     AND (d.capacity <> '@BY_ORDER@' OR EXISTS (
       SELECT FROM organization_appointment a
         JOIN organization_post own ON own.id = a.post_id AND own.rank IN (@UNIT_HEADS@)
          AND (own.closed_on IS NULL OR own.closed_on > %(day)s)
        WHERE a.person_id = d.delegate_id AND a.starts_on <= %(day)s
          AND (a.ends_on IS NULL OR a.ends_on >= %(day)s)))
     AND (d.scope <> 'PORTFOLIO' OR EXISTS (
       SELECT FROM organization_portfolioholding h
        WHERE h.portfolio_id = d.portfolio_id AND h.post_id = d.delegator_id
          AND h.starts_on <= %(day)s AND (h.ends_on IS NULL OR h.ends_on >= %(day)s)))
),
seated AS (
  SELECT seat.*, post.title, post.rank, post.unit_id, post.group_id,
         COALESCE(senior.title, '') AS senior_title
    FROM seat
    JOIN organization_person person ON person.id = seat.person_id AND person.is_active
    JOIN organization_post post ON post.id = seat.post_id
     AND (post.closed_on IS NULL OR post.closed_on > %(day)s)
    LEFT JOIN organization_post senior ON senior.unit_id = post.unit_id
     AND senior.closed_on IS NULL
     AND senior.rank = CASE post.rank @SENIORS@ END
   WHERE @WHO@
)"""

# What the groups of a seat's post, and of the portfolios it holds, may do. A post's
# grant on the Board covers all units; a portfolio names its units one by one. Who may
# see a unit's or a post's work sees what it took over from a closed one, too.
_SOURCE = """,
source AS (
  SELECT seated.*, seated.group_id AS source_id, TRUE AS of_post FROM seated
  UNION ALL
  SELECT seated.*, portfolio.group_id, FALSE
    FROM seated
    JOIN organization_portfolioholding h ON h.post_id = seated.post_id
     AND h.starts_on <= %(day)s AND (h.ends_on IS NULL OR h.ends_on >= %(day)s)
    JOIN organization_portfolio portfolio ON portfolio.id = h.portfolio_id
)"""
_GRANTED = """
granted AS (
  SELECT g.group_id AS source_id, p.codename, g.content_object_id AS on_unit,
         NULL::bigint AS on_post, unit.kind = '@BOARD@' AS on_board
    FROM organization_unitgroupobjectpermission g
    JOIN auth_permission p ON p.id = g.permission_id
    JOIN organization_unit unit ON unit.id = g.content_object_id
   WHERE @ON_UNIT@
  UNION ALL
  SELECT g.group_id, p.codename, NULL, g.content_object_id, FALSE
    FROM organization_postgroupobjectpermission g
    JOIN auth_permission p ON p.id = g.permission_id
   WHERE @ON_POST@
  UNION ALL
  SELECT g.group_id, p.codename, s.former_id, NULL, FALSE
    FROM organization_unitgroupobjectpermission g
    JOIN auth_permission p ON p.id = g.permission_id AND p.codename = '@VIEW@'
    JOIN organization_unitsuccession s ON s.successor_id = g.content_object_id
   WHERE @ON_FORMER@
  UNION ALL
  SELECT g.group_id, p.codename, NULL, s.former_id, FALSE
    FROM organization_postgroupobjectpermission g
    JOIN auth_permission p ON p.id = g.permission_id AND p.codename = '@VIEW@'
    JOIN organization_postsuccession s ON s.successor_id = g.content_object_id
   WHERE @ON_POST@
)"""
# Asked of units, only what counts there is read, and only who could have it: else the
# cost would be that of everybody's seats.
_ON_UNITS = {
    "@ON_UNIT@": "(unit.kind = '@BOARD@' OR g.content_object_id = ANY(%(units)s))",
    "@ON_FORMER@": "s.former_id = ANY(%(units)s)",
    "@ON_POST@": "FALSE",
}
_ANYWHERE = dict.fromkeys(_ON_UNITS, "TRUE")
_WHO_COULD = """(post.group_id IN (SELECT source_id FROM granted)
    OR seat.post_id IN (
       SELECT h.post_id FROM organization_portfolioholding h
         JOIN organization_portfolio held ON held.id = h.portfolio_id
        WHERE held.group_id IN (SELECT source_id FROM granted)))"""


def _complete(
    statement: str, who: str = "TRUE", on: Mapping[str, str] = _ANYWHERE
) -> str:
    for place, condition in on.items():
        statement = statement.replace(place, condition)
    return (
        statement.replace("@SENIORS@", _SENIORS)
        .replace("@BOARD@", UnitKind.COMMISSION.value)
        .replace("@VIEW@", Right.VIEW_WORK.value)
        .replace("@BY_ORDER@", SigningCapacity.BY_ORDER.value)
        .replace("@UNIT_HEADS@", ", ".join(f"'{rank.value}'" for rank in UNIT_HEADS))
        .replace("@WHO@", who)
    )


# One row for each seat and grant; a seat without grants gives one row of its own. A
# row without a post is an exception: a right of the person on one mission.
SCOPES = _complete(
    "WITH"
    + _SEATED
    + _SOURCE
    + ","
    + _GRANTED
    + """
SELECT source.person_id, source.post_id, source.title, source.rank, source.unit_id,
       source.acting, source.senior_title, source.delegation_id, source.lent_as,
       source.limited_to, source.only_mission,
       granted.codename, granted.on_unit, granted.on_post,
       COALESCE(granted.on_board AND source.of_post, FALSE) AS everywhere
  FROM source LEFT JOIN granted USING (source_id)
UNION ALL
SELECT person_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       mission_id, codename, NULL, NULL, FALSE
  FROM (@EXCEPTIONS@) AS excepted WHERE person_id = ANY(%(people)s)
 ORDER BY delegation_id NULLS FIRST, post_id""",
    who="seat.person_id = ANY(%(people)s)",
)

# Who sits in the posts given; delegations limited to some units, or to one mission,
# do not count.
HOLDERS = _complete(
    "WITH"
    + _SEATED
    + """
SELECT post_id, person_id, bool_and(delegation_id IS NOT NULL) AS via_delegation
  FROM seated WHERE limited_to IS NULL AND only_mission IS NULL
 GROUP BY post_id, person_id ORDER BY post_id, via_delegation, person_id""",
    who="seat.post_id = ANY(%(posts)s)",
)

_WITH_RIGHT = """
SELECT wanted.unit_id, source.person_id, source.only_mission,
       bool_and(source.delegation_id IS NOT NULL) AS via_delegation
  FROM unnest(%(units)s::bigint[]) AS wanted(unit_id)
  JOIN granted ON granted.codename = %(right)s
  JOIN source USING (source_id)
 WHERE (granted.on_unit = wanted.unit_id OR granted.on_board AND source.of_post)
   AND (source.limited_to IS NULL OR wanted.unit_id = ANY(source.limited_to))
   AND (source.only_mission IS NULL OR source.only_mission = ANY(%(missions)s))
 GROUP BY wanted.unit_id, source.person_id, source.only_mission"""

# Who has a right on each of the units given, and on the missions given alone.
_OF_UNITS = f"WITH{_GRANTED},{_SEATED}{_SOURCE}"
PEOPLE_WITH = _complete(
    f"{_OF_UNITS}{_WITH_RIGHT} ORDER BY 1, 4, 2", who=_WHO_COULD, on=_ON_UNITS
)

# Heads by unit and holders by post, for many units and posts at once; and by unit who
# of these, and of the people given, may see its work, and who has one other right. The
# last column names the one mission for which a row counts.
_FOUND = """)
SELECT unit_id, NULL::bigint, person_id, NULL::bigint[], 'head', only_mission FROM head
UNION ALL
SELECT NULL, post_id, person_id, limited_to, 'holder', only_mission FROM seated
 WHERE post_id = ANY(%(posts)s)
   AND (only_mission IS NULL OR only_mission = ANY(%(missions)s))
UNION ALL
SELECT unit_id, NULL, person_id, NULL, 'other', only_mission FROM other
UNION ALL
SELECT unit_id, NULL, person_id, NULL, 'viewer', only_mission FROM viewer
 WHERE person_id = ANY(%(people)s)
    OR person_id IN (SELECT person_id FROM head)
    OR person_id IN (SELECT person_id FROM seated WHERE post_id = ANY(%(posts)s))"""
_VIEWERS = _WITH_RIGHT.replace("%(right)s", "%(view)s")
_OTHERS = _WITH_RIGHT.replace("%(right)s", "%(other)s")
DIRECTORY = _complete(
    f"{_OF_UNITS}, head AS ({_WITH_RIGHT}), other AS ({_OTHERS}),"
    f" viewer AS ({_VIEWERS}{_FOUND}",
    who=f"(seat.post_id = ANY(%(posts)s) OR {_WHO_COULD})",
    on=_ON_UNITS,
)

# No package has said where exceptions are kept.
NO_EXCEPTIONS = "SELECT NULL::bigint, NULL::bigint, NULL::text WHERE FALSE"
_exceptions: list[str] = []


def exceptions_come_from(rows: str) -> None:
    """Name the rows (person_id, mission_id, codename) of exceptions in force at
    ``%(at)s``, as a SELECT; said once, by the package that keeps them."""
    _exceptions[:] = [rows]


def scopes_statement() -> str:
    """SCOPES with the exceptions that were named."""
    rows = _exceptions[0] if _exceptions else NO_EXCEPTIONS
    return SCOPES.replace("@EXCEPTIONS@", rows)


def moment(at: datetime) -> dict[str, Any]:
    """The parameters that every statement needs."""
    zone = timezone.get_default_timezone()
    return {
        "at": at,
        "day": timezone.localdate(at, zone),
        "zone": timezone.get_default_timezone_name(),
    }
