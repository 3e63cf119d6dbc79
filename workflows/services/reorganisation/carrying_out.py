"""A preview carried out: the organisation, step by step, through its own services.

The order matters: successors and their people first, then the work moves while the
old heads still sit there to be told, then what is over ends.
"""

from dataclasses import dataclass, field

from django.db.models import Max

from organization import services as organization
from organization.enums import SINGLE_RANKS, Right, UnitKind
from organization.models import Person, Portfolio, Post, Unit
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation.plan import Successor
from workflows.services.reorganisation.preview import Preview
from workflows.services.reorganisation.seats import NewSeat

K = ReorganisationKind
LONGEST_CODE = 60


@dataclass
class Units:
    """Units and posts by code, those just made among them."""

    units: dict[str, Unit]
    posts: dict[str, Post]
    made: list[str] = field(default_factory=list)


def open_successors(preview: Preview, by: Person) -> Units:
    """Make the new units and the seats of those who come over; who comes, sits."""
    picture, plan = preview.picture, preview.plan
    known = Units(dict(picture.units), dict(picture.posts))
    for one in plan.successors:
        names = preview.names.get(one.code, ())
        if one.is_new:
            known.units[one.code] = _make_unit(preview, one, names, by)
            known.made.append(one.code)
        elif names != tuple(picture.units[one.code].aliases):
            _rename(known, one.code, aliases=names, preview=preview, by=by)
    for position, seat in enumerate(preview.seats):
        if not preview.waits_for_a_seat(seat):
            _seat(preview, known, seat, position, by)
    if plan.kind == K.RENAME:
        (code,) = plan.formers
        _rename(known, code, aliases=preview.names[code], preview=preview, by=by)
    return known


def _make_unit(
    preview: Preview, one: Successor, names: tuple[str, ...], by: Person
) -> Unit:
    units = preview.picture.units
    board = next(u for u in units.values() if u.kind == UnitKind.COMMISSION)
    places = [units[code].position for code in preview.plan.formers]
    return organization.create_unit(
        code=one.code,
        name=one.name,
        short_name=one.short_name,
        kind=UnitKind(one.kind),
        parent=board,
        aliases=names,
        position=min(places, default=0),
        by=by,
        authority=preview.plan.paper,
    )


def _rename(
    known: Units, code: str, *, aliases: tuple[str, ...], preview: Preview, by: Person
) -> None:
    plan = preview.plan
    renames = plan.kind == K.RENAME
    known.units[code] = organization.change_unit(
        unit=known.units[code],
        name=plan.name if renames else None,
        short_name=plan.short_name if renames else None,
        aliases=aliases,
        by=by,
        authority=plan.paper,
    )


def _seat(
    preview: Preview, known: Units, seat: NewSeat, position: int, by: Person
) -> None:
    plan = preview.plan
    post = seat.existing or organization.create_post(
        code=_free_code(known, seat, position),
        title=seat.title,
        short=seat.short,
        rank=seat.rank,
        unit=known.units[seat.unit],
        position=_position(preview, seat),
        by=by,
        authority=plan.paper,
    )
    known.posts[post.code] = post
    if seat.seat is not None:
        organization.appoint(
            post=post,
            person=seat.seat.person,
            starts_on=plan.effective_on,
            ends_on=seat.seat.ends_on,
            acting=seat.seat.acting,
            by=by,
            authority=plan.paper,
        )


def _position(preview: Preview, seat: NewSeat) -> int:
    """A head stands before all who come over; the others where their posts stood."""
    places = [one.former.position for one in preview.seats if one.former is not None]
    if places and seat.rank in SINGLE_RANKS:
        return min(places)
    if seat.former is not None:
        return seat.former.position
    last: int | None = Post.objects.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _free_code(known: Units, seat: NewSeat, position: int) -> str:
    begins = seat.rank.value.lower()
    code = f"{begins}-{seat.unit}"[: LONGEST_CODE - 8]
    if code not in known.posts:
        return code
    number = position + 2
    while f"{code}-{number}" in known.posts:
        number += 1
    return f"{code}-{number}"


