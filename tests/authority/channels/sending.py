"""The acts of the table as forms: the address of each, and what must be filled in."""

from typing import Any, Final

from django.urls import reverse

from tests.authority.addresses import ADDRESSES
from tests.authority.channels.acts import (
    Form,
    nothing,
    parts,
    routes,
    time,
    urging,
    working,
)
from tests.authority.table import UNSEEN
from tests.cast import Cast
from tests.missions import addresses

AREAS: Final = (routes, working, time, urging, parts)
FORMS: Final[dict[str, Form]] = {
    act: form for area in AREAS for act, form in area.FORMS.items()
}

# Act of the table → the name of its address.
ADDRESS: Final = {
    **addresses.ADDRESS,
    "prepare": "draft_save",
    "contribute": "contribute",
    "except": "exception_give",
    **{act: form.address for act, form in FORMS.items()},
}
# Forms that are part of an act above: who may not send that may not send these.
PARTS: Final = {
    "draft_files": "prepare",
    "draft_file_remove": "prepare",
    "exception_end": "except",
    **{address: act for area in AREAS for address, act in area.PARTS.items()},
}


def arranged(act: str, cast: Cast, mission_id: int) -> str:
    """The address, after what the act needs was made on the mission."""
    further = FORMS[act].arrange(cast, mission_id) if act in FORMS else ()
    return address(act, mission_id, *further)


def needs(act: str, answer: str) -> bool:
    """Whether something is made on the mission before the act is sent.

    Where the mission is missing there is nothing to act upon, whatever hangs on it: it
    is made only for its number in the address, and where it names who may.
    """
    if act not in FORMS or FORMS[act].arrange is nothing:
        return False
    return answer != UNSEEN or FORMS[act].names_who or names_more(act)


def names_more(act: str) -> bool:
    return len(ADDRESSES[f"approvals:{ADDRESS[act]}"].args) > 1


def ready(act: str, answer: str, cast: Cast, mission_id: int) -> str:
    """The address, after what the act needs for this answer was made."""
    if needs(act, answer):
        return arranged(act, cast, mission_id)
    return address(act, mission_id)


def address(act: str, mission_id: int, *further: int) -> str:
    return reverse(f"approvals:{ADDRESS[act]}", args=[mission_id, *further])


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
    if act in FORMS:
        return {"version": version, **FORMS[act].fields(cast)}
    return addresses.form(act, cast, version)
