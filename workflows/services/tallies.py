"""The sums of finished work: folded, compared with a full count, made anew.

They are kept by a trigger, in the transaction of each change (ADR 0043); nothing here
is needed for them to be right, but for them to stay few, and to show that they are.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from workflows.enums import FINISHED_STATES
from workflows.models import TallyCheck

KEY: Final = ("lead_unit_id", "directing_leader_id", "month")
SUMS: Final = ("completed", "judged", "timely", "outside", "withdrawn")
COLUMNS: Final = ", ".join((*KEY, *SUMS))
SUMMED: Final = ", ".join(f"sum({name})" for name in SUMS)
MISSIONS: Final = "workflows_mission"
TALLIES: Final = "workflows_finishedtally"
# What the trigger of migration 0022 counts, over all missions; the check holds both
# together every night. %(zone)s: a month is one of the agency's own.
FULL_COUNT: Final = f"""
SELECT lead_unit_id, directing_leader_id,
       date_trunc('month', state_since AT TIME ZONE %(zone)s)::date AS month,
       count(*) FILTER (WHERE state = 'COMPLETED') AS completed,
       count(*) FILTER (WHERE state = 'COMPLETED' AND due_on IS NOT NULL
                              AND led_outside_id IS NULL) AS judged,
       count(*) FILTER (WHERE state = 'COMPLETED' AND led_outside_id IS NULL
                 AND (handed_in_at AT TIME ZONE %(zone)s)::date <= due_on) AS timely,
       count(*) FILTER (WHERE state = 'COMPLETED'
                              AND led_outside_id IS NOT NULL) AS outside,
       count(*) FILTER (WHERE state = 'WITHDRAWN') AS withdrawn
  FROM {MISSIONS}
 WHERE state IN ({", ".join(f"'{one.value}'" for one in FINISHED_STATES)})
 GROUP BY 1, 2, 3"""  # noqa: S608  put together from constants
KEPT: Final = f"SELECT {', '.join(KEY)}, {SUMMED} FROM {TALLIES} GROUP BY 1, 2, 3"  # noqa: S608
BOTH: Final = "coalesce(counted.{0}, 0), coalesce(kept.{0}, 0)"
# One statement, so one snapshot: whoever writes meanwhile makes no difference.
COMPARE: Final = f"""
WITH counted ({COLUMNS}) AS ({FULL_COUNT}), kept ({COLUMNS}) AS ({KEPT})
SELECT unit.name, post.title, month,
       {", ".join(BOTH.format(one) for one in SUMS)},
       (SELECT coalesce(sum(completed + withdrawn), 0) FROM counted)
  FROM counted FULL JOIN kept USING ({", ".join(KEY)})
  LEFT JOIN organization_unit unit ON unit.id = lead_unit_id
  LEFT JOIN organization_post post ON post.id = directing_leader_id
 ORDER BY month DESC, lead_unit_id, directing_leader_id"""  # noqa: S608
FOLD: Final = f"""
WITH many AS (SELECT {", ".join(KEY)} FROM {TALLIES}
               GROUP BY 1, 2, 3 HAVING count(*) > 1),
     gone AS (DELETE FROM {TALLIES} tally USING many
               WHERE tally.lead_unit_id = many.lead_unit_id
                 AND tally.directing_leader_id = many.directing_leader_id
                 AND tally.month = many.month RETURNING tally.*)
INSERT INTO {TALLIES} ({COLUMNS})
SELECT {", ".join(KEY)}, {SUMMED} FROM gone GROUP BY 1, 2, 3
HAVING {" OR ".join(f"sum({name}) <> 0" for name in SUMS)}"""  # noqa: S608
MOST_DIFFERENCES: Final = 100


def fold() -> None:
    """One row for each unit, leader and month; the sums stay what they are."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)


def check(*, at: datetime) -> TallyCheck:
    """Compare the sums with a full count, and keep what was found; mends nothing."""
    differences, counted = [], 0
    for found in _compared():
        counted = found.pop("of")
        if any(a != b for a, b in found["figures"].values()):
            differences.append(found)
    return TallyCheck.objects.create(
        checked_at=at, counted=counted, differences=differences[:MOST_DIFFERENCES]
    )


@transaction.atomic
def rebuild() -> None:
    """Count everything anew: after a load that passed by the trigger, or a difference.

    Changes of missions wait until it is done; those under way are waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {TALLIES} IN EXCLUSIVE MODE")
        cursor.execute(f"DELETE FROM {TALLIES}")  # noqa: S608
        cursor.execute(
            f"INSERT INTO {TALLIES} ({COLUMNS}) {FULL_COUNT}",
            {"zone": settings.TIME_ZONE},
        )


def _compared() -> Iterator[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(COMPARE, {"zone": settings.TIME_ZONE})
        for unit, post, month, *figures, of in cursor.fetchall():
            pairs = zip(figures[::2], figures[1::2], strict=True)
            yield {
                "unit": unit,
                "leader": post,
                "month": month.isoformat(),
                "figures": {
                    name: [int(counted), int(kept)]
                    for name, (counted, kept) in zip(SUMS, pairs, strict=True)
                },
                "of": int(of),
            }
