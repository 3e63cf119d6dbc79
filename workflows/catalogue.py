"""The organisation's names in the shape that reading takes them."""

from datetime import datetime

from organization import catalogue as organization
from workflows.reading import Catalogue, LeaderName, UnitName


def reading_catalogue(at: datetime) -> Catalogue:
    """Who is who on the day of ``at``, for one reading; four statements."""
    known = organization.build(at)
    return Catalogue(
        units=_names(known.units),
        collectives=_names(known.collectives),
        leaders=_leaders(known.leaders),
        former_leaders=_leaders(known.former_leaders),
        body_names=known.body_names,
    )


def _leaders(
    entries: tuple[organization.LeaderEntry, ...],
) -> tuple[LeaderName, ...]:
    return tuple(
        LeaderName(
            one.name, one.title, one.post_code, str(one.rank), one.since, one.until
        )
        for one in entries
    )


def _names(entries: tuple[organization.UnitEntry, ...]) -> tuple[UnitName, ...]:
    return tuple(UnitName(one.code, one.name, one.aliases) for one in entries)
