"""What waits for whom, and what the pages show of it."""

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
    "deciding",
    "facts_of",
    "latest_findings",
    "open_request",
    "waiting_for",
]
