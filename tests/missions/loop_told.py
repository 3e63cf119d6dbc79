"""What may well come next in the decision loop, and who has to hear of what was done.

Written from the rules and by names, as `loop_verbs`.
"""

from typing import Final

from tests.missions.loop_verbs import (
    CENTRE,
    CHIEF,
    HEAD,
    LEADER,
    OFFICE,
    UNIT,
)

ANY_TIME: Final = (
    *("extend_deadline", "refuse_extension", "instruct", "answer_difficulty"),
    *("answer_passed_up", "inspect", "comment", "take a comment back", "set_route"),
    *("through the office", "usual route", "record_outside", "record an answer"),
)
WORK: Final = (
    *("report", "report", "report", "report", "ask_extension", "take_back_extension"),
    *("begin_wait", "end_wait", "pause", "raise_difficulty", "settle_difficulty"),
    *("pass_up_difficulty", "follow_up", "urge in bulk", "urge the Centre"),
    *("answer_follow_up", "answer_support_follow_up", "ask_contribution"),
    *("contribute", "agree", "answer_contribution", "note_progress", "prepare"),
    *("set_internal_deadline", "except", "merge", "split", "derive"),
    *ANY_TIME,
)
BESIDE: Final = ("ask_opinion", "give_opinion", "give_opinion", "follow_up_above")
DECIDING: Final = (
    *("return", "return", "return", "pass_up", "recall_report", "approve"),
    *("approve with parts open", "approve in bulk", "approve in bulk", "replace"),
    *BESIDE,
    *ANY_TIME,
)
# By state, and where it stands still, so that much is done.
LIKELY: Final[dict[str, tuple[str, ...]]] = {
    "ASSIGNED": (
        *("start", "start", "start", "start", "split", "raise_difficulty"),
        *("ask_extension", "merge into another", "through the office", "withdraw"),
    ),
    "IN_PROGRESS": WORK,
    "RETURNED": ("report", "report", *WORK),
    "REPORTED": (
        *("submit_for_approval", "submit_for_approval", "return_for_form"),
        *("recall_report", *BESIDE, *BESIDE, *ANY_TIME),
    ),
    "UNDER_APPROVAL": DECIDING,
    "PAUSED": ("resume", "resume", "report", "instruct", "answer_difficulty"),
}
# Every verb once, a mission a row: whatever is drawn, each was done.
EACH_ONCE: Final[tuple[tuple[str, ...], ...]] = (
    (
        *("raise_difficulty", "answer_difficulty", "raise_difficulty"),
        *("pass_up_difficulty", "answer_passed_up", "raise_difficulty"),
        *("settle_difficulty", "instruct", "inspect", "start", "except", "comment"),
        *("take a comment back", "note_progress", "prepare", "set_internal_deadline"),
        *("ask_extension", "take_back_extension", "ask_extension"),
        *("refuse_extension", "ask_extension", "extend_deadline", "follow_up"),
        *("answer_follow_up", "begin_wait", "end_wait", "pause", "resume"),
        *("urge the Centre", "answer_support_follow_up", "ask_contribution"),
        *("contribute", "answer_contribution", "record_outside", "record an answer"),
    ),
    (
        *("start", "through the office", "report", "give_opinion", "follow_up_above"),
        *("return_for_form", "report", "submit_for_approval", "follow_up_above"),
        *("return", "set_route", "report", "ask_opinion", "give_opinion", "approve"),
        *("follow_up_above", "return", "usual route", "report", "recall_report"),
        *("report", "pass_up", "return", "split", "derive", "urge in bulk", "report"),
        "approve with parts open",
    ),
    ("start", "agree", "report", "approve in bulk"),
    ("start", "merge", "report", "merge into another"),
    ("start", "report", "approve"),
    ("start", "report", "replace"),
    ("withdraw",),
)

ALL, ABOVE, CHECKERS = "everybody on it", "to whom it was passed up", "who checks it"
EXCEPTED, ASKER, SENDER = "who is let in", "who asked", "who sent"
NAMED, URGED = "whom it names", "whom it urges on"
WAITING: Final = (ALL, ABOVE, CHECKERS)
UNITS_ALONE: Final = "heads of its units"
CHECK: Final = frozenset({CHIEF, OFFICE})
# Kind of history → who has to hear of it, but for the one who did it.
TOLD: Final[dict[str, tuple[str, ...]]] = {
    "MISSION_ASSIGNED": (ALL,),
    "MISSION_STARTED": (ALL,),
    "REPORT_HANDED_IN": WAITING,
    "SUBMITTED_FOR_APPROVAL": WAITING,
    "REPORT_RECALLED": WAITING,
    "RETURNED": WAITING,
    "COMPLETED": WAITING,
    "WITHDRAWN": WAITING,
    "MERGED_INTO": WAITING,
    "MISSION_REPLACED": WAITING,
    "PASSED_UP": (ALL, HEAD),
    "EXTENSION_ASKED": (LEADER,),
    "EXTENSION_TAKEN_BACK": (LEADER,),
    "DEADLINE_EXTENDED": (ALL,),
    "EXTENSION_REFUSED": (ALL,),
    "INTERNAL_DEADLINE_SET": (UNIT, LEADER),
    "WAIT_BEGAN": (LEADER,),
    "WAIT_ENDED": (LEADER,),
    "PAUSED": (ALL,),
    "RESUMED": (ALL,),
    "DIFFICULTY_RAISED": (ALL,),
    "DIFFICULTY_PASSED_UP": (ALL, HEAD),
    "DIFFICULTY_ANSWERED": (ALL,),
    "DIFFICULTY_SETTLED": (ALL,),
    "INSTRUCTED": (ALL,),
    "CHECKED": (ALL,),
    "FOLLOWED_UP": (LEADER, URGED, ABOVE, CHECKERS),
    "FOLLOW_UP_ANSWERED": (LEADER, ASKER, EXCEPTED),
    "CONTRIBUTION_ASKED": (CENTRE,),
    "CONTRIBUTED": (UNITS_ALONE,),
    "CONTRIBUTION_ACCEPTED": (CENTRE, SENDER),
    "PROGRESS_NOTED": (UNIT,),
    "COMMENTED": (HEAD,),
    "COMMENT_WITHDRAWN": (),
    "ROUTE_CHOSEN": (UNITS_ALONE,),
    "OPINION_ASKED": (NAMED, EXCEPTED),
    "OPINION_GIVEN": (LEADER, ABOVE, CHECKERS),
    "EXCEPTION_GIVEN": (ALL, NAMED),
    "MISSION_SPLIT": (ALL,),
    "OWN_WORK_MADE": (),
    "PART_MOVED": (ALL,),
    "MERGED_WITH": (ALL,),
    "OUTSIDE_ASKED": (UNITS_ALONE,),
    "OUTSIDE_ANSWERED": (ALL,),
}
# What it is, beside the acts of the loop, that is written of a mission.
ELSEWHERE: Final = {
    # drawn by the walk of states (test_stateful)
    "CORRECTED",
    "OFFICER_NAMED",
    # acts on papers, on units and on people, each with a machine or tests of its own
    "CARRIED_OVER",
    "MISSION_MOVED",
    "OFFICER_LEFT",
    "EXCEPTION_ENDED",
    # the other answer to a contribution
    "CONTRIBUTION_EXPLAINED",
}
