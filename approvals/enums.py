"""Closed lists of this package."""

from django.db.models import TextChoices


class DecisionOutcome(TextChoices):
    APPROVE = "APPROVE", "Duyệt hoàn thành"
    RETURN = "RETURN", "Trả lại"


class Step(TextChoices):
    """Where a report waits on its way; the values are the flow's node names."""

    OFFICE_CHECKS = "office_checks", "Văn phòng kiểm tra thể thức"
    LEADER_DECIDES = "leader_decides", "Lãnh đạo chỉ đạo quyết định"
    HEAD_DECIDES = "head_decides", "Trưởng Ban quyết định"
