"""How the acts of the area `working` are sent."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from organization.forms.days import written
from tests.authority.channels.acts import Form
from tests.cast import Cast
from workflows.models import Contribution


def _request(cast: Cast) -> dict[str, Any]:
    due_on = written(timezone.localdate() + timedelta(days=2))
    unit = cast.unit("tt_qlck").pk
    return {"unit": unit, "due_on": due_on, "text": "Cho số liệu."}


def _contribution(cast: Cast, mission_id: int) -> tuple[int, ...]:
    row = Contribution.objects.create(
        mission_id=mission_id,
        unit=cast.unit("tt_qlck"),
        text="Đã góp.",
        contributed_by=cast.gd_ttqlck,
        title="Giám đốc",
        contributed_at=timezone.now(),
    )
    return (row.pk,)


FORMS: Final[dict[str, Form]] = {
    "ask_contribution": Form("ask_contribution", _request),
    "answer_contribution": Form(
        "answer_contribution",
        lambda _cast: {"outcome": "ACCEPTED", "text": ""},
        _contribution,
    ),
    "note_progress": Form(
        "note_progress", lambda _cast: {"text": "Đã làm.", "percent": 40}
    ),
    "comment": Form("comment", lambda _cast: {"text": "Đã rõ."}),
}
# Forms that are part of an act above: address → act.
PARTS: Final[dict[str, str]] = {
    "agree": "contribute",
    "comment_withdraw": "comment",
}
