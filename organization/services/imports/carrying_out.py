"""Steps carried out through the services of each noun, ends before beginnings.

A new account takes some twelve statements and its password six more, an appointment
some fourteen, a new post some twelve, an end some ten; a row that changes nothing none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from organization.enums import Rank
from organization.models import Person, Portfolio, Post
from organization.services.appointments import appoint, end_appointment
from organization.services.codes import free_code
from organization.services.imports.steps import FieldStep, PersonStep, Seat
from organization.services.passwords import OneTimePassword, reset_password
from organization.services.people import change_person, create_person
from organization.services.portfolios import (
    change_portfolio,
    create_portfolio,
    hold_portfolio,
    release_portfolio,
)
from organization.services.posts import create_post

# A password is hashed slowly on purpose: more than these at a time keep a page waiting.
MOST_PASSWORDS = 100
LONGEST_SHORT = 20


@dataclass(frozen=True)
class Handed:
    """What is handed to a new person, once."""

    person: Person
    password: OneTimePassword


def take_in(
    people: Sequence[PersonStep], fields: Sequence[FieldStep], *, by: Person
) -> tuple[list[Handed], int]:
    """Do the steps; returns passwords for the new people, and how many got none."""
    made = _take_accounts(people, by)
    _take_seats(people, made, by)
    for one in fields:
        _take_field(one, by)
    new = list(made.values())
    if len(new) > MOST_PASSWORDS:
        return [], len(new)
    return [Handed(person, reset_password(person=person, by=by)) for person in new], 0


def _take_accounts(people: Sequence[PersonStep], by: Person) -> dict[str, Person]:
    """End what is over, put names right, and make who is new."""
    made: dict[str, Person] = {}
    for step in people:
        if step.ends is not None and step.ends_on is not None:
            end_appointment(
                appointment=step.ends,
                last_day=step.ends_on,
                by=by,
                authority=step.authority,
            )
        _take_person(step, made, by)
    return made


def _take_seats(
    people: Sequence[PersonStep], made: dict[str, Person], by: Person
) -> None:
    """Make the posts that are missing, then seat everybody."""
    posts = {
        step.seat.key: _make_post(step.seat, step.authority, by)
        for step in people
        if step.makes_post and step.seat is not None
    }
    for step in people:
        if step.appoints:
            _appoint(step, made, posts, by)


def _take_person(step: PersonStep, made: dict[str, Person], by: Person) -> None:
    who = step.who
    if who is None:
        return
    if step.makes_person:
        made[who.key] = create_person(
            username=who.username, full_name=who.full_name, email=who.email, by=by
        )
    elif who.person is not None and who.rename:
        change_person(person=who.person, full_name=who.full_name, by=by)


def _make_post(seat: Seat, authority: str, by: Person) -> Post:
    return create_post(
        code=free_code(Post, seat.title),
        title=seat.title,
        short=f"{_begins(seat.rank)} {seat.unit.short_name}"[:LONGEST_SHORT],
        rank=seat.rank,
        unit=seat.unit,
        position=seat.position,
        by=by,
        authority=authority,
    )


def _begins(rank: Rank) -> str:
    return "CV" if rank == Rank.OFFICER else "PĐV"


def _appoint(
    step: PersonStep,
    made: dict[str, Person],
    posts: dict[tuple[int, int], Post],
    by: Person,
) -> None:
    who, seat, starts_on = step.who, step.seat, step.starts_on
    if who is None or seat is None or starts_on is None:
        return
    appoint(
        post=seat.post or posts[seat.key],
        person=who.person or made[who.key],
        starts_on=starts_on,
        ends_on=step.ends_on,
        acting=step.acting,
        by=by,
        authority=step.authority,
    )


def _take_field(step: FieldStep, by: Person) -> None:
    row = step.portfolio
    if row is None:
        row = create_portfolio(
            code=free_code(Portfolio, step.name),
            name=step.name,
            units=step.units,
            subjects=step.subjects or (),
            by=by,
            authority=step.authority,
        )
    elif step.redefines:
        change_portfolio(
            portfolio=row,
            units=step.units,
            subjects=step.subjects,
            by=by,
            authority=step.authority,
        )
    if step.releases is not None and step.last_day is not None:
        release_portfolio(
            holding=step.releases,
            last_day=step.last_day,
            by=by,
            authority=step.authority,
        )
    if step.holds and step.post is not None and step.starts_on is not None:
        hold_portfolio(
            portfolio=row,
            post=step.post,
            starts_on=step.starts_on,
            ends_on=step.ends_on,
            by=by,
            authority=step.authority,
        )
