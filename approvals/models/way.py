"""The steps that a report goes through, and the working days that each may take."""

from typing import Any, Final, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from approvals.enums import Step

LONGEST_STEP: Final = 30
# Working days; two for a decision is the agency's own target.
USUAL_DAYS: Final = {"office_days": 1, "leader_days": 2, "head_days": 2}
DAYS_OF: Final[dict[Step, str]] = {
    Step.OFFICE_CHECKS: "office_days",
    Step.LEADER_DECIDES: "leader_days",
    Step.HEAD_DECIDES: "head_days",
}
FACTS: Final = (
    "office_checks",
    "head_decides",
    "asks_supporting",
    *USUAL_DAYS,
    "opinion_days",
)


def _days(words: str, usual: int) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(
        words,
        default=usual,
        db_default=usual,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_STEP)],
    )


class Way(models.Model):
    """What a route says of the reports that follow it; a report keeps its own copy,
    so that a route that changes later disturbs nothing under way."""

    office_checks = models.BooleanField(
        "Văn phòng kiểm tra thể thức trước", default=False, db_default=False
    )
    head_decides = models.BooleanField(
        "Trưởng Ban quyết định sau lãnh đạo chỉ đạo", default=False, db_default=False
    )
    asks_supporting = models.BooleanField(
        "lấy ý kiến đơn vị phối hợp khi nộp", default=False, db_default=False
    )
    office_days = _days("số ngày làm việc Văn phòng kiểm tra", 1)
    leader_days = _days("số ngày làm việc lãnh đạo chỉ đạo quyết định", 2)
    head_days = _days("số ngày làm việc Trưởng Ban quyết định", 2)
    opinion_days = _days("số ngày làm việc cho ý kiến", 2)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    office_days__range=(1, LONGEST_STEP),
                    leader_days__range=(1, LONGEST_STEP),
                    head_days__range=(1, LONGEST_STEP),
                    opinion_days__range=(1, LONGEST_STEP),
                ),
                name="%(class)s_days_in_range",
            ),
        ]

    def follow(self, other: "Way") -> Self:
        """Take over what another one says."""
        for name, value in other.facts().items():
            setattr(self, name, value)
        return self

    def facts(self) -> dict[str, Any]:
        """What it says, as the history keeps it."""
        return {name: getattr(self, name) for name in FACTS}

    def steps(self) -> list[Step]:
        """The steps in their order."""
        found = [Step.LEADER_DECIDES]
        if self.office_checks:
            found.insert(0, Step.OFFICE_CHECKS)
        if self.head_decides:
            found.append(Step.HEAD_DECIDES)
        return found

    def days_for(self, step: Step) -> int:
        """How many working days the step may take."""
        days: int = getattr(self, DAYS_OF[step])
        return days
