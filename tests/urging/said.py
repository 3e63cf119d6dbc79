"""What is asked and answered in these tests, by the real services."""

from typing import Any

from approvals.services import difficulties, follow_ups
from approvals.services.difficulties import Raised
from tests.cast import Cast
from workflows.models import Difficulty, FollowUp

WORDS = "Sở Công Thương chưa có ý kiến."
PROPOSAL = "Lãnh đạo Ban làm việc với sở trước ngày 15."


def raised(cast: Cast, mission_id: int, **changes: Any) -> Difficulty:
    """A difficulty of Phòng QLDN, raised by its head."""
    values: dict[str, Any] = {"by": cast.tp_qldn, **changes}
    return difficulties.raise_difficulty(
        mission_id=mission_id, raised=Raised(WORDS, PROPOSAL), **values
    )


def passed_up(cast: Cast, mission_id: int, **changes: Any) -> Difficulty:
    row = raised(cast, mission_id, **changes)
    return difficulties.pass_up_difficulty(
        mission_id=mission_id,
        difficulty_id=row.pk,
        opinion="Đề nghị Trưởng Ban làm việc với sở.",
        by=cast.ptb_hai,
    )


def urged(cast: Cast, mission_id: int, **changes: Any) -> FollowUp:
    """Văn phòng urges on the lead unit."""
    values: dict[str, Any] = {
        "by": cast.cv_vp,
        "text": "Đề nghị báo cáo tiến độ.",
        **changes,
    }
    return follow_ups.follow_up(mission_id=mission_id, **values)
