"""The acts of the table as forms: the address of each, and what must be filled in."""

from typing import Any, Final

from django.urls import reverse

from tests.cast import Cast
from tests.missions import addresses

# Act of the table → the name of its address.
ADDRESS: Final = {
    **addresses.ADDRESS,
    "prepare": "draft_save",
    "contribute": "contribute",
    "except": "exception_give",
}
# Forms that are part of an act above: who may not send that may not send these.
PARTS: Final = {
    "draft_files": "prepare",
    "draft_file_remove": "prepare",
    "exception_end": "except",
}


def address(act: str, mission_id: int) -> str:
    return reverse(f"approvals:{ADDRESS[act]}", args=[mission_id])


def form(act: str, cast: Cast, version: int) -> dict[str, Any]:
    """Complete, with the version that the person saw."""
    if act == "prepare":
        return {"draft": 0, "text": "Đã làm."}
    if act == "contribute":
        unit = cast.unit("tt_qlck").pk
        return {"version": version, "unit": unit, "text": "Đã góp."}
    if act == "except":
        person = cast.cv_ttqlck.pk
        words = {"reason": "Theo dõi hộ.", "span": "tuan"}
        return {"version": version, "person": person, **words}
    return addresses.form(act, cast, version)
