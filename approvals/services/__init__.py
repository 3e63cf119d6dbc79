"""What is decided about missions, and what their paper's end does to them."""

from approvals.services.amendments import Applied, apply_version
from approvals.services.bulk import MOST_AT_ONCE, Result, decide_many
from approvals.services.decisions import (
    NO_OPINION,
    decide,
    pass_up,
    return_for_form,
    submit,
)
from approvals.services.exceptions import end_exception, give_exception
from approvals.services.handing_in import hand_in, recall
from approvals.services.merging import Merging, look_ahead, merge
from approvals.services.on_the_way import Waiting
from approvals.services.opinions import ask_opinion, give_opinion
from approvals.services.replacing import replace_mission
from approvals.services.routes import Chosen, choose_route, choose_route_of_document
from approvals.services.taking_back import withdraw
from approvals.services.withdrawals import withdraw_document

__all__ = [
    "MOST_AT_ONCE",
    "NO_OPINION",
    "Applied",
    "Chosen",
    "Merging",
    "Result",
    "Waiting",
    "apply_version",
    "ask_opinion",
    "choose_route",
    "choose_route_of_document",
    "decide",
    "decide_many",
    "end_exception",
    "give_exception",
    "give_opinion",
    "hand_in",
    "look_ahead",
    "merge",
    "pass_up",
    "recall",
    "replace_mission",
    "return_for_form",
    "submit",
    "withdraw",
    "withdraw_document",
]
