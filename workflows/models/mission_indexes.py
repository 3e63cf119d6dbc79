"""Ways to read missions without reading them all (ADR 0042).

Lists over all missions grow for ever: each index begins with the reason for which
somebody sees them, or with nothing, and ends with the order of the page and the number.
Over open work, which does not grow, partial ones do.
"""

from typing import Final

from django.db import models
from django.db.models import F, Q

from workflows.enums import FINISHED_STATES, OPEN_STATES

INDEXES: Final = [
    models.Index(
        fields=["parent", "id"],
        condition=Q(parent__isnull=False),
        name="mission_part",
    ),
    models.Index(
        fields=["merged_into"],
        condition=Q(merged_into__isnull=False),
        name="mission_merged",
    ),
    models.Index(
        F("lead_unit"),
        F("due_on").asc(nulls_last=True),
        F("id"),
        condition=Q(state__in=OPEN_STATES),
        name="mission_open_unit",
    ),
    models.Index(
        F("directing_leader"),
        F("state"),
        F("state_since"),
        F("id"),
        condition=Q(state__in=OPEN_STATES),
        name="mission_open_leader",
    ),
    models.Index(
        F("due_on").asc(nulls_last=True),
        F("id"),
        condition=Q(state__in=OPEN_STATES),
        name="mission_open_due",
    ),
    models.Index(
        F("state"),
        F("state_since"),
        F("id"),
        condition=Q(state__in=OPEN_STATES),
        name="mission_open_state",
    ),
    # Lists over all missions, which grow for ever: each begins with the reason
    # for which somebody sees them, and ends with the order of the page.
    models.Index(fields=["lead_unit", "id"], name="mission_unit"),
    models.Index(fields=["directing_leader", "id"], name="mission_leader"),
    models.Index(
        fields=["lead_unit", "state", "id"],
        condition=Q(state__in=FINISHED_STATES),
        name="mission_done_unit",
    ),
    models.Index(
        fields=["directing_leader", "state", "id"],
        condition=Q(state__in=FINISHED_STATES),
        name="mission_done_leader",
    ),
    models.Index(
        fields=["state", "id"],
        condition=Q(state__in=FINISHED_STATES),
        name="mission_done_state",
    ),
    # What was finished in a month, a quarter, since a meeting (ADR 0043).
    models.Index(
        fields=["state_since", "id"],
        condition=Q(state__in=FINISHED_STATES),
        name="mission_done_since",
    ),
    # What stands still or asks for a later day: few, found without the rest.
    models.Index(
        fields=["paused_at"],
        condition=Q(paused_at__isnull=False),
        name="mission_paused",
    ),
    models.Index(
        fields=["asked_due_on"],
        condition=Q(asked_due_on__isnull=False),
        name="mission_asks_extension",
    ),
    # The orders of the list (`mission_list.Sort`), for who sees everything, a unit, and
    # a leader. One by deadline serves both ways: what has none is read by itself.
    models.Index(fields=["due_on", "id"], name="mission_due"),
    models.Index(fields=["lead_unit", "due_on", "id"], name="mission_unit_due"),
    models.Index(
        fields=["directing_leader", "due_on", "id"], name="mission_leader_due"
    ),
    models.Index(fields=["changed_at", "id"], name="mission_changed"),
    models.Index(fields=["lead_unit", "changed_at", "id"], name="mission_unit_changed"),
    models.Index(
        fields=["directing_leader", "changed_at", "id"], name="mission_leader_changed"
    ),
    models.Index(fields=["assigned_at", "id"], name="mission_given"),
    models.Index(fields=["lead_unit", "assigned_at", "id"], name="mission_unit_given"),
    models.Index(
        fields=["directing_leader", "assigned_at", "id"], name="mission_leader_given"
    ),
    models.Index(
        fields=["state_since", "id"],
        condition=Q(state__in=OPEN_STATES),
        name="mission_open_since",
    ),
]
