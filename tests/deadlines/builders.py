"""Missions at known moments: all of June 2026, on the clocks of Việt Nam."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from tests.cast import Cast
from tests.missions import builders
from workflows.models import DeadlineExtension, Mission
from workflows.services import extensions, missions

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = date(2026, 6, 12)  # a Friday
LATER = date(2026, 6, 26)


def at(day: int, hour: int = 9, *, month: int = 6, **more: int) -> datetime:
    """A moment of 2026."""
    return datetime(2026, month, day, hour, tzinfo=HERE, **more)


def midnight(day: date) -> datetime:
    """The end of the day before, to the second."""
    return datetime.combine(day, time(), tzinfo=HERE)


def given(cast: Cast, *, when: datetime | None = None, **changes: Any) -> Mission:
    """Given out on Monday 01/6/2026, due on Friday 12/6/2026."""
    order = builders.order(cast, **{"due_on": DUE, **changes})
    return missions.assign(order=order, by=cast.ptb_hai, at=when or at(1))


def started(cast: Cast, *, when: datetime | None = None, **changes: Any) -> Mission:
    mission = given(cast, when=when, **changes)
    return missions.start(mission_id=mission.pk, by=cast.tp_qldn, at=when or at(1, 10))


def asked(cast: Cast, *, due_on: date = LATER, **changes: Any) -> Mission:
    """With a request for a later day, of Tuesday 09/6/2026."""
    mission = started(cast, **changes)
    return extensions.ask_extension(
        mission_id=mission.pk,
        due_on=due_on,
        reason="Chờ số liệu của hai sở.",
        by=cast.tp_qldn,
        at=at(9),
    )


def extension_of(mission: Mission) -> DeadlineExtension:
    return DeadlineExtension.objects.get(mission=mission)
