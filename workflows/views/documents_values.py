"""What stands in the fields of a card, and what can be chosen there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from organization.forms.days import written
from organization.models import Post, Unit
from organization.queries.in_charge import Charge
from workflows.forms import OTHER_REASON, USUAL_REASONS
from workflows.models import DraftItem


@dataclass(frozen=True)
class Choices:
    """What can be chosen on every card of one page."""

    units: Sequence[Unit]
    leaders: Sequence[tuple[Post, str]]  # with the name of who holds it, or ""
    today: date
    # Fields of work on the document's day, where a paper names the whole leadership.
    charges: Sequence[Charge] = ()


@dataclass(frozen=True)
class Values:
    """What stands in the fields: as kept, or as typed where it was refused."""

    title: str
    text: str
    kind: str
    lead: str
    supporting: frozenset[str]
    leader: str
    due: str
    reason: str
    other_reason: str
    product: str = ""
    led_outside: str = ""

    @classmethod
    def of(cls, item: DraftItem) -> "Values":
        reason = item.no_deadline_reason
        usual = reason in USUAL_REASONS or not reason
        return cls(
            title=item.title,
            text=item.text,
            kind=item.kind,
            lead=str(item.lead_unit_id or ""),
            supporting=frozenset(str(u.pk) for u in item.supporting_units.all()),
            leader=str(item.directing_leader_id or ""),
            due=written(item.due_on) if item.due_on else "",
            reason=reason if usual else OTHER_REASON,
            other_reason="" if usual else reason,
            product=item.product,
            led_outside=item.led_outside.name if item.led_outside else "",
        )

    def as_form(self) -> dict[str, list[str]]:
        """The same under the names of the form's fields."""
        return {
            "title": [self.title],
            "text": [self.text],
            "kind": [self.kind],
            "lead_unit": [self.lead],
            "supporting_units": sorted(self.supporting),
            "directing_leader": [self.leader],
            "due_on": [self.due],
            "reason": [self.reason],
            "other_reason": [self.other_reason],
            "product": [self.product],
        }

    @classmethod
    def typed(cls, data: QueryDict) -> "Values":
        return cls(
            title=data.get("title", ""),
            text=data.get("text", ""),
            kind=data.get("kind", ""),
            lead=data.get("lead_unit", ""),
            supporting=frozenset(data.getlist("supporting_units")),
            leader=data.get("directing_leader", ""),
            due=data.get("due_on", ""),
            reason=data.get("reason", ""),
            other_reason=data.get("other_reason", ""),
            product=data.get("product", ""),
            led_outside=data.get("led_outside", ""),
        )


@dataclass(frozen=True)
class UnitChip:
    """One unit to choose; `named` by the paper, `suggested` as the one that leads."""

    unit: Unit
    named: bool
    suggested: bool
    leads: bool
    supports: bool


@dataclass(frozen=True)
class LeaderChoice:
    value: str
    label: str
    chosen: bool
