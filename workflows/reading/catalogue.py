"""Who is who, as the reading needs it: names in, codes out. No database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit with the names and short forms under which documents mention it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaderName:
    """A leader with the post held on the day of reading."""

    name: str
    title: str
    post_code: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The names of one agency.

    ``collectives`` are names that stand for several units ("các phòng chuyên môn");
    ``body_names`` are names of the agency itself, the full one first.
    """

    units: tuple[UnitName, ...] = ()
    collectives: tuple[UnitName, ...] = ()
    leaders: tuple[LeaderName, ...] = ()
    body_names: tuple[str, ...] = ()
