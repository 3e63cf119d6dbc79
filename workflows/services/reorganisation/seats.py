"""What becomes of the posts of a closed unit and of the people in them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from organization.enums import SINGLE_RANKS, Rank, Right, UnitKind
from organization.grants import DEFAULT_RIGHTS
from organization.models import Appointment, Post, Unit
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation.picture import Picture
from workflows.services.reorganisation.plan import Plan, Role, Successor

K = ReorganisationKind
HEADS = {UnitKind.OFFICE: Rank.CHIEF_OF_OFFICE, UnitKind.CENTRE: Rank.CENTRE_HEAD}
DEPUTIES = {UnitKind.OFFICE: Rank.DEPUTY_CHIEF_OF_OFFICE}
# Titles as papers write them: before the unit's name, or what follows “Phòng” in it.
TITLES = {
    UnitKind.OFFICE: ("Chánh {name}", "Phó Chánh {name}", "Chuyên viên {name}"),
    UnitKind.CENTRE: ("Giám đốc {name}", "Phó Giám đốc {name}", "Viên chức {name}"),
    UnitKind.YOUTH_UNION: ("Bí thư {name}", "Phó Bí thư {name}", "Ủy viên {name}"),
    UnitKind.DIVISION: (
        "Trưởng phòng {stem}",
        "Phó Trưởng phòng {stem}",
        "Chuyên viên {name}",
    ),
}
LONGEST_TITLE, LONGEST_SHORT = 120, 20


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A seat of a successor: a post that is made, or its head's post that is vacant,
    with who sits in it from the day on."""

    unit: str
    rank: Rank
    title: str
    short: str
    former: Post | None = None
    seat: Appointment | None = None
    existing: Post | None = None

    @property
    def hands_in(self) -> bool:
        """Whether who sits there starts and hands in for the unit."""
        return Right.REPORT_WORK in DEFAULT_RIGHTS[self.rank].unit


def head_rank(kind: str) -> Rank:
    return HEADS.get(UnitKind(kind), Rank.DIVISION_HEAD)


def with_usual_fates(plan: Plan, picture: Picture) -> Plan:
    """The plan with a fate for each holder where there is only one sensible one.

    A head has none where two units become one, or one becomes two: that is asked.
    """
    fates = dict(plan.fates)
    for post in leaving_posts(plan, picture):
        if post.code not in fates and (usual := _usual(plan, picture, post)):
            fates[post.code] = usual
    known = {post.code for post in leaving_posts(plan, picture)}
    return replace(plan, fates={c: f for c, f in fates.items() if c in known})


def leaving_posts(plan: Plan, picture: Picture) -> list[Post]:
    """Open posts of the former units, one that goes on among them, in their order."""
    if plan.kind not in (K.MERGE, K.SPLIT, K.CLOSE):
        return []
    return [
        post
        for code in plan.formers
        if code in picture.units
        for post in picture.open_posts(picture.units[code].pk)
    ]


def _usual(plan: Plan, picture: Picture, post: Post) -> tuple[str, Role] | None:
    unit = picture.unit_by_id[post.unit_id].code
    if unit in plan.codes:
        return unit, Role.SAME
    if picture.holder(post.pk, plan.effective_on) is None:
        return "", Role.END
    if len(plan.successors) != 1:
        return None
    (only,) = plan.successors
    if post.rank not in SINGLE_RANKS:
        return only.code, Role.SAME
    heads = [
        one
        for one in leaving_posts(plan, picture)
        if one.rank in SINGLE_RANKS and picture.holder(one.pk, plan.effective_on)
    ]
    return (only.code, Role.HEAD) if only.is_new and len(heads) == 1 else None


def new_seats(plan: Plan, picture: Picture) -> list[NewSeat]:
    """Seats for those who come over, and for each new unit its head's."""
    found = list(_coming_over(plan, picture))
    for one in plan.successors:
        if one.is_new and not any(_heads(seat, one) for seat in found):
            kind, name, short = one.kind, one.name, one.short_name
            found.append(
                NewSeat(one.code, head_rank(kind), *_titled(kind, name, short, 0))
            )
    # The head's post is made first, so that it stands first in its unit.
    return sorted(found, key=lambda seat: seat.rank not in SINGLE_RANKS)


