"""The rows that an act leaves beside its mission, and what its history tells of them,
as the services word both. Letters are those of `courses.ACTS`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from history.hashing import canonical
from project.volume.shape import Acting
from project.volume.words import PROPOSAL

if TYPE_CHECKING:
    from project.volume.acts import Story

ASKED: Final = (
    "id, mission_id, text, asked_by_id, asked_title, asked_capacity,"
    " asked_on_behalf_of, asked_at, "
)
ANSWERED: Final = (
    ", answer, answered_by_id, answered_title, answered_capacity,"
    " answered_on_behalf_of, answered_at"
)
WRITTEN: Final = (
    "id, mission_id, text, written_by_id, title, capacity, on_behalf_of, written_at, "
)
NOTES, COMMENTS = "workflows_progressnote", "workflows_comment"
EXTENSIONS, DIFFICULTIES = "workflows_deadlineextension", "workflows_difficulty"
CONTRIBUTIONS = "workflows_contribution"
REQUESTS, FOLLOW_UPS = "workflows_contributionrequest", "workflows_followup"
NOTICES = "notifications_notification"
TABLES: Final[dict[str, str]] = {
    NOTES: WRITTEN + "percent, milestone",
    COMMENTS: WRITTEN + "mentioned",
    EXTENSIONS: ASKED
    + "grounds, objective_cause, from_due_on, asked_due_on, granted_due_on, outcome"
    + ANSWERED,
    DIFFICULTIES: ASKED
    + "kind, proposal, level, opinion, passed_up_title, outcome, closed_at"
    + ANSWERED,
    CONTRIBUTIONS: (
        "id, mission_id, text, contributed_by_id, title, capacity, on_behalf_of,"
        " contributed_at, unit_id, agrees, outcome"
    )
    + ANSWERED,
    REQUESTS: ASKED + "unit_id, due_on, contribution_id" + ANSWERED,
    FOLLOW_UPS: ASKED
    + "addressee, number, unit_id, promised_on, closed_at, closed_round"
    + ANSWERED,
    NOTICES: 'recipient_id, entry_id, mission_id, kind, created_at, read_at, "group"',
}
# What stands between the question and its answer as long as there is none.
OPEN: Final = {
    EXTENSIONS: "\t\\N\tPENDING",
    DIFFICULTIES: "\t\t\\N",
    CONTRIBUTIONS: "\t",
    REQUESTS: "\t\\N",
    FOLLOW_UPS: "\t\\N\t\\N\t\\N",
}
MORE_DAYS: Final = timedelta(days=14)
DAYS_TO_SEND: Final = timedelta(days=7)
NEWS, WAITS = "NEWS", "ASKED"


@dataclass(frozen=True)
class Left:
    """What an act that leaves a row tells, and whom; `by` where it is another."""

    after: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)
    reader: Acting | None = None
    group: str = NEWS
    by: Acting | None = None


def _progress(story: "Story", step: int, by: Acting, text: str) -> Left:
    _, cells = story.row(NOTES, step, by, text)
    percent = min(15 * story.taken[NOTES] + step, 95)
    story.rows[NOTES].append(f"{cells}\t{percent}\t\n")
    return Left({"percent": percent, "milestone": None})


def _comment(story: "Story", step: int, by: Acting, text: str) -> Left:
    other = story.officer
    if other is not None and step % 2:
        by, other = other, by
    pk, cells = story.row(COMMENTS, step, by, text)
    named = [{"id": other.id, "name": other.name}] if other else []
    story.rows[COMMENTS].append(f"{cells}\t{canonical(named).decode()}\n")
    mentioned = [other.name] if other else []
    after = {"comment": pk, "text": text, "mentioned": mentioned}
    return Left(after, reader=other, group=WAITS, by=by)


def _ask_extension(story: "Story", step: int, by: Acting, text: str) -> Left:
    due, day = story.due, story.case.moments[step].date()
    assert due is not None  # noqa: S101  `fitted` asks for no other day without one
    story.asked_due = max(due, day) + MORE_DAYS
    _, cells = story.row(EXTENSIONS, step, by, text)
    story.waiting[EXTENSIONS] = f"{cells}\tASKED\t\t{due}\t{story.asked_due}"
    return Left(
        {
            "asked_due_on": story.asked_due.isoformat(),
            "days_late": max((day - due).days, 0),
        },
        {"due_on": due.isoformat()},
        story.case.place.leader,
        WAITS,
    )


def _extend(story: "Story", step: int, by: Acting, text: str) -> Left:
    due, asked = story.due, story.asked_due
    assert due is not None and asked is not None  # noqa: S101, PT018  X came before
    story.answer(EXTENSIONS, f"\t{asked}\tGRANTED", by, step, text)
    story.original_due = story.original_due or due
    story.due, story.asked_due = asked, None
    day = asked.isoformat()
    after = {"due_on": day, "asked_due_on": day, "objective_cause": None}
    return Left(after, {"due_on": due.isoformat()}, story.case.place.head)


def _refuse(story: "Story", step: int, by: Acting, text: str) -> Left:
    asked, story.asked_due = story.asked_due, None
    story.answer(EXTENSIONS, "\t\\N\tREFUSED", by, step, text)
    before = {"asked_due_on": asked.isoformat() if asked else None}
    return Left({"asked_due_on": None}, before, story.case.place.head)


def _raise_difficulty(story: "Story", step: int, by: Acting, text: str) -> Left:
    kind = "DIFFICULTY" if story.case.number % 5 else "BEYOND_AUTHORITY"
    pk, cells = story.row(DIFFICULTIES, step, by, text)
    story.waiting[DIFFICULTIES] = f"{cells}\t{kind}\t{PROPOSAL}\tLEADER\t\t"
    after = {"difficulty": pk, "kind": kind, "proposal": PROPOSAL}
    return Left(after, reader=story.case.place.leader, group=WAITS)


def _instruct(story: "Story", step: int, by: Acting, text: str) -> Left:
    cells = story.waiting[DIFFICULTIES].split("\t")
    more = f"\tANSWERED\t{story.case.stamps[step]}"
    story.answer(DIFFICULTIES, more, by, step, text)
    raised = {"difficulty": cells[2]}
    return Left({"difficulty": int(cells[0])}, raised, story.case.place.head)


def _ask_contribution(story: "Story", step: int, by: Acting, text: str) -> Left:
    unit = story.case.supports[0]
    due = story.case.moments[step].date() + DAYS_TO_SEND
    _, cells = story.row(REQUESTS, step, by, text)
    story.waiting[REQUESTS] = f"{cells}\t{unit.unit_id}\t{due}"
    after = {"units": [unit.unit_code], "due_on": due.isoformat()}
    return Left(after, reader=unit.head, group=WAITS)


def _contribute(story: "Story", step: int, by: Acting, text: str) -> Left:
    unit = story.case.supports[0]
    pk, cells = story.row(CONTRIBUTIONS, step, by, text)
    story.waiting[CONTRIBUTIONS] = f"{cells}\t{unit.unit_id}\tf"
    story.answer(REQUESTS, f"\t{pk}", by, step, "")
    after = {"unit": unit.unit_code, "text": text, "agrees": False, "files": []}
    return Left(after, reader=story.case.place.head)


def _take_up(story: "Story", step: int, by: Acting, _text: str) -> Left:
    pk = int(story.waiting[CONTRIBUTIONS].split("\t", 1)[0])
    story.answer(CONTRIBUTIONS, "\tACCEPTED", by, step, "")
    unit = story.case.supports[0]
    return Left({"unit": unit.unit_code, "contribution": pk}, reader=unit.head)


def _follow_up(story: "Story", step: int, by: Acting, text: str) -> Left:
    place = story.case.place
    _, cells = story.row(FOLLOW_UPS, step, by, text)
    number = story.taken[FOLLOW_UPS]
    story.waiting[FOLLOW_UPS] = f"{cells}\tLEAD_UNIT\t{number}\t{place.unit_id}"
    told = {"number": number, "addressee": "LEAD_UNIT", "unit": place.unit_id}
    return Left(told, reader=place.head, group=WAITS)


def _answer_follow_up(story: "Story", step: int, by: Acting, text: str) -> Left:
    number = story.taken[FOLLOW_UPS]
    more = f"\t\\N\t{story.case.stamps[step]}\t\\N"
    story.answer(FOLLOW_UPS, more, by, step, text)
    after = {"number": number, "promised_on": None}
    return Left(after, {"number": number}, story.case.place.leader)


# What a comment or a contribution says stands in the entry's facts.
SAID_IN_THE_ROW: Final = frozenset("TEV")
BESIDE: Final[dict[str, Callable[["Story", int, Acting, str], Left]]] = {
    "P": _progress,
    "T": _comment,
    "X": _ask_extension,
    "G": _extend,
    "N": _refuse,
    "K": _raise_difficulty,
    "L": _instruct,
    "Q": _ask_contribution,
    "E": _contribute,
    "V": _take_up,
    "U": _follow_up,
    "Y": _answer_follow_up,
}
