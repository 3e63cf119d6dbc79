"""What is decided about missions, and what their paper's end does to them."""

from approvals.services.amendments import Applied, apply_version
from approvals.services.decisions import (
    NO_OPINION,
    Result,
    Waiting,
    decide,
    decide_many,
    hand_in,
    pass_up,
    recall,
    return_for_form,
    submit,
    withdraw,
)
from approvals.services.exceptions import end_exception, give_exception
from approvals.services.withdrawals import withdraw_document

__all__ = [
    "NO_OPINION",
    "Applied",
    "Result",
    "Waiting",
    "apply_version",
    "decide",
    "decide_many",
    "end_exception",
    "give_exception",
    "hand_in",
    "pass_up",
    "recall",
    "return_for_form",
    "submit",
    "withdraw",
    "withdraw_document",
]
