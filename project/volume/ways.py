"""The reports of one mission, and the way that each went to its decision: rows as the
flow of approvals leaves them (approvals/flows)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from project.volume.lines import Rows, signed
from project.volume.shape import Course, Ground, Place
from project.volume.words import said

TABLES: Final[dict[str, str]] = {
    "workflows_report": (
        "id, mission_id, round, text, result, handed_in_by_id, handed_in_title,"
        " capacity, on_behalf_of, handed_in_at, closed_at, return_kind"
    ),
    "viewflow_process": "id, flow_class, status, created, finished, data",
    "viewflow_task": (
        "id, process_id, flow_task, flow_task_type, status, created, started, finished,"
        " token, data"
    ),
    "viewflow_task_previous": "from_task_id, to_task_id",
    "approvals_approvalrequest": (
        "id, mission_id, report_id, process_id, opened_at, closed_at, flow_version,"
        " office_checks, asks_supporting, head_decides, office_days, leader_days,"
        " head_days, opinion_days"
    ),
    "approvals_decision": (
        "request_id, outcome, reason, decided_by_id, decided_title, capacity,"
        " on_behalf_of, decided_at, handed_in_by_id"
    ),
}
FLOW: Final = "approvals/flows.ApprovalFlow"
MOST_ROUNDS: Final = 2  # of a course
STEPS: Final = 3
REPORTED: Final = "Đã hoàn thành các nội dung được giao."


class Round(NamedTuple):
    """One hand-in; `number` is that of report, process and request alike, counted from
    the first of the load."""

    number: int
    round: int
    handed_in_at: str
    decided_at: str
    is_approved: bool


def rounds_of(number: int, course: Course, moments: list[str]) -> Iterator[Round]:
    """Each ends with the return or the decision two steps later."""
    found = 0
    for step, act in enumerate(course.acts):
        if act == "H":
            found += 1
            yield Round(
                (number - 1) * MOST_ROUNDS + found,
                found,
                moments[step],
                moments[step + 2],
                course.acts[step + 2] == "D",
            )


def write(rows: Rows, ground: Ground, mission: int, place: Place, one: Round) -> None:
    """The report and its way; `mission` is the primary key."""
    leader = signed(place.leader)
    report = ground.last["workflows_report"] + one.number
    process = ground.last["viewflow_process"] + one.number
    request = ground.last["approvals_approvalrequest"] + one.number
    begun, ended = one.handed_in_at, one.decided_at
    kind = "" if one.is_approved else "MISSING_EVIDENCE"
    rows["workflows_report"].append(
        f"{report}\t{mission}\t{one.round}\t{REPORTED}\t\t{signed(place.head)}\t"
        f"{begun}\t{ended}\t{kind}\n"
    )
    rows["viewflow_process"].append(
        f"{process}\t{FLOW}\tDONE\t{begun}\t{ended}\t{{}}\n"
    )
    _steps(rows, ground, process, one)
    rows["approvals_approvalrequest"].append(
        f"{request}\t{mission}\t{report}\t{process}\t{begun}\t{ended}\t"
        f"{ground.flow_version}\tf\tf\tf\t1\t2\t2\t2\n"
    )
    outcome, words = ("APPROVE", "D") if one.is_approved else ("RETURN", "R")
    rows["approvals_decision"].append(
        f"{request}\t{outcome}\t{said(words, 0)}\t{leader}\t{ended}\t{place.head.id}\n"
    )


def _steps(rows: Rows, ground: Ground, process: int, one: Round) -> None:
    """Handed in, decided, ended."""
    begun, ended = one.handed_in_at, one.decided_at
    end = "approved" if one.is_approved else "returned"
    first = ground.last["viewflow_task"] + (one.number - 1) * STEPS + 1
    rows["viewflow_task"].append(
        f"{first}\t{process}\t{FLOW}.handed_in\tSTART\tDONE\t{begun}\t{begun}\t"
        f"{begun}\tstart\t{{}}\n"
        f"{first + 1}\t{process}\t{FLOW}.leader_decides\tFUNCTION\tDONE\t{begun}\t"
        f"{ended}\t{ended}\tstart\t{{}}\n"
        f"{first + 2}\t{process}\t{FLOW}.{end}\tEND\tDONE\t{ended}\t{ended}\t"
        f"{ended}\tstart\t{{}}\n"
    )
    rows["viewflow_task_previous"].append(
        f"{first + 1}\t{first}\n{first + 2}\t{first + 1}\n"
    )
