"""How the acts of the area `time` are sent."""

from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from tests.authority.channels.acts import Form
from tests.cast import Cast
from tests.missions import builders
from workflows.models import DeadlineExtension, Mission, Pause, Wait

LATER: Final = builders.DUE + timedelta(days=14)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def asked(cast: Cast, mission_id: int) -> tuple[int, ...]:
    """A request is open, which somebody asked who answers none."""
    if not _is_open(mission_id):
        return ()
    DeadlineExtension.objects.create(
        mission_id=mission_id,
        text="Chờ số liệu.",
        asked_by=cast.cv_qldn,
        asked_at=timezone.now(),
        from_due_on=builders.DUE,
        asked_due_on=LATER,
    )
    Mission.objects.filter(pk=mission_id).update(
        asked_due_on=LATER, extension_asked_by=cast.cv_qldn
    )
    return ()


def waits(cast: Cast, mission_id: int) -> tuple[int, ...]:
    now = timezone.now()
    if _with_the_unit(mission_id):
        Wait.objects.create(
            mission_id=mission_id,
            kind="AGENCY",
            on_whom="Sở Tài chính",
            reason="Đã gửi công văn.",
            began_by=cast.tp_qldn,
            began_at=now,
        )
        Mission.objects.filter(pk=mission_id).update(wait_began_at=now)
    return ()


def rests(cast: Cast, mission_id: int) -> tuple[int, ...]:
    now = timezone.now()
    if _with_the_unit(mission_id):
        Pause.objects.create(
            mission_id=mission_id,
            reason="Chờ quy hoạch.",
            began_by=cast.ptb_hai,
            began_at=now,
        )
        Mission.objects.filter(pk=mission_id).update(paused_at=now)
    return ()


def _is_open(mission_id: int) -> bool:
    return Mission.objects.open().filter(pk=mission_id).exists()


def _with_the_unit(mission_id: int) -> bool:
    """Where the database lets a clock stand still."""
    rows = Mission.objects.open().exclude(pk__in=Mission.objects.waiting_above())
    return rows.filter(pk=mission_id).exists()


FORMS: Final[dict[str, Form]] = {
    "ask_extension": Form(
        "ask_extension", lambda _: {"due_on": _day(LATER), "reason": "Chờ số liệu."}
    ),
    "take_back_extension": Form("take_back_extension", arrange=asked),
    "extend_deadline": Form("extend_deadline", arrange=asked),
    "refuse_extension": Form(
        "refuse_extension", lambda _: {"reason": "Đủ thời gian."}, asked
    ),
    "set_internal_deadline": Form(
        "set_internal_deadline", lambda _: {"internal_due_on": _day(builders.DUE)}
    ),
    "begin_wait": Form(
        "begin_wait",
        lambda _: {
            "kind": "AGENCY",
            "on_whom": "Sở Tài chính",
            "reason": "Đã gửi công văn.",
        },
    ),
    "end_wait": Form("end_wait", lambda _: {"reason": "Đã có công văn."}, waits),
    "pause": Form("pause", lambda _: {"reason": "Chờ quy hoạch."}),
    "resume": Form("resume", lambda _: {"reason": "Đã có quy hoạch."}, rests),
}
# Forms that are part of an act above: address → act.
PARTS: Final[dict[str, str]] = {}
