"""Rows of this package."""

from approvals.models.approval import ApprovalProcess, ApprovalRequest, waits_at
from approvals.models.authority_check import AuthorityCheck
from approvals.models.decision import Decision

__all__ = [
    "ApprovalProcess",
    "ApprovalRequest",
    "AuthorityCheck",
    "Decision",
    "waits_at",
]
