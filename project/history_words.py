"""What history keeps as codes and numbers, in words."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.dateparse import parse_datetime

from approvals.enums import Step
from organization.enums import RIGHT_LABELS, DelegationScope, Rank, Right, UnitKind
from project.history_fields import FIELDS
from project.templatetags.ui import nv, vn_date, vn_moment
from workflows.enums import (
    DifficultyKind,
    DifficultyLevel,
    DocumentKind,
    Doubt,
    ExceptionRight,
    FollowUpTo,
    ItemKind,
    ItemState,
    LinkKind,
    MissionState,
    ReturnKind,
    WaitKind,
)
from workflows.models.reorganisation import ReorganisationKind

__all__ = ["FIELDS", "NOTHING", "Names", "moment", "words"]
NOTHING: Final = "–"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\S+")
OF_UNIT: Final = {
    "lead_unit",
    "supporting_units",
    "unit",
    "units",
    "parent",
    "formers",
    "successors",
}
OF_POST: Final = {
    "directing_leader",
    "post",
    "delegator",
    "successor_post",
    "successor_posts",
}
OF_MISSIONS: Final = {
    "missions", "carried", "corrected", "withdrawn", "replaced_by", "mission",
}  # fmt: skip
OF_PERSON: Final = {"person", "delegate"}
CHOICES: Final[dict[str, tuple[type[TextChoices], ...]]] = {
    "state": (MissionState, ItemState),
    "step": (Step,),
    "kind": (DocumentKind, ItemKind, UnitKind, DifficultyKind, LinkKind),
    "return_kind": (ReturnKind,),
    "wait": (WaitKind,),
    "level": (DifficultyLevel,),
    "addressee": (FollowUpTo,),
    "rights": (ExceptionRight,),
    "review_reasons": (Doubt,),
    "rank": (Rank,),
    "reorganisation": (ReorganisationKind,),
    "scope": (DelegationScope,),
}


@dataclass
class Names:
    """What codes and numbers in history are called today."""

    units: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


def words(name: str, value: Any, names: Names) -> str:
    """One value in words; whatever has no name of its own is shown as it is."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return ", ".join(words(name, part, names) for part in value)
    if isinstance(value, dict):
        return _of_dict(value, names)
    return _named(name, value, names) or _plain(value)


def _of_dict(value: dict[str, Any], names: Names) -> str:
    if "sha256" in value:  # a file, under the name that its author gave it
        return str(value.get("name", value["sha256"]))
    parts = (
        f"{FIELDS.get(name, name)}: {words(name, part, names)}"
        for name, part in value.items()
    )
    return "; ".join(parts)


def _named(name: str, value: Any, names: Names) -> str:
    text = str(value)
    if name in OF_UNIT:
        return names.units.get(text, "")
    if name in OF_POST:
        return names.posts.get(text, "")
    if name in OF_PERSON:
        return names.people.get(text, "")
    if name in OF_MISSIONS:
        return nv(value) if isinstance(value, int) else ""
    if name == "grants":
        return _grant(text, names)
    labels = (dict(choices.choices) for choices in CHOICES.get(name, ()))
    return next((str(found[text]) for found in labels if text in found), "")


def _grant(text: str, names: Names) -> str:
    """“view_work on van_phong” in words."""
    right, _, code = text.partition(" on ")
    if right not in set(Right):
        return ""
    where = names.units.get(code) or names.posts.get(code, code)
    return f"{RIGHT_LABELS[Right(right)]} ({where})"


def _plain(value: Any) -> str:
    text = str(value)
    if DAY.fullmatch(text):
        return _day(text)
    if MOMENT.fullmatch(text):
        found = moment(text)
        return vn_moment(found) if found else text
    return text


def _day(text: str) -> str:
    try:
        return vn_date(date.fromisoformat(text))
    except ValueError:
        return text


def moment(text: Any) -> datetime | None:
    """A moment as history keeps it; None for what only a tamperer writes."""
    try:
        return parse_datetime(text)
    except (TypeError, ValueError):
        return None
