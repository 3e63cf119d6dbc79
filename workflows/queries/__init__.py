"""What may be seen, and what the pages show of it."""

from workflows.queries.visible import (
    directed,
    lent_alone,
    missions_in,
    missions_visible_to,
    recorded_states,
)

__all__ = [
    "directed",
    "lent_alone",
    "missions_in",
    "missions_visible_to",
    "recorded_states",
]
