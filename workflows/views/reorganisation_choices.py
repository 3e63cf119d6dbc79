"""What a preview lets one choose: where people, missions and fields go."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict

from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation import (
    ROLE_LABELS,
    Plan,
    Preview,
    Role,
    called,
    destination,
    leaving_posts,
)

K = ReorganisationKind
ROLES = (Role.SAME, Role.HEAD, Role.DEPUTY, Role.OFFICER)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of the page: its name, what it is about, and what may be chosen."""

    name: str
    words: str
    detail: str
    options: tuple[Option, ...]


def choices(preview: Preview) -> list[Choice]:
    """Of fields, rules and people; of missions `mission_choices` tells."""
    plan = preview.plan
    if plan.kind not in (K.MERGE, K.SPLIT, K.CLOSE):
        return []
    return [*_fields(preview), *_rules(preview), *_fates(preview)]


def mission_choices(preview: Preview) -> list[Choice]:
    """For each open mission of a unit that is divided, where it goes."""
    plan, picture = preview.plan, preview.picture
    if plan.kind != K.SPLIT:
        return []
    return [
        Choice(
            f"mission-{work.pk}",
            f"NV\u00a0{work.pk:03d} {work.words}",
            _officer(preview, work.officer),
            tuple(
                Option(code, called(preview, code), to == code) for code in plan.codes
            ),
        )
        for work in picture.missions
        if (to := destination(plan, picture, work))
    ]


def chosen(plan: Plan, preview: Preview, sent: QueryDict) -> Plan:
    """The plan with what the page sent. What is not among the options is left out."""
    fates = {}
    for post in leaving_posts(preview.plan, preview.picture):
        to, _, role = sent.get(f"fate-{post.code}", "").partition(":")
        if role == Role.END or (to in plan.codes and role in set(Role)):
            fates[post.code] = (to, Role(role))
    by_rule = sent.get("by-rule", plan.by_rule)
    names = sent.get("names", plan.names_go_to)
    fields = {row.code for row in preview.picture.portfolios}
    return replace(
        plan,
        fates=fates,
        by_rule=by_rule if by_rule in plan.codes else plan.by_rule,
        names_go_to=names if names in plan.codes else "",
        by_hand=_by_hand(plan, preview, sent),
        successors=tuple(
            replace(one, portfolio=field if field in fields else "")
            for one in plan.successors
            for field in [sent.get(f"field-{one.code}", one.portfolio)]
        ),
    )


def _by_hand(plan: Plan, preview: Preview, sent: QueryDict) -> dict[int, str]:
    """Only what is another than the rule says: the rest follows the rule."""
    ruled = replace(preview.plan, by_hand={})
    return {
        work.pk: to
        for work in preview.picture.missions
        if (to := sent.get(f"mission-{work.pk}", "")) in plan.codes
        and to != destination(ruled, preview.picture, work)
    }


def _fields(preview: Preview) -> Iterator[Choice]:
    for one in preview.plan.successors:
        if one.is_new:
            rows = preview.picture.portfolios
            yield Choice(
                f"field-{one.code}",
                f"Lĩnh vực của {one.name}",
                "",
                (
                    Option("", "Như các đơn vị cũ", not one.portfolio),
                    *(Option(r.code, r.name, one.portfolio == r.code) for r in rows),
                ),
            )


def _rules(preview: Preview) -> Iterator[Choice]:
    plan = preview.plan
    if plan.kind != K.SPLIT:
        return
    every = [(code, called(preview, code)) for code in plan.codes]
    yield Choice(
        "by-rule",
        "Nhiệm vụ chưa có chuyên viên theo dõi chuyển về",
        "nhiệm vụ có chuyên viên đi theo chuyên viên",
        tuple(Option(code, words, plan.by_rule == code) for code, words in every),
    )
    yield Choice(
        "names",
        "Văn bản sau này ghi tên cũ hiểu là",
        "",
        (
            Option("", "Hỏi lại từng việc", not plan.names_go_to),
            *(Option(code, words, plan.names_go_to == code) for code, words in every),
        ),
    )


def _fates(preview: Preview) -> Iterator[Choice]:
    plan, picture = preview.plan, preview.picture
    for post in leaving_posts(plan, picture):
        seat = picture.holder(post.pk, plan.effective_on)
        fate = plan.fates.get(post.code)
        blank = () if fate else (Option("", "Chọn nơi đến", is_chosen=True),)
        yield Choice(
            f"fate-{post.code}",
            seat.person.full_name if seat else "Chưa có người",
            post.title,
            (
                *blank,
                *(
                    Option(
                        f"{code}:{role}",
                        f"{called(preview, code)}: {ROLE_LABELS[role]}",
                        fate == (code, role),
                    )
                    for code in plan.codes
                    for role in ROLES
                ),
                Option(
                    ":END", ROLE_LABELS[Role.END], bool(fate and fate[1] == Role.END)
                ),
            ),
        )


def _officer(preview: Preview, officer: int | None) -> str:
    person = preview.picture.people.get(officer) if officer else None
    return f"chuyên viên theo dõi: {person.full_name}" if person else ""
