"""Who is who, and which days are worked, as the reading needs it. No database."""

from dataclasses import dataclass
from datetime import date

from workflows.calendars import VIETNAM, WorkingCalendar


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit with the names and short forms under which documents mention it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaderName:
    """A leader with a post, and the first and last day of holding it where known."""

    name: str
    title: str
    post_code: str = ""
    rank: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The names of one agency, and its working days.

    ``collectives`` are names that stand for several units ("các phòng chuyên môn");
    ``body_names`` are names of the agency itself, the full one first. ``leaders`` hold
    their posts on the day of reading, ``former_leaders`` did before.
    """

    units: tuple[UnitName, ...] = ()
    collectives: tuple[UnitName, ...] = ()
    leaders: tuple[LeaderName, ...] = ()
    body_names: tuple[str, ...] = ()
    former_leaders: tuple[LeaderName, ...] = ()
    calendar: WorkingCalendar = VIETNAM