def vacant_heads(plan: Plan, picture: Picture, seats: list[NewSeat]) -> list[str]:
    """Names of units that will lead work with nobody at their head."""
    if plan.kind not in (K.MERGE, K.SPLIT, K.CLOSE):
        return []
    names = []
    for one in plan.successors:
        coming = any(_heads(seat, one) and seat.seat for seat in seats)
        unit = picture.units.get(one.code)
        if not coming and not (unit and _sits_at_the_head(plan, picture, unit)):
            names.append(one.name or (unit.name if unit else one.code))
    return names


def _heads(seat: NewSeat, one: Successor) -> bool:
    return seat.unit == one.code and seat.rank in SINGLE_RANKS


def _sits_at_the_head(plan: Plan, picture: Picture, unit: Unit) -> bool:
    """Whether the head of a unit that goes on stays there."""
    head = head_post(picture, unit)
    if head is None or picture.holder(head.pk, plan.effective_on) is None:
        return False
    return plan.fates.get(head.code, (unit.code, Role.SAME)) == (unit.code, Role.SAME)


def head_post(picture: Picture, unit: Unit) -> Post | None:
    posts = picture.open_posts(unit.pk)
    return next((post for post in posts if post.rank in SINGLE_RANKS), None)


def _coming_over(plan: Plan, picture: Picture) -> Iterator[NewSeat]:
    kinds = {one.code: one for one in plan.successors}
    for post in leaving_posts(plan, picture):
        to, role = plan.fates.get(post.code, ("", Role.END))
        stays = to == picture.unit_by_id[post.unit_id].code and role == Role.SAME
        if role == Role.END or to not in kinds or stays:
            continue
        yield _seat(plan, picture, post, kinds[to], role)


def _seat(
    plan: Plan, picture: Picture, post: Post, one: Successor, role: Role
) -> NewSeat:
    unit = picture.units.get(one.code)
    kind, name, short = (
        (one.kind, one.name, one.short_name)
        if one.is_new or unit is None
        else (unit.kind, unit.name, unit.short_name)
    )
    seat = picture.holder(post.pk, plan.effective_on)
    rank = _rank(Rank(post.rank), role, kind)
    if rank in SINGLE_RANKS:
        head = None if one.is_new or unit is None else head_post(picture, unit)
        titled = _titled(kind, name, short, 0)
        return NewSeat(one.code, rank, *titled, post, seat, existing=head)
    if role == Role.SAME and rank != Rank.DEPUTY_DIVISION_HEAD:
        titled = _renamed(post, picture.unit_by_id[post.unit_id], name, short)
    else:
        titled = _titled(kind, name, short, 2 if rank == Rank.OFFICER else 1)
    return NewSeat(one.code, rank, *titled, post, seat)


def _rank(rank: Rank, role: Role, kind: str) -> Rank:
    if role == Role.HEAD or (role == Role.SAME and rank in SINGLE_RANKS):
        return head_rank(kind)
    if role == Role.DEPUTY:
        return DEPUTIES.get(UnitKind(kind), Rank.DEPUTY_DIVISION_HEAD)
    if role == Role.OFFICER:
        return Rank.OFFICER
    return rank


def _titled(kind: str, name: str, short: str, place: int) -> tuple[str, str]:
    """The title of a head (0), a deputy (1) or an officer (2), and its short form."""
    patterns = TITLES.get(UnitKind(kind), TITLES[UnitKind.DIVISION])
    title = patterns[place].format(name=name, stem=stem(name))
    begins = ("TĐV", "PĐV", "CV")[place]
    return title[:LONGEST_TITLE], f"{begins} {short}"[:LONGEST_SHORT]


def stem(name: str) -> str:
    """“Quản lý hạ tầng” of “Phòng Quản lý hạ tầng”."""
    return name.removeprefix("Phòng ").strip()


def _renamed(post: Post, unit: Unit, name: str, short: str) -> tuple[str, str]:
    """The title with the new unit's name in place of the old one's."""
    title = retitled(post.title, unit, name)
    return title, post.short.replace(unit.short_name, short)[:LONGEST_SHORT]


def retitled(title: str, unit: Unit, name: str) -> str:
    """“Trưởng phòng Hạ tầng” for “Trưởng phòng Quản lý hạ tầng”."""
    if unit.name in title:
        return title.replace(unit.name, name)[:LONGEST_TITLE]
    return title.replace(stem(unit.name), stem(name))[:LONGEST_TITLE]
