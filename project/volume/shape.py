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
    """What all batches share; sent to each process once. `last` has the last number
    that is taken in each table; `opened` missions are open, the newest."""

    places: tuple[Place, ...]
    clerk: Acting
    missions: int
    now: datetime
    opened: int
    flow_version: int
    last: dict[str, int]


class Course(NamedTuple):
    """What a mission went through until now; the last state is the mission's."""

    state: str
    acts: str  # one letter each, see courses.ACTS


# Of the finished ones, a share each; ten entries. Most went straight to their decision,
# the others have what people wrote and asked on the way.
FINISHED_COURSES: Final = (
    (60, Course("COMPLETED", "ACSOHBRHBD")),
    (17, Course("COMPLETED", "ASOPTPPHBD")),
    (6, Course("COMPLETED", "ASOPXGTHBD")),
    (3, Course("COMPLETED", "ASOPXNTHBD")),
    (4, Course("COMPLETED", "ASOPKLTHBD")),
    (4, Course("COMPLETED", "ASOQEVPHBD")),
    (3, Course("COMPLETED", "ASOPUYTHBD")),
    (3, Course("WITHDRAWN", "ACSOPTUYTW")),
)
# The last two are handed in by the service then, which adds one entry (Văn phòng checks
# first) or two. What ends in X, K, U, Q or E waits for an answer.
OPEN_COURSES: Final = (
    (9, Course("ASSIGNED", "ACCTCCTCCT")),
    (6, Course("ASSIGNED", "ACTCTCTTCU")),
    (8, Course("IN_PROGRESS", "ACSOPTPTPP")),
    (5, Course("IN_PROGRESS", "ASOPPTXGPT")),
    (3, Course("IN_PROGRESS", "ASOPTPXNPT")),
    (5, Course("IN_PROGRESS", "ASOPTPTPPX")),
    (6, Course("IN_PROGRESS", "ASOPTPPTPK")),
    (3, Course("IN_PROGRESS", "ASOPKLPTPT")),
    (4, Course("IN_PROGRESS", "ACSOPUYPPU")),
    (2, Course("IN_PROGRESS", "ASOPQEVPTP")),
    (2, Course("IN_PROGRESS", "ASOPTPPTPQ")),
    (2, Course("IN_PROGRESS", "ASOPTPPTQE")),
    (10, Course("RETURNED", "ACSOPTPHBR")),
    (15, Course("IN_PROGRESS", "ACSOPTPTP")),
    (20, Course("IN_PROGRESS", "ACSOPTPP")),
)
TO_CHECK, TO_DECIDE = OPEN_COURSES[-2][1], OPEN_COURSES[-1][1]
# What asks for a later day needs a day, what asks a supporting unit needs one.
WITHOUT_DEADLINE: Final = str.maketrans("XGN", "PTP")
WITHOUT_SUPPORT: Final = str.maketrans("QEV", "PTP")


def course_of(number: int, missions: int, opened: int) -> Course:
    """What became of the mission with this number, of so many: the newest are open."""
    place = number - (missions - opened) - 1
    courses = FINISHED_COURSES if place < 0 else OPEN_COURSES
    share = (number * 37) % 100  # mixed, so that each unit has some of each
    for percent, course in courses:
        if share < percent:
            return course
        share -= percent
    raise AssertionError(number)


def fitted(course: Course, *, has_deadline: bool, has_support: bool) -> Course:
    """The course with other words in place of what this mission cannot ask."""
    acts = course.acts
    if not has_deadline:
        acts = acts.translate(WITHOUT_DEADLINE)
    if not has_support:
        acts = acts.translate(WITHOUT_SUPPORT)
    return Course(course.state, acts)
