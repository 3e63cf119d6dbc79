"""The Board's catalogue from a file. What is missing is made; what is there stays.

Run twice, it changes nothing; and it takes nothing back that a person changed since:
a unit renamed, a seat left or a field reassigned stays so.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from organization.enums import Rank, UnitKind
from organization.models import (
    Appointment,
    CollectiveName,
    Person,
    Portfolio,
    Post,
    Unit,
)
from organization.services.appointments import appoint
from organization.services.people import create_person
from organization.services.portfolios import create_portfolio, hold_portfolio
from organization.services.posts import create_post
from organization.services.units import create_unit, set_collective_name

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_board(*, by: Person | None, source: Path = DATA / "board.json") -> None:
    """Units, names, posts, portfolios and leaders with their dates, from ``source``."""
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    units = _make_units(data["units"], by)
    named = set(CollectiveName.objects.values_list("code", flat=True))
    for item in data["collective_names"]:
        if item["code"] not in named:
            set_collective_name(
                code=item["code"],
                name=item["name"],
                aliases=item["aliases"],
                members=[units[code] for code in item["members"]],
                by=by,
            )
    posts = _make_posts(data["posts"], units, by)
    seat_people(data["people"], posts, by)
    _make_portfolios(data["portfolios"], units, posts, by)


def seat_people(
    items: list[dict[str, Any]], posts: dict[str, Post], by: Person | None
) -> None:
    """Make who is missing, and seat who never sat in the post named."""
    people = {row.username: row for row in Person.objects.all()}
    sat = set(Appointment.objects.values_list("post__code", "person__username"))
    for item in items:
        person = people.get(item["username"]) or create_person(
            username=item["username"],
            full_name=item["full_name"],
            is_staff=item.get("is_staff", False),
            by=by,
        )
        if (item["post"], person.username) not in sat:
            appoint(
                post=posts[item["post"]],
                person=person,
                starts_on=date.fromisoformat(item["starts_on"]),
                note=item.get("note", ""),
                by=by,
            )


def _make_units(items: list[dict[str, Any]], by: Person | None) -> dict[str, Unit]:
    units = {row.code: row for row in Unit.objects.all()}
    for position, item in enumerate(items, start=1):
        if item["code"] not in units:
            units[item["code"]] = create_unit(
                code=item["code"],
                name=item["name"],
                short_name=item["short_name"],
                kind=UnitKind(item["kind"]),
                parent=units[item["parent"]] if item["parent"] else None,
                aliases=item["aliases"],
                position=position,
                by=by,
            )
    return units


def _make_posts(
    items: list[dict[str, Any]], units: dict[str, Unit], by: Person | None
) -> dict[str, Post]:
    posts = {row.code: row for row in Post.objects.all()}
    for position, item in enumerate(items, start=1):
        if item["code"] not in posts:
            posts[item["code"]] = create_post(
                code=item["code"],
                title=item["title"],
                short=item["short"],
                rank=Rank(item["rank"]),
                unit=units[item["unit"]],
                position=position,
                by=by,
            )
    return posts


def _make_portfolios(
    items: list[dict[str, Any]],
    units: dict[str, Unit],
    posts: dict[str, Post],
    by: Person | None,
) -> None:
    known = set(Portfolio.objects.values_list("code", flat=True))
    for item in items:
        if item["code"] not in known:
            portfolio = create_portfolio(
                code=item["code"],
                name=item["name"],
                subjects=item["subjects"],
                units=[units[code] for code in item["units"]],
                by=by,
            )
            hold_portfolio(
                portfolio=portfolio,
                post=posts[item["post"]],
                starts_on=date.fromisoformat(item["starts_on"]),
                by=by,
            )
