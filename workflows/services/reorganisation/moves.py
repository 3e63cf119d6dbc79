"""Who has which part in a piece of work afterwards. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from organization.models import Post
from workflows.enums import WAITING_ABOVE
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation.picture import Picture, Work
from workflows.services.reorganisation.plan import Plan, Role

K = ReorganisationKind


@dataclass(frozen=True, slots=True)
class Parts:
    """Lead and supporting units and the directing post by code; the officer by name."""

    lead: str
    supports: tuple[str, ...]
    leader: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One mission, or one item, as it is and as it will be."""

    work: Work
    before: Parts
    after: Parts

    @property
    def changes_lead(self) -> bool:
        return self.before.lead != self.after.lead

    @property
    def loses_officer(self) -> bool:
        return self.before.officer != self.after.officer

    @property
    def drops_support(self) -> bool:
        """Whether lead and support, or two supports, become one unit."""
        return len(self.after.supports) < len(self.before.supports)

    @property
    def waits_above(self) -> bool:
        return self.work.state in WAITING_ABOVE


def mission_moves(plan: Plan, picture: Picture) -> list[Move]:
    """The open missions in which anything changes, by number."""
    moves = [_move(plan, picture, work) for work in picture.missions]
    return [move for move in moves if move.before != move.after]


def item_moves(plan: Plan, picture: Picture) -> list[Move]:
    """The same for items not given out. After a split nothing says whose work an item
    is: its lead is left open, to be asked before it is given out."""
    found = []
    for work in picture.items:
        before = _parts(picture, work)
        after = Parts(
            lead=_item_lead(plan, before.lead),
            supports=_supports(
                plan, before, plan.by_rule, _item_lead(plan, before.lead)
            ),
            leader=_leader(plan, before.leader),
        )
        if before != after:
            found.append(Move(work, before, after))
    return found


def destination(plan: Plan, picture: Picture, work: Work) -> str:
    """The successor that takes over what a former unit did in this piece of work."""
    by_hand = plan.by_hand.get(work.pk)
    if by_hand in plan.codes:
        return by_hand
    if plan.follows_officer and work.officer is not None:
        theirs = units_after(plan, picture, work.officer) & set(plan.codes)
        if len(theirs) == 1:
            return theirs.pop()
    return plan.by_rule or (plan.codes[0] if plan.codes else "")


def units_after(plan: Plan, picture: Picture, person_id: int) -> set[str]:
    """Units in which the person sits from the day on."""
    found = set()
    for seat in picture.seats:
        today = picture.today
        over = seat.ends_on is not None and seat.ends_on < today
        if seat.person_id != person_id or seat.starts_on > today or over:
            continue
        unit = seat.post.unit.code
        fate = plan.fates.get(seat.post.code)
        if plan.kind in (K.HOLDER, K.POST) and seat.post.code == plan.post:
            continue
        if fate is not None and unit in plan.formers:
            if fate[1] != Role.END:
                found.add(fate[0])
        elif unit not in plan.closing:
            found.add(unit)
    if person_id in _coming(plan, picture):
        found.add(picture.posts[plan.post].unit.code)
    return found


def _coming(plan: Plan, picture: Picture) -> Iterable[int]:
    if plan.kind != K.HOLDER or plan.post not in picture.posts:
        return ()
    return [p.pk for p in picture.people.values() if p.username == plan.person]


def _move(plan: Plan, picture: Picture, work: Work) -> Move:
    before = _parts(picture, work)
    to = destination(plan, picture, work)
    lead = to if before.lead in plan.formers and plan.codes else before.lead
    after = Parts(
        lead=lead,
        supports=_supports(plan, before, to, lead),
        leader=_leader(plan, before.leader),
        officer=_officer(plan, picture, work, before, lead),
    )
    return Move(work, before, after)


def _parts(picture: Picture, work: Work) -> Parts:
    """As it is now."""
    units, posts = picture.unit_by_id, picture.post_by_id
    officer = picture.people.get(work.officer) if work.officer else None
    return Parts(
        lead=units[work.lead].code if work.lead else "",
        supports=tuple(sorted(units[pk].code for pk in work.supports)),
        leader=posts[work.leader].code if work.leader else "",
        officer=officer.full_name if officer else "",
    )


def _supports(plan: Plan, before: Parts, to: str, lead: str) -> tuple[str, ...]:
    if not plan.codes:
        return before.supports
    after = {to if code in plan.formers else code for code in before.supports}
    return tuple(sorted(after - {lead}))


def _item_lead(plan: Plan, lead: str) -> str:
    if lead not in plan.formers or not plan.codes:
        return lead
    return plan.codes[0] if len(plan.codes) == 1 else ""


def _leader(plan: Plan, leader: str) -> str:
    moves = plan.kind == K.POST and leader == plan.post and plan.successor_post
    return plan.successor_post if moves else leader


def _officer(plan: Plan, picture: Picture, work: Work, before: Parts, lead: str) -> str:
    """The officer stays in charge only as somebody of the unit that leads."""
    if not work.officer or not before.officer or plan.kind == K.RENAME:
        return before.officer
    if lead == before.lead and not _leaves(plan, picture, work.officer):
        return before.officer
    stays = lead in units_after(plan, picture, work.officer)
    return before.officer if stays else ""


def _leaves(plan: Plan, picture: Picture, person_id: int) -> bool:
    """Whether the plan takes a seat from the person."""
    return any(
        seat.person_id == person_id and _is_left(plan, seat.post)
        for seat in picture.seats
    )


def _is_left(plan: Plan, post: Post) -> bool:
    if plan.kind in (K.HOLDER, K.POST):
        return post.code == plan.post
    return post.unit.code in plan.formers if post.code in plan.fates else False
