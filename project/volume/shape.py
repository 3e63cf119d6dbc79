"""What the rows are made from: places, people, and what a mission went through."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

UNITS: Final = 200
PEOPLE: Final = 5000
OPEN: Final = 2000
PER_DOCUMENT: Final = 20
ENTRIES: Final = 10


class Acting(NamedTuple):
    """Who acts, as an entry names him: number, name, title, capacity, on behalf of."""

    id: int
    name: str
    title: str
    capacity: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True)
class Place:
    """A unit with its head and officers, and the post that directs its work."""

    unit_id: int
    unit_code: str
    head: Acting
    officers: tuple[Acting, ...]
    leader: Acting
    leader_post_id: int
    leader_post_code: str


@dataclass(frozen=True)
class Ground:
    """What all batches share; sent to each process once. Numbers are the last ones that
    are taken."""

    places: tuple[Place, ...]
    clerk: Acting
    missions: int
    now: datetime
    last_document: int
    last_item: int
    last_mission: int
    last_entry: int


class Course(NamedTuple):
    """What a mission went through until now; the last state is the mission's."""

    state: str
    acts: str  # one letter each, see courses.ACTS


# A correction before the start and the naming of an officer after it fill up to ten.
COMPLETED: Final = Course("COMPLETED", "ACSOHBRHBD")
WITHDRAWN: Final = Course("WITHDRAWN", "ACCSOOOOOW")
# Of the open ones, a share each. The last two are handed in by the service then, which
# adds one entry (Văn phòng checks first) or two.
OPEN_COURSES: Final = (
    (15, Course("ASSIGNED", "ACCCCCCCCC")),
    (40, Course("IN_PROGRESS", "ACSOOOOOOO")),
    (10, Course("RETURNED", "ACSOOOOHBR")),
    (15, Course("IN_PROGRESS", "ACSOOOOOO")),
    (20, Course("IN_PROGRESS", "ACSOOOOO")),
)
TO_CHECK, TO_DECIDE = OPEN_COURSES[3][1], OPEN_COURSES[4][1]
WITHDRAWN_OF_100: Final = 3


def course_of(number: int, missions: int) -> Course:
    """What became of the mission with this number, of so many: the newest are open."""
    opened = min(OPEN, missions // 2 or 1)
    place = number - (missions - opened) - 1
    if place < 0:
        return WITHDRAWN if number % 100 < WITHDRAWN_OF_100 else COMPLETED
    share = (place * 37) % 100  # mixed, so that each unit has some of each
    for percent, course in OPEN_COURSES:
        if share < percent:
            return course
        share -= percent
    raise AssertionError(place)
