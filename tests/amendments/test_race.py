"""A version is applied while somebody works on one of its missions: one of the two
happens, the other is told; nothing is applied by half."""

import threading
from typing import Any

import pytest
from django.db import connection

from approvals import services as approvals
from history.verification import verify_database
from organization.models import Person
from tests.amendments import papers
from tests.cast import Cast
from tests.missions.test_races import (
    LONG,
    first_pauses_before_commit,
    patient_connections,
    wait_until_somebody_waits_for_a_lock,
)
from workflows.enums import DocumentState, MissionState
from workflows.exceptions import Refusal
from workflows.models import Document, Mission
from workflows.queries.versions import compare_versions
from workflows.services import missions

__all__ = ["patient_connections"]

pytestmark = pytest.mark.django_db(transaction=True)


class Acts:
    """What two threads did, and how it ended."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.refused: list[Refusal] = []
        self.broken: list[BaseException] = []

    def thread(self, name: str, act: Any) -> threading.Thread:
        def run() -> None:
            try:
                act()
                self.done.append(name)
            except Refusal as refusal:
                self.refused.append(refusal)
            except BaseException as error:  # noqa: BLE001  shown by the assertion below
                self.broken.append(error)
            finally:
                connection.close()

        return threading.Thread(target=run, name=name)


@pytest.fixture
def shown(cast: Cast, settings: Any, tmp_path: Any) -> dict[str, Any]:
    """The second version as its page was shown, all that it proposes ticked."""
    settings.MEDIA_ROOT = tmp_path / "files"
    old, given = papers.settled_and_given(cast)
    new = papers.registered(cast.van_thu, papers.second_version(), old)
    comparison = compare_versions(Document.objects.get(pk=new.pk))
    return {
        "old": old,
        "mission": given["1.1"],
        "form": {
            "document_id": new.pk,
            "ticked": [row.key for row in comparison.rows if row.is_ticked],
            "seen": comparison.seen,
        },
    }


def person(who: Person) -> Person:
    return Person.objects.get(pk=who.pk)


@pytest.mark.parametrize("first", ["apply", "start"])
def test_who_comes_second_is_told(
    cast: Cast, shown: dict[str, Any], first: str
) -> None:
    mission: Mission = shown["mission"]

    def apply() -> None:
        approvals.apply_version(**shown["form"], by=person(cast.van_thu))

    def start() -> None:
        missions.start(
            mission_id=mission.pk,
            by=person(cast.chanh_vp),
            expected_version=mission.version,
        )

    ways = {"apply": (apply, start), "start": (start, apply)}[first]
    acts = Acts()
    one, other = acts.thread("first", ways[0]), acts.thread("second", ways[1])
    with first_pauses_before_commit() as (reached, go):
        one.start()
        assert reached.wait(LONG)
        other.start()
        wait_until_somebody_waits_for_a_lock()
        go.set()
        one.join(LONG)
        other.join(LONG)

    assert acts.broken == []
    assert acts.done == ["first"]
    assert [refusal.status for refusal in acts.refused] == [409]
    now = Mission.objects.get(pk=mission.pk)
    old = Document.objects.get(pk=shown["old"].pk)
    if first == "apply":
        assert (old.state, now.state) == (
            DocumentState.SUPERSEDED,
            MissionState.ASSIGNED,
        )
    else:
        assert (old.state, now.state) == (
            DocumentState.IN_FORCE,
            MissionState.IN_PROGRESS,
        )
        assert now.due_on == mission.due_on
    assert list(verify_database()) == []
