"""A draft item as its card shows it: what is asked, what is chosen, what is ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from organization.forms.days import written
from organization.models import Post
from workflows.calendars import previous_working_day
from workflows.enums import Doubt, ItemKind, ItemState
from workflows.forms import OTHER_REASON, USUAL_REASONS
from workflows.models import DraftItem, ItemLink
from workflows.queries.calendar import calendar_in_force
from workflows.services.agencies import names_of
from workflows.services.item_facts import name_of
from workflows.services.items import is_ready
from workflows.services.leaders_in_charge import leaders_meant
from workflows.views.documents_questions import (
    KIND_MEANS,
    Question,
    deadline_words,
    due_question,
    leader_question,
    questions_of,
    target_words,
)
from workflows.views.documents_twins import Twin
from workflows.views.documents_values import Choices, LeaderChoice, UnitChip, Values


@dataclass
class Card:
    """One item with all that its card says; `errors` are sentences by field."""

    item: DraftItem
    choices: Choices
    typed: Values | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""
    is_open: bool = False
    saved: bool = False
    links: Sequence[ItemLink] = ()

    @cached_property
    def values(self) -> Values:
        return self.typed or Values.of(self.item)

    @property
    def name(self) -> str:
        """1.4, or 1.4 (phần 2) after splitting; the place where there is no number."""
        name = name_of(self.item)
        return name if self.item.ordinal else f"Việc {name}"

    @property
    def section_name(self) -> str:
        """The heading of the paper that it stands under."""
        number, title = self.item.section, self.item.section_title
        if title.startswith(number):
            return title
        # II.1 and “1. Các nhiệm vụ trước Tết” share the last number.
        words = title.removeprefix(f"{number.rpartition('.')[2]}. ")
        return f"{number}. {words}" if number and words else number or words

    @property
    def title_is_short(self) -> bool:
        """Whether the title leaves out words of the text."""
        return self.item.title.endswith("…")

    @property
    def agencies(self) -> list[str]:
        """Agencies outside that the paper names here: one of them may lead."""
        return names_of(self.item.reading.get("external_agencies") or ())

    @property
    def is_merged(self) -> bool:
        return self.item.state == ItemState.MERGED

    @property
    def merged_into_name(self) -> str:
        into = self.item.merged_into
        return name_of(into) if into else ""

    @property
    def is_draft(self) -> bool:
        return self.item.state == ItemState.DRAFT

    @property
    def is_directive(self) -> bool:
        return self.item.kind == ItemKind.DIRECTIVE

    @cached_property
    def is_settled(self) -> bool:
        return self.item.is_settled

    @cached_property
    def is_ready(self) -> bool:
        return is_ready(self.item)

    @property
    def needs_review(self) -> bool:
        return self.is_draft and not self.is_directive and not self.is_ready

    @cached_property
    def group(self) -> str:
        """The filter under which the card stands, beside "all"."""
        if self.item.state == ItemState.GIVEN:
            return "da-giao"
        if self.item.state in {ItemState.SKIPPED, ItemState.MERGED}:
            return "bo-qua"
        if self.item.state == ItemState.CARRIED:
            return "da-chuyen"
        if self.is_directive:
            return "yeu-cau-chung"
        return "san-sang" if self.is_ready else "can-xem"

    @property
    def was_asked(self) -> bool:
        """Whether the lead unit was a person's choice, not the paper's word."""
        asked = Doubt.MULTIPLE_UNITS_NO_LEAD.value in self.item.review_reasons
        return asked and self.item.lead_unit_id is not None

    @cached_property
    def twins(self) -> list[Twin]:
        """The same work in other documents, or elsewhere in this one."""
        leaders = [(post.pk, name or post.title) for post, name in self.choices.leaders]
        today = self.choices.today
        return [Twin(link, self.item, leaders, today) for link in self.links]

    @property
    def open_twins(self) -> list[Twin]:
        """Those that a person still has to say something of."""
        return [twin for twin in self.twins if twin.is_open]

    @property
    def strong_twins(self) -> list[Twin]:
        return [twin for twin in self.open_twins if twin.is_strong]

    @cached_property
    def questions(self) -> list[Question]:
        return questions_of(self.item)

    @cached_property
    def leader_question(self) -> str:
        return leader_question(self.item, [self._called(one) for one in self._meant])

    @cached_property
    def _meant(self) -> list[Post]:
        """Who may be meant by “Lãnh đạo Ban”, as far as the lead unit is known."""
        return leaders_meant(self.item, self.item.lead_unit_id, self.choices.charges)

    def _called(self, wanted: Post) -> str:
        """A leader by name where the post is held."""
        names = (name for post, name in self.choices.leaders if post.pk == wanted.pk)
        return next(names, "") or wanted.title

    @property
    def leader_hint(self) -> str:
        """Why this leader stands there, where the paper names the whole leadership."""
        item, meant = self.item, self._meant
        if item.lead_unit is None or len(meant) != 1:
            return ""
        if meant[0].pk != item.directing_leader_id:
            return ""
        return (
            f"Văn bản ghi chung Lãnh đạo Ban; {self._called(meant[0])} phụ trách "
            f"{item.lead_unit.name} vào ngày văn bản."
        )

    @cached_property
    def due_question(self) -> str:
        return due_question(self.item)

    @property
    def points(self) -> int:
        """How many things a person still has to settle."""
        return (
            len(self.questions) + bool(self.leader_question) + bool(self.due_question)
        )

    @property
    def due_hint(self) -> str:
        """How the words were understood, or what they were where another day stands."""
        words, day = deadline_words(self.item), self.item.due_on
        if not words or day is None:
            return ""
        if (self.item.deadline or {}).get("date") == day.isoformat():
            return f"“{words}” được hiểu là hết ngày {written(day)}."
        return f"Văn bản ghi “{words}”."

    @property
    def due_warning(self) -> str:
        """That the last day is no working day, or over."""
        day = self.item.due_on
        if day is None:
            return ""
        if day < self.choices.today:
            return f"Ngày {written(day)} đã qua: giao lúc này là quá hạn ngay khi giao."
        calendar = calendar_in_force()
        reason = calendar.day_off_reason(day)
        if reason is None:
            return ""
        before = written(previous_working_day(day, calendar))
        return (
            f"Ngày {written(day)} là ngày nghỉ ({reason}). "
            f"Ngày làm việc liền trước là {before}."
        )

    @cached_property
    def chips(self) -> list[UnitChip]:
        """Units that the paper names first, in its order; then the others."""
        named = list(self.item.reading.get("named_units", ()))
        suggested = self.item.reading.get("suggested_lead")
        order = {code: place for place, code in enumerate(named)}
        units = sorted(
            self.choices.units, key=lambda unit: order.get(unit.code, len(order))
        )
        return [
            UnitChip(
                unit=unit,
                named=unit.code in order,
                suggested=unit.code == suggested,
                leads=str(unit.pk) == self.values.lead,
                supports=str(unit.pk) in self.values.supporting,
            )
            for unit in units
        ]

    @cached_property
    def leaders(self) -> list[LeaderChoice]:
        return [
            LeaderChoice(
                value=str(post.pk),
                label=f"{name or 'Chưa có người giữ'}, {post.title}",
                chosen=str(post.pk) == self.values.leader,
            )
            for post, name in self.choices.leaders
        ]

    @property
    def leader_name(self) -> str:
        """Who directs, by name where the post is held."""
        for post, name in self.choices.leaders:
            if post.pk == self.item.directing_leader_id:
                return name or post.title
        return ""

    @property
    def supporting_names(self) -> str:
        return ", ".join(unit.name for unit in self.item.supporting_units.all())

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return list(ItemKind.choices)

    @property
    def kind_means(self) -> str:
        """What the kind has as a consequence."""
        return KIND_MEANS[ItemKind(self.item.kind)]

    @property
    def target_words(self) -> str:
        """The figure of a target, as it was read."""
        return target_words(self.item)

    @property
    def answers(self) -> str:
        """Which field the keys 1 to 9 answer: the first that is still asked."""
        if not self.needs_review:
            return ""
        if self.item.lead_unit_id is None:
            return "lead_unit"
        if self.leader_question:
            return "directing_leader"
        return "reason" if self.due_question else ""

    @property
    def reasons(self) -> tuple[str, ...]:
        return USUAL_REASONS

    @property
    def other_reason_code(self) -> str:
        return OTHER_REASON
