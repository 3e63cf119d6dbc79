"""A document as the auditor's ledger asks for it."""

import re
from typing import Final

from history.queries import Told
from workflows.models import Document, Mission

NUMBER: Final = re.compile(r"(?:vb)?\s*(\d{1,9})", re.IGNORECASE)


def document_told(text: str) -> Told | None:
    """By its number here (“VB 3”, “3”) or its sign (“292/TB-VP”; the newest of several
    that bear it), with its missions; None: there is none. Two statements."""
    number = NUMBER.fullmatch(text)
    documents = Document.objects.only("pk", "kind", "reference_number", "issued_on")
    if number:
        found = documents.filter(pk=int(number[1])).first()
    else:
        found = documents.filter(reference_number=text).order_by("-pk").first()
    if found is None:
        return None
    missions = Mission.objects.filter(document_id=found.pk).order_by()
    numbers = tuple(missions.values_list("pk", flat=True))
    return Told(found.pk, str(found), numbers)
