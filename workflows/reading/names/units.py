"""Who carries the work out: lead units, supporting units, agencies outside.

Nothing is chosen in silence. Several units without "chủ trì" are all lead units,
and a question for a person (one task, one lead unit).
"""

from dataclasses import dataclass
from enum import StrEnum

from workflows.deadlines import Span
from workflows.reading.labels import Field, FieldKind
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.names.people import without_people
from workflows.reading.names.unit_names import Mention, Role, Step, read_mentions
from workflows.reading.results import ReviewReason


class Part(StrEnum):
    """What a unit was said to do, if anything was said."""

    LEAD = "lead"
    SUPPORT = "support"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Units:
    """Units of one item, in the order of the text, with the questions they raise.

    ``fan_out`` if a collective name leads: each of its units does its own copy.
    """

    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    suggested_lead: str | None = None
    spans: tuple[Span, ...] = ()
    doubts: tuple[ReviewReason, ...] = ()
    fan_out: bool = False


Said = tuple[Part, Mention]
_OF_UNITS = {FieldKind.UNITS, FieldKind.LEAD, FieldKind.SUPPORT}
NO_UNITS = Units()


def read_units(
    text: str,
    folded: str,
    fields: list[Field],
    gazetteer: Gazetteer,
) -> Units:
    """Units of the labelled lines of one item; who is named there is no person."""
    said: list[Said] = []
    for field in fields:
        if field.kind not in _OF_UNITS:
            continue
        steps = [
            step
            for span in without_people(text, field.span)
            for step in read_mentions(text, folded, span, gazetteer)
        ]
        match field.kind:
            case FieldKind.UNITS:
                said += _with_default(parts_of(steps), Part.UNSAID)
            case FieldKind.LEAD:
                said += _with_default(parts_of(steps), Part.LEAD)
            case FieldKind.SUPPORT:
                said += [(Part.SUPPORT, s) for s in steps if isinstance(s, Mention)]
    return settled(said)


def settled(said: list[Said]) -> Units:
    """Turn "who was said to do what" into lead, supporting and outside units."""
    named = [(part, mention) for part, mention in said if not mention.is_vague]
    if not any(part in (Part.LEAD, Part.UNSAID) for part, _ in said):
        # "A và B phối hợp vận động …": nobody else is there to lead.
        named = [
            (part if mention.is_partner else Part.UNSAID, mention)
            for part, mention in named
        ]
    leads = _codes(named, Part.LEAD)
    unsaid = _codes(named, Part.UNSAID)
    doubts: list[ReviewReason] = []
    if leads and unsaid:
        doubts.append(ReviewReason.ROLE_AMBIGUOUS)
    lead = leads or unsaid
    if any(mention.is_doubtful for _, mention in said) and not doubts:
        doubts.append(ReviewReason.ROLE_AMBIGUOUS)
    if len(lead) > 1:
        doubts.append(ReviewReason.MULTIPLE_UNITS_NO_LEAD)
    helping = [
        code
        for part, mention in named
        if part is Part.SUPPORT or (part is Part.UNSAID and leads)
        for code in mention.codes
        if not mention.is_partner
    ]
    return Units(
        lead=lead,
        supporting=tuple(c for c in dict.fromkeys(helping) if c not in lead),
        external=_external(said),
        suggested_lead=lead[0] if len(lead) > 1 else None,
        spans=tuple(mention.span for _, mention in said),
        doubts=tuple(doubts),
        fan_out=_is_for_each(said, lead),
    )


def _is_for_each(said: list[Said], lead: tuple[str, ...]) -> bool:
    """Whether a collective name is addressed, and nobody is named to lead."""
    return any(
        mention.is_collective and part is not Part.SUPPORT
        for part, mention in said
        if not mention.codes or mention.codes[0] in lead or mention.is_vague
    ) and not any(part is Part.LEAD for part, _ in said)


def _external(said: list[Said]) -> tuple[str, ...]:
    codes = [
        code for _, mention in said if mention.is_outside for code in mention.codes
    ]
    return tuple(dict.fromkeys(codes))


def _codes(said: list[Said], wanted: Part) -> tuple[str, ...]:
    codes = [code for part, mention in said if part is wanted for code in mention.codes]
    return tuple(dict.fromkeys(codes))


def _with_default(said: list[Said], default: Part) -> list[Said]:
    """Units without a part get one; so do all, where nobody was left to lead."""
    if not any(part is Part.LEAD or part is Part.UNSAID for part, _ in said):
        return [(default, mention) for _, mention in said]
    return [(default if part is Part.UNSAID else part, m) for part, m in said]


def parts_of(steps: list[Step]) -> list[Said]:
    """Give each unit its part.

    "A chủ trì, phối hợp với B", "A chủ trì; B, C phối hợp", "Chủ trì: A; phối hợp:
    B", "A (chủ trì), B (phối hợp)" and "A phối hợp B" are all in use. "Chủ trì"
    counts for what stands before it, or else for what follows; "phối hợp" for what
    follows up to the next pause, or else for what stands before.
    """
    said: list[Said] = []
    waiting: list[Mention] = []
    giving = Part.UNSAID
    for index, step in enumerate(steps):
        if isinstance(step, Mention):
            if giving is Part.UNSAID:
                waiting.append(step)
            else:
                said.append((giving, step))
        elif step is Role.PAUSE:
            giving = Part.UNSAID
        else:
            before, giving = _turn(
                step, waiting, said, ahead=_names_follow(steps, index)
            )
            said += before
            waiting = []
    return said + [(Part.UNSAID, mention) for mention in waiting]


def _names_follow(steps: list[Step], index: int) -> bool:
    return any(isinstance(step, Mention) for step in steps[index + 1 : index + 2])


def _turn(
    role: Role, waiting: list[Mention], said: list[Said], *, ahead: bool
) -> tuple[list[Said], Part]:
    """At a role word: the part of the units before it, and of those behind it."""
    match role:
        case Role.LEAD if not waiting:
            return [], Part.LEAD
        case Role.LEAD | Role.LEAD_BRACKETED:
            before, behind = Part.LEAD, Part.UNSAID
        case Role.SUPPORT if ahead:
            # "A phối hợp B": A leads, unless somebody is said to lead already.
            has_lead = any(part is Part.LEAD for part, _ in said)
            before = Part.SUPPORT if has_lead else Part.LEAD
            behind = Part.SUPPORT
        case _:
            before, behind = Part.SUPPORT, Part.UNSAID
    return [(before, mention) for mention in waiting], behind
