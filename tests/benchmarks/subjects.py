"""What the pages are opened about, the same at every volume: missions of the busiest
unit or, for who does not see these, of the own ones."""

from typing import Any, Final

from django.db.models import QuerySet

from organization.models import Person
from workflows.enums import MissionState
from workflows.models import Mission
from workflows.queries import missions_visible_to
from workflows.services import talk

ENTRIES: Final = 10  # of an ordinary mission, see project.volume
LONG: Final = 300
WORDS: Final = "Đã làm việc với các cửa khẩu, đang tổng hợp số liệu để báo cáo."


def subjects_for(person: Person, unit: str) -> dict[str, Any]:
    """Name in an address → number."""
    seen = missions_visible_to(person).order_by("-pk")
    led = seen.filter(lead_unit__code=unit)
    at_work, done = (
        {"state": state, "version": ENTRIES}
        for state in (MissionState.IN_PROGRESS, MissionState.COMPLETED)
    )
    long = {"version__gte": LONG, "state": MissionState.IN_PROGRESS}
    head = Person.objects.get(appointments__post__code=f"{unit}_0")
    return {
        "open": _first(led.filter(**at_work), seen.filter(**at_work)),
        "finished": _first(led.filter(**done), seen.filter(**done)),
        "long": _first(led.filter(**long), seen.filter(**long), seen.filter(**at_work)),
        "head": head.pk,
    }


def make_long(unit: str) -> None:
    """Notes of progress and comments on one open mission of the unit, and on one that
    the deputy of the cast directs, until it has LONG entries; once."""
    deputy = Person.objects.get(username="ptb.hai")
    at_work = Mission.objects.filter(state=MissionState.IN_PROGRESS).order_by("pk")
    own = at_work.filter(directing_leader__appointments__person=deputy)
    for rows in (at_work.filter(lead_unit__code=unit), own):
        if rows.filter(version__gte=LONG).exists():
            continue
        mission = rows.select_related("lead_unit")[0]
        code = f"{mission.lead_unit.code}_0"
        _fill(mission, Person.objects.get(appointments__post__code=code))


def _fill(mission: Mission, head: Person) -> None:
    for number in range(mission.version, LONG):
        if number % 2:
            talk.comment(mission_id=mission.pk, text=WORDS, by=head)
        else:
            talk.note_progress(
                mission_id=mission.pk, text=WORDS, percent=number // 4, by=head
            )


def _first(*found: QuerySet[Mission]) -> int:
    """Of the first that has any; 0 where there is none, whose page is missing then."""
    for rows in found:
        number = rows.values_list("pk", flat=True).first()
        if number is not None:
            return int(number)
    return 0
