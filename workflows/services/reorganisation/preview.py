"""What a plan will do, worked out from what it meets. Pure; applied as it stands."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from organization.enums import SINGLE_RANKS
from organization.models import (
    Appointment,
    CollectiveName,
    Delegation,
    Portfolio,
    PortfolioHolding,
    Post,
)
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation.moves import Move, item_moves, mission_moves
from workflows.services.reorganisation.picture import Grant, Picture, unit_ids
from workflows.services.reorganisation.plan import Plan, Role, Successor
from workflows.services.reorganisation.seats import (
    NewSeat,
    leaving_posts,
    new_seats,
    retitled,
    with_usual_fates,
)

K = ReorganisationKind


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A portfolio or a collective name with its units before and after, by code."""

    row: Portfolio | CollectiveName
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass
class Preview:
    """All that will be done, and what is in the way."""

    plan: Plan
    picture: Picture
    missions: list[Move] = field(default_factory=list)
    items: list[Move] = field(default_factory=list)
    seats: list[NewSeat] = field(default_factory=list)
    ending: list[Appointment] = field(default_factory=list)
    closing_posts: list[Post] = field(default_factory=list)
    renamed_posts: list[tuple[Post, str]] = field(default_factory=list)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    portfolios: list[FieldChange] = field(default_factory=list)
    holdings: list[PortfolioHolding] = field(default_factory=list)
    collectives: list[FieldChange] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    staying: int = 0

    def waits_for_a_seat(self, seat: NewSeat) -> bool:
        """Whether the seat is taken until what is over has ended."""
        post = seat.existing
        return post is not None and any(e.post_id == post.pk for e in self.ending)

    @property
    def last_day(self) -> date:
        """The last day of what ends."""
        return self.plan.effective_on - timedelta(days=1)


def work_out(plan: Plan, picture: Picture) -> Preview:
    """The consequences of the plan; whether it may be applied, `obstacles` says."""
    plan = with_usual_fates(plan, picture)
    found = Preview(plan, picture)
    found.missions = mission_moves(plan, picture)
    found.items = item_moves(plan, picture)
    found.staying = len(picture.missions) - len(found.missions)
    if plan.kind == K.RENAME:
        _rename(found)
    elif plan.kind in (K.HOLDER, K.POST):
        _change_post(found)
    else:
        _move_units(found)
    return found


def _rename(found: Preview) -> None:
    plan, picture = found.plan, found.picture
    unit = picture.units.get(plan.formers[0]) if plan.formers else None
    if unit is None:
        return
    found.names = {unit.code: _more_names(plan, picture, (unit.code,), unit.code)}
    for post in picture.open_posts(unit.pk):
        title = retitled(post.title, unit, plan.name)
        if title != post.title:
            found.renamed_posts.append((post, title))


def _change_post(found: Preview) -> None:
    plan, picture = found.plan, found.picture
    post = picture.posts.get(plan.post)
    if post is None:
        return
    found.ending = picture.seats_of(post.pk)
    found.delegations = [d for d in picture.delegations if d.delegator_id == post.pk]
    if plan.kind == K.POST:
        found.closing_posts = [post]
        found.holdings = [h for h in picture.holdings if h.post_id == post.pk]
        found.grants = list(picture.post_grants)


def _move_units(found: Preview) -> None:
    plan, picture = found.plan, found.picture
    closing = [picture.units[code] for code in plan.closing if code in picture.units]
    ids = {unit.pk for unit in closing}
    found.seats = new_seats(plan, picture)
    left = [
        post
        for post in leaving_posts(plan, picture)
        if post.unit_id in ids or _goes_away(plan, picture, post)
    ]
    # A unit that goes on keeps its head's post, whoever leaves it.
    found.closing_posts = [
        post for post in left if post.unit_id in ids or post.rank not in SINGLE_RANKS
    ]
    gone = {post.pk for post in left}
    found.ending = [seat for seat in picture.seats if seat.post_id in gone]
    found.delegations = [
        one
        for one in picture.delegations
        if one.unit_id in ids or one.delegator_id in gone
    ]
    found.grants = [one for one in picture.unit_grants if one.on in ids]
    for code in plan.codes:
        taken = plan.closing if code == _heir(plan) else ()
        found.names[code] = _more_names(plan, picture, taken, code)
    found.portfolios = [
        change
        for row in picture.portfolios
        if (change := _portfolio(plan, picture, row)) is not None
    ]
    found.collectives = [
        change
        for row in picture.collectives
        if (change := _collective(plan, row)) is not None
    ]


def _goes_away(plan: Plan, picture: Picture, post: Post) -> bool:
    """Whether a post of a unit that goes on leaves it for another."""
    unit = picture.unit_by_id[post.unit_id].code
    to, role = plan.fates.get(post.code, (unit, Role.SAME))
    return (to, role) != (unit, Role.SAME)


def _heir(plan: Plan) -> str:
    """Which successor later papers mean by the old names; "" for none."""
    return plan.names_go_to or (plan.codes[0] if len(plan.codes) == 1 else "")


def _more_names(
    plan: Plan, picture: Picture, formers: tuple[str, ...], code: str
) -> tuple[str, ...]:
    """The aliases of a unit afterwards: its own, and the names that were given up."""
    unit = picture.units.get(code)
    own = list(unit.aliases) if unit else []
    for former in formers:
        old = picture.units[former]
        own += [old.name, old.short_name, *old.aliases]
    now = (
        plan.name
        if plan.kind == K.RENAME
        else (unit.name if unit else _name(plan, code))
    )
    others = {
        word
        for other in picture.units.values()
        if other.closed_on is None and other.code not in (code, *formers)
        for word in (other.name, other.short_name, *other.aliases)
    }
    return tuple(dict.fromkeys(w for w in own if w and w != now and w not in others))


def _name(plan: Plan, code: str) -> str:
    return next((one.name for one in plan.successors if one.code == code), "")


def _portfolio(plan: Plan, picture: Picture, row: Portfolio) -> FieldChange | None:
    before = {picture.unit_by_id[pk].code for pk in unit_ids(row)}
    after = before - set(plan.closing)
    for one in plan.successors:
        if belongs(plan, picture, one, row):
            after.add(one.code)
        elif one.portfolio:
            after.discard(one.code)
    if before == after:
        return None
    return FieldChange(row, tuple(sorted(before)), tuple(sorted(after)))


def belongs(plan: Plan, picture: Picture, one: Successor, row: Portfolio) -> bool:
    """Whether the successor is in this field afterwards: as said; else where it was;
    else where the former units were."""
    if one.portfolio:
        return row.code == one.portfolio
    if not one.is_new and one.code in picture.units:
        return picture.units[one.code].pk in unit_ids(row)
    formers = {picture.units[code].pk for code in plan.formers if code in picture.units}
    return bool(formers & unit_ids(row))


def _collective(plan: Plan, row: CollectiveName) -> FieldChange | None:
    before = {unit.code for unit in row.members.all()}
    if not before & set(plan.formers):
        return None
    after = (before - set(plan.closing)) | set(plan.codes)
    if before == after:
        return None
    return FieldChange(row, tuple(sorted(before)), tuple(sorted(after)))
