"""Checking history: whole (verify_database), part (verify), at a glance (integrity)."""

from history.verification.badge import Integrity, integrity
from history.verification.chains import (
    Problem,
    Tally,
    verify,
    verify_database,
    verify_entry,
)
from history.verification.completeness import register_completeness, registered_states

__all__ = [
    "Integrity",
    "Problem",
    "Tally",
    "integrity",
    "register_completeness",
    "registered_states",
    "verify",
    "verify_database",
    "verify_entry",
]
