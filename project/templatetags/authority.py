"""The nightly look at authority, for a page of a package below the one that looks."""

import re
from dataclasses import dataclass
from typing import Final

from django import template

from approvals.models import AuthorityCheck
from approvals.queries.authority_checks import latest_findings
from organization.enums import RIGHT_LABELS, Right

register = template.Library()

GRANT: Final = re.compile(r"\b([a-z]+_work) on ([a-z0-9_-]+)")
# So many of one kind are written out; the others are counted.
SHOWN: Final = 10


@dataclass(frozen=True)
class Faults:
    """One kind of fault: what it is about, line by line, and how many are not told."""

    label: str
    lines: list[str]
    more: int


@register.simple_tag
def nightly_look() -> AuthorityCheck | None:
    """The newest look; None where none was taken yet. One statement."""
    return latest_findings()


@register.filter
def faults_of(check: AuthorityCheck) -> list[Faults]:
    return [
        Faults(
            label=fault.label,
            lines=[in_words(one["on"], one.get("detail", "")) for one in rows[:SHOWN]],
            more=max(0, len(rows) - SHOWN),
        )
        for fault, rows in check.by_fault()
    ]


def in_words(what: str, detail: str) -> str:
    """“Trưởng phòng (QLDN): thừa Kiểm tra báo cáo (phong_qlht)”."""
    said = GRANT.sub(_grant, detail)
    return f"{what}: {said}" if said else what


def _grant(found: re.Match[str]) -> str:
    known = found[1] in set(Right)
    name = RIGHT_LABELS[Right(found[1])] if known else found[1]
    return f"“{name}” ({found[2]})"
