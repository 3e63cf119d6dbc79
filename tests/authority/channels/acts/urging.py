"""How the acts of the area `urging` are sent."""

from typing import Any, Final

from django.utils import timezone

from tests.authority.channels.acts import Form
from tests.cast import Cast
from workflows.enums import DifficultyLevel, FollowUpTo
from workflows.models import Difficulty, FollowUp


def _words(_cast: Cast) -> dict[str, Any]:
    return {"text": "Đề nghị báo cáo."}


def _asked(cast: Cast, mission_id: int) -> dict[str, Any]:
    """By somebody who has no other part in the mission."""
    return {
        "mission_id": mission_id,
        "text": "Sở chưa trả lời.",
        "asked_by": cast.quan_tri,
        "asked_at": timezone.now(),
    }


def _raised(cast: Cast, mission_id: int) -> tuple[int, ...]:
    return (Difficulty.objects.create(**_asked(cast, mission_id)).pk,)


def _passed_up(cast: Cast, mission_id: int) -> tuple[int, ...]:
    row = Difficulty.objects.create(
        **_asked(cast, mission_id),
        level=DifficultyLevel.HEAD,
        opinion="Vượt thẩm quyền.",
        passed_up_by=cast.quan_tri,
        passed_up_at=timezone.now(),
    )
    return (row.pk,)


def _urged(cast: Cast, mission_id: int) -> tuple[int, ...]:
    return _urged_on(cast, mission_id, FollowUpTo.LEAD_UNIT, "phong_qldn")


def _urged_support(cast: Cast, mission_id: int) -> tuple[int, ...]:
    return _urged_on(cast, mission_id, FollowUpTo.SUPPORTING_UNIT, "tt_qlck")


def _urged_on(
    cast: Cast, mission_id: int, addressee: FollowUpTo, unit: str
) -> tuple[int, ...]:
    row = FollowUp.objects.create(
        **_asked(cast, mission_id),
        addressee=addressee,
        unit=cast.unit(unit),
        number=1,
    )
    return (row.pk,)


FORMS: Final[dict[str, Form]] = {
    "raise_difficulty": Form("difficulty_raise", _words),
    "settle_difficulty": Form("difficulty_settle", _words, _raised),
    "answer_difficulty": Form("difficulty_answer", _words, _raised),
    "answer_passed_up": Form("difficulty_answer", _words, _passed_up),
    "pass_up_difficulty": Form("difficulty_pass_up", _words, _raised),
    "instruct": Form("instruct", _words),
    "follow_up": Form("follow_up", _words),
    "follow_up_above": Form("follow_up_above", _words),
    "answer_follow_up": Form("follow_up_answer", _words, _urged),
    "answer_support_follow_up": Form("follow_up_answer", _words, _urged_support),
    "inspect": Form("inspect", _words),
}
# Forms that are part of an act above: address → act.
PARTS: Final[dict[str, str]] = {}
