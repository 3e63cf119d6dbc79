"""Codes of what is made by hand: from its name, and free."""

import re
from typing import Final

from django.db import models

from organization.queries.folding import folded

LONGEST: Final = 50


def free_code(model: type[models.Model], words: str) -> str:
    """“Phòng Đầu tư” → phong_dau_tu, or phong_dau_tu_2 where that is taken."""
    stem = re.sub(r"[^a-z0-9]+", "_", folded(words)).strip("_")[:LONGEST] or "ma"
    rows: models.QuerySet[models.Model] = model._default_manager.filter(  # noqa: SLF001
        code__startswith=stem
    )
    taken = set(rows.values_list("code", flat=True))
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code
