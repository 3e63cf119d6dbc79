"""People with their posts, and fields of work, from an Excel table.

`reading` turns the file into rows; here each row becomes a step against what is known,
and the steps are carried out together (`doors`).
"""

from organization.services.imports.doors import (
    MAX_BYTES,
    FileOutdated,
    Shown,
    Taken,
    look_at,
    take,
)
from organization.services.imports.steps import VERB_LABELS, Step, Verb

__all__ = [
    "MAX_BYTES",
    "VERB_LABELS",
    "FileOutdated",
    "Shown",
    "Step",
    "Taken",
    "Verb",
    "look_at",
    "take",
]
