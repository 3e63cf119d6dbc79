"""Checking history: whole (verify_database), part (verify), at a glance (integrity)."""

from history.verification.badge import Integrity, Looked, integrity, look_at
from history.verification.chains import (
    Tally,
    verify,
    verify_database,
    verify_entry,
)
from history.verification.completeness import register_completeness, registered_states
from history.verification.problems import Problem
from history.verification.seals import verify_seals

__all__ = [
    "Integrity",
    "Looked",
    "Problem",
    "Tally",
    "integrity",
    "look_at",
    "register_completeness",
    "registered_states",
    "verify",
    "verify_database",
    "verify_entry",
    "verify_seals",
]
