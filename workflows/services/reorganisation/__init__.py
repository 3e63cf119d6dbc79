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
from workflows.services.reorganisation.moves import destination
from workflows.services.reorganisation.plan import (
    ROLE_LABELS,
    Plan,
    Role,
    Successor,
    plan_of,
)
from workflows.services.reorganisation.preview import Preview
from workflows.services.reorganisation.seats import leaving_posts
from workflows.services.reorganisation.words import from_json
from workflows.services.reorganisation.words import name_of as called

__all__ = [
    "ROLE_LABELS",
    "Plan",
    "Preview",
    "PreviewOutdated",
    "Role",
    "Shown",
    "Successor",
    "apply",
    "called",
    "check_day",
    "destination",
    "draw_up",
    "drop",
    "from_json",
    "leaving_posts",
    "plan_of",
    "redraw",
    "show",
]
