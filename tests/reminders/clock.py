"""Moments of June 2027, and what the jobs do at one of them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from notifications.enums import MailState
from notifications.models import Notification, OutgoingMail
from notifications.services import gather, send
from workflows.models import Mission

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = date(2027, 6, 11)  # a Friday
GIVEN = datetime(2027, 5, 3, 9, tzinfo=HANOI)


def at(day: int, hour: int = 8, minute: int = 0, *, month: int = 6) -> datetime:
    return datetime.combine(date(2027, month, day), time(hour, minute), tzinfo=HANOI)


def given_in_may(mission: Mission) -> Mission:
    Mission.objects.filter(pk=mission.pk).update(assigned_at=GIVEN)
    mission.refresh_from_db(fields=["assigned_at"])
    return mission


def happened(mission: Mission, moment: datetime) -> None:
    """What was told of the mission was told then."""
    rows = Notification.objects.filter(mission=mission, reminder=None)
    rows.update(created_at=moment)


def post(moment: datetime) -> list[OutgoingMail]:
    """Put mails together, and send what may go: as the worker does."""
    gather(at=moment)
    letters = OutgoingMail.objects.filter(
        state=MailState.WAITING, next_try_at__lte=moment
    )
    known = sorted(letters.values_list("pk", flat=True))
    for pk in known:
        send(mail_id=pk, at=moment)
    return list(OutgoingMail.objects.filter(pk__in=known).order_by("pk"))
