"""Rows of this package."""

from approvals.models.approval import (
    ApprovalProcess,
    ApprovalRequest,
    ApprovalTask,
    waits_at,
)
from approvals.models.authority_check import AuthorityCheck
from approvals.models.decision import Decision
from approvals.models.opinion import Opinion
from approvals.models.route import Route
from approvals.models.way import Way

__all__ = [
    "ApprovalProcess",
    "ApprovalRequest",
    "ApprovalTask",
    "AuthorityCheck",
    "Decision",
    "Opinion",
    "Route",
    "Way",
    "waits_at",
]