def change_fields(preview: Preview, known: Units, by: Person) -> None:
    """Portfolios, collective names, and rights that were given one by one."""
    paper = preview.plan.paper
    for change in preview.portfolios:
        if isinstance(change.row, Portfolio):
            organization.change_portfolio(
                portfolio=change.row,
                units=[known.units[code] for code in change.after],
                by=by,
                authority=paper,
            )
    for change in preview.collectives:
        row = change.row
        if not isinstance(row, Portfolio):
            organization.set_collective_name(
                code=row.code,
                name=row.name,
                aliases=row.aliases,
                members=[known.units[code] for code in change.after],
                by=by,
                authority=paper,
            )
    posts = preview.picture.post_by_id
    to_post = known.posts.get(preview.plan.successor_post)
    heirs: list[Unit | Post] = [known.units[code] for code in preview.plan.codes]
    if to_post is not None:
        heirs.append(to_post)
    for grant in preview.grants:
        for heir in heirs:
            organization.grant_right(
                post=posts[grant.holder],
                right=Right(grant.right),
                on=heir,
                by=by,
                note="Chuyển theo sắp xếp tổ chức.",
                authority=paper,
            )


def end_what_is_over(preview: Preview, known: Units, by: Person) -> None:
    """Delegations, appointments, posts and units; who succeeds them is recorded."""
    plan = preview.plan
    for lent in preview.delegations:
        if lent.delegator_id not in {seat.post_id for seat in preview.ending}:
            organization.end_delegation(
                delegation=lent,
                by=by,
                note="Chấm dứt do sắp xếp tổ chức.",
                authority=plan.paper,
            )
    for seat in preview.ending:
        organization.end_appointment(
            appointment=seat, last_day=preview.last_day, by=by, authority=plan.paper
        )
    _hand_over_fields(preview, known, by)
    for post in preview.closing_posts:
        organization.close_post(
            post=post, on=plan.effective_on, by=by, authority=plan.paper
        )
    heirs = [known.units[code] for code in plan.codes]
    for code in plan.closing:
        unit = known.units[code]
        organization.close_unit(
            unit=unit, on=plan.effective_on, by=by, authority=plan.paper
        )
        organization.succeed_unit(
            former=unit,
            successors=heirs,
            since=plan.effective_on,
            by=by,
            authority=plan.paper,
        )
    for post, title in preview.renamed_posts:
        organization.change_post(post=post, title=title, by=by, authority=plan.paper)
    _seat_who_waits(preview, known, by)


def _hand_over_fields(preview: Preview, known: Units, by: Person) -> None:
    """Fields of an abolished post go to its successor, and so does what it directed."""
    plan = preview.plan
    if plan.kind != K.POST:
        return
    to = known.posts[plan.successor_post]
    for held in preview.holdings:
        organization.release_portfolio(
            holding=held, last_day=preview.last_day, by=by, authority=plan.paper
        )
        organization.hold_portfolio(
            portfolio=held.portfolio,
            post=to,
            starts_on=plan.effective_on,
            ends_on=held.ends_on,
            by=by,
            authority=plan.paper,
        )
    organization.succeed_post(
        former=known.posts[plan.post],
        successor=to,
        since=plan.effective_on,
        by=by,
        authority=plan.paper,
    )


def _seat_who_waits(preview: Preview, known: Units, by: Person) -> None:
    """Who takes over a seat sits down when the one before has left it."""
    plan = preview.plan
    for position, seat in enumerate(preview.seats):
        if preview.waits_for_a_seat(seat):
            _seat(preview, known, seat, position, by)
    for person in preview.picture.people.values():
        if plan.kind == K.HOLDER and person.username == plan.person:
            organization.appoint(
                post=known.posts[plan.post],
                person=person,
                starts_on=plan.effective_on,
                acting=plan.acting,
                by=by,
                authority=plan.paper,
            )
