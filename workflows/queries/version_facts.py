"""What an item said in the former version, what it says now, and what changed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from organization.models import Post, Unit
from workflows.enums import MissingFact
from workflows.models import DraftItem, Mission
from workflows.reading.comparison.versions import LABEL
from workflows.reading.letters import folded

FIELDS: Final = ("text", "lead_unit", "supporting_units", "leader", "deadline")


@dataclass(frozen=True)
class Facts:
    """An item as it is to be carried out; None and "" are still open."""

    title: str
    text: str
    lead_unit: Unit | None
    supporting_units: tuple[Unit, ...]
    leader: Post | None
    due_on: date | None
    no_deadline_reason: str

    @property
    def missing(self) -> list[MissingFact]:
        """Facts without which a mission cannot be."""
        facts: dict[MissingFact, Any] = {
            MissingFact.LEAD_UNIT: self.lead_unit,
            MissingFact.LEADER: self.leader,
            MissingFact.DEADLINE: self.due_on or self.no_deadline_reason,
        }
        return [fact for fact, value in facts.items() if not value]


def facts_of_draft(item: DraftItem) -> Facts:
    return Facts(
        title=item.title,
        text=item.text,
        lead_unit=item.lead_unit,
        supporting_units=tuple(item.supporting_units.all()),
        leader=item.directing_leader,
        due_on=item.due_on,
        no_deadline_reason=item.no_deadline_reason,
    )


def facts_of_mission(mission: Mission) -> Facts:
    """As it was given out, with what was put right since."""
    return Facts(
        title=mission.title,
        text=mission.text,
        lead_unit=mission.lead_unit,
        supporting_units=tuple(one.unit for one in mission.assignments.all()),
        leader=mission.directing_leader,
        due_on=mission.due_on,
        no_deadline_reason=mission.no_deadline_reason,
    )


def facts_in_new(old: DraftItem, new: DraftItem, was: Facts) -> Facts:
    """What holds from the new version on.

    Where both papers say the same, the answer that a person gave for the former one
    counts for the new one too, unless a person has answered anew.
    """
    will = facts_of_draft(new)
    same = {name for name in FIELDS if _says_the_same(name, old, new)}
    untouched = new.version == 0
    if "text" in same and untouched:
        will = replace(will, title=was.title, text=was.text)
    if {"lead_unit", "supporting_units"} <= same and (
        untouched or will.lead_unit is None
    ):
        will = replace(
            will, lead_unit=was.lead_unit, supporting_units=was.supporting_units
        )
    if "leader" in same and (untouched or will.leader is None):
        will = replace(will, leader=was.leader)
    is_open = will.due_on is None and not will.no_deadline_reason
    if "deadline" in same and (untouched or is_open):
        will = replace(
            will, due_on=was.due_on, no_deadline_reason=was.no_deadline_reason
        )
    return will


def changed_fields(was: Facts, will: Facts) -> tuple[str, ...]:
    """Which of FIELDS differ, in their order."""
    pairs: dict[str, tuple[Any, Any]] = {
        "text": (_words(was.text), _words(will.text)),
        "lead_unit": (_key(was.lead_unit), _key(will.lead_unit)),
        "supporting_units": (
            {unit.pk for unit in was.supporting_units},
            {unit.pk for unit in will.supporting_units},
        ),
        "leader": (_key(was.leader), _key(will.leader)),
        "deadline": (
            (was.due_on, was.no_deadline_reason),
            (will.due_on, will.no_deadline_reason),
        ),
    }
    return tuple(name for name in FIELDS if pairs[name][0] != pairs[name][1])


def _says_the_same(name: str, old: DraftItem, new: DraftItem) -> bool:
    """Whether both papers say the same there, whatever people made of it."""
    if name == "text":
        return _words(paper_words(old)) == _words(paper_words(new))
    if name == "deadline":
        return _deadline(old) == _deadline(new)
    keys = {
        "lead_unit": ("lead_units", "external_agencies"),
        "supporting_units": ("supporting_units",),
        "leader": ("leaders",),
    }[name]
    return all((old.reading.get(k) or []) == (new.reading.get(k) or []) for k in keys)


def _deadline(item: DraftItem) -> tuple[str, str, str | None]:
    read = item.deadline or {}
    words = " ".join(folded(read.get("raw") or "").split())
    # A period that runs from the day of issue ends on another day in another paper.
    day = item.due_on.isoformat() if item.due_on else None
    is_relative = read.get("type") == "relative"
    return words, str(read.get("type")), day if is_relative else read.get("date")


def paper_words(item: DraftItem) -> str:
    """The words of the paper that the item was read from."""
    text = item.document.text
    said = "\n".join(text[start:end] for start, end in item.spans)
    return LABEL.sub("", said) or item.text


def _words(text: str) -> list[str]:
    return LABEL.sub("", text.replace("*", "")).split()


def _key(row: Unit | Post | None) -> int | None:
    return row.pk if row is not None else None
