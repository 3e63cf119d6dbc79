"""Sắp xếp tổ chức: units and posts change, and the open work goes along.

A plan (`plan`) meets what there is (`picture`); what follows from it (`preview`) is
shown in words (`words`), and carried out as it was shown (`doors.apply`).
"""

from workflows.services.reorganisation.doors import (
    PreviewOutdated,
    Shown,
    apply,
    check_day,
    draw_up,
    drop,
    redraw,
    show,
)
from workflows.services.reorganisation.plan import (
    ROLE_LABELS,
    Plan,
    Role,
    Successor,
    plan_of,
)

__all__ = [
    "ROLE_LABELS",
    "Plan",
    "PreviewOutdated",
    "Role",
    "Shown",
    "Successor",
    "apply",
    "check_day",
    "draw_up",
    "drop",
    "plan_of",
    "redraw",
    "show",
]
