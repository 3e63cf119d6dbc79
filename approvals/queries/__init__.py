"""What waits for whom, and what the pages show of it."""

from approvals.queries.answering import asked_of, must_answer
from approvals.queries.authority_checks import latest_findings
from approvals.queries.waiting import (
    approval_facts,
    deciding,
    facts_of,
    open_request,
    waiting_for,
)

__all__ = [
    "approval_facts",
    "asked_of",
    "deciding",
    "facts_of",
    "latest_findings",
    "must_answer",
    "open_request",
    "waiting_for",
]
