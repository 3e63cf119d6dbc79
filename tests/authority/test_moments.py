"""The second before and after: what has ended gives nothing, what begins covers work
that is open already, whatever page was opened before and though no job has run.

The clock is frozen at each moment; pages, lists, counts, notices and sockets are asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals import services as approvals
from approvals.queries import waiting_for
from notifications.models import Notification
from notifications.queries import since
from organization import scopes
from organization.models import Appointment, Delegation, Person
from organization.services import (
    appoint,
    create_portfolio,
    delegate,
    end_appointment,
    end_delegation,
    hold_portfolio,
    release_portfolio,
)
from tests.cast import Cast
from tests.missions import builders
from tests.missions.addresses import address, form, signed_in, version_of
from tests.organization.acts import HANOI, SECOND
from workflows.enums import ExceptionRight
from workflows.models import Mission, MissionException
from workflows.queries import mission_list, missions_visible_to
from workflows.queries.seen import Seen

pytestmark = pytest.mark.django_db

TODAY = date(2099, 3, 10)
NOON = datetime(2099, 3, 10, 12, tzinfo=HANOI)
MIDNIGHT = datetime(2099, 3, 11, 0, tzinfo=HANOI)


@contextmanager
def clock(at: datetime) -> Iterator[None]:
    """Every clock of the product stands still at the moment."""
    with patch("django.utils.timezone.now", return_value=at):
        yield


def let_in(
    cast: Cast,
    mission: Mission,
    person: Person,
    *,
    right: ExceptionRight = ExceptionRight.VIEW,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> MissionException:
    """The directing leader lets a person in, from now for a day unless said."""
    start = starts_at or timezone.now()
    return approvals.give_exception(
        mission_id=mission.pk,
        person=person,
        rights=[right],
        starts_at=start,
        ends_at=ends_at or start + timedelta(days=1),
        reason="Theo dõi hộ.",
        by=cast.ptb_hai,
    )


def sees(person: Person, mission: Mission, at: datetime) -> bool:
    """Asked of the page, the list, the count, the board's source and the socket at
    once: they must agree."""
    fresh = Person.objects.get(pk=person.pk)
    with clock(at):
        client = browser(fresh, at)
        page = client.get(reverse("approvals:mission", args=[mission.pk]))
        visible = missions_visible_to(Person.objects.get(pk=person.pk), at)
        part = mission_list.Part.ALL
        counted = mission_list.counts(
            Seen(scopes.in_force(fresh, at), lambda rows: rows.filter(pk=mission.pk)),
            [part],
            on=timezone.localdate(at),
        )
        scope = scopes.in_force(fresh, at)
        on_socket = [row.title for row in since(fresh, scope, 0)]
    answers = {
        page.status_code == 200,
        visible.filter(pk=mission.pk).exists(),
        counted[part] == 1,
    }
    if Notification.objects.filter(recipient=person, mission=mission).exists():
        answers.add(mission.title in on_socket)
    (answer,) = answers
    return answer


def browser(person: Person, at: datetime = NOON - timedelta(minutes=10)) -> Client:
    """Somebody who signed in at the moment, minutes before noon unless said."""
    with clock(at):
        return signed_in(person)


def pressed(client: Client, act: str, cast: Cast, pk: int, at: datetime) -> int:
    """The status of a press at the moment, on a page that was opened before."""
    with clock(at):
        return client.post(
            address(act, pk), form(act, cast, version_of(pk))
        ).status_code


def waits(person: Person, mission: Mission, at: datetime) -> bool:
    return waiting_for(scopes.in_force(person, at)).filter(pk=mission.pk).exists()


def lent(cast: Cast, **values: object) -> Delegation:
    terms: dict[str, object] = {
        "delegator": cast.post("ptb_xuat_nhap_khau"),
        "delegate": cast.cv_khth,
        "starts_at": NOON - timedelta(days=1),
        "ends_at": NOON,
        "paper": "09/GUQ",
        "by": cast.ptb_hai,
    }
    with clock(NOON - timedelta(days=2)):
        return delegate(**(terms | values))  # type: ignore[arg-type]


def told(cast: Cast, mission: Mission, at: datetime) -> set[int]:
    """Who is told of an act at the moment: the rows that also go to the sockets."""
    before = set(Notification.objects.values_list("pk", flat=True))
    with clock(at):
        approvals.recall(mission_id=mission.pk, by=cast.tp_qldn)
    rows = Notification.objects.exclude(pk__in=before)
    return set(rows.values_list("recipient", flat=True))


def test_a_delegation_ends_at_its_second(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    lent(cast)

    for at, is_in in ((NOON - SECOND, True), (NOON, False)):
        assert sees(cast.cv_khth, mission, at) is is_in
        assert waits(cast.cv_khth, mission, at) is is_in


def test_a_delegation_begins_at_its_second_with_work_that_is_open(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    lent(cast, starts_at=NOON, ends_at=NOON + timedelta(days=1))

    for at, is_in in ((NOON - SECOND, False), (NOON, True)):
        assert sees(cast.cv_khth, mission, at) is is_in
        assert waits(cast.cv_khth, mission, at) is is_in


@pytest.mark.parametrize(("late", "status"), [(-SECOND, 302), (0 * SECOND, 404)])
def test_a_page_opened_before_and_pressed_after_a_delegation(
    cast: Cast, late: timedelta, status: int
) -> None:
    mission = builders.handed_in(cast)
    lent(cast)
    client = browser(cast.cv_khth)
    with clock(NOON - timedelta(minutes=5)):
        page = client.get(reverse("approvals:mission", args=[mission.pk]))
    assert page.status_code == 200

    answer = pressed(client, "approve", cast, mission.pk, NOON + late)

    assert answer in ({302, 200} if status == 302 else {status})


def test_a_delegation_taken_back_is_powerless_that_second(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    row = lent(cast, ends_at=NOON + timedelta(days=9))
    client = browser(cast.cv_khth)

    with clock(NOON):
        end_delegation(delegation=row, by=cast.ptb_hai)

    assert sees(cast.cv_khth, mission, NOON - SECOND)
    assert not sees(cast.cv_khth, mission, NOON)
    assert pressed(client, "approve", cast, mission.pk, NOON) == 404


def test_of_one_mission_lent_no_other_is_seen(cast: Cast) -> None:
    mission, other = builders.handed_in(cast), builders.handed_in(cast)
    lent(cast, mission_id=mission.pk)

    assert sees(cast.cv_khth, mission, NOON - SECOND)
    assert waits(cast.cv_khth, mission, NOON - SECOND)
    assert not sees(cast.cv_khth, other, NOON - SECOND)
    assert not sees(cast.cv_khth, mission, NOON)


def test_an_appointment_ends_and_another_begins_at_midnight(cast: Cast) -> None:
    mission = builders.given(cast)
    post = cast.post("tp_qldn")
    with clock(NOON):
        end_appointment(
            appointment=Appointment.objects.get(post=post), last_day=TODAY, by=None
        )
        appoint(post=post, person=cast.tp_khth, starts_on=date(2099, 3, 11), by=None)
    client = browser(cast.tp_qldn, MIDNIGHT - timedelta(minutes=10))

    assert sees(cast.tp_qldn, mission, MIDNIGHT - SECOND)
    assert not sees(cast.tp_khth, mission, MIDNIGHT - SECOND)
    assert not sees(cast.tp_qldn, mission, MIDNIGHT)
    assert sees(cast.tp_khth, mission, MIDNIGHT)
    assert pressed(client, "start", cast, mission.pk, MIDNIGHT) == 404
    heir = browser(cast.tp_khth, MIDNIGHT)
    assert pressed(heir, "start", cast, mission.pk, MIDNIGHT) in {200, 302}


def test_a_portfolio_passes_to_another_deputy_at_midnight(cast: Cast) -> None:
    mission = builders.given(cast)
    field = create_portfolio(
        code="moi", name="Mới", units=[cast.unit("phong_qldn")], by=None
    )
    post = cast.post("ptb_ha_tang")
    held = hold_portfolio(portfolio=field, post=post, starts_on=TODAY, by=None)
    with clock(NOON):
        release_portfolio(holding=held, last_day=TODAY, by=None)
    client = browser(cast.ptb_khanh, MIDNIGHT - timedelta(minutes=10))
    before = datetime(2099, 3, 10, tzinfo=HANOI)

    assert not sees(cast.ptb_khanh, mission, before - SECOND)
    assert sees(cast.ptb_khanh, mission, before)
    assert sees(cast.ptb_khanh, mission, MIDNIGHT - SECOND)
    assert not sees(cast.ptb_khanh, mission, MIDNIGHT)
    assert pressed(client, "withdraw", cast, mission.pk, MIDNIGHT) == 404


def test_an_exception_begins_and_ends_at_its_seconds(cast: Cast) -> None:
    mission = builders.given(cast)
    begin = NOON - timedelta(hours=1)
    with clock(NOON - timedelta(days=1)):
        let_in(cast, mission, cast.cv_qlht, starts_at=begin, ends_at=NOON)

    assert not sees(cast.cv_qlht, mission, begin - SECOND)
    assert sees(cast.cv_qlht, mission, begin)
    assert sees(cast.cv_qlht, mission, NOON - SECOND)
    assert not sees(cast.cv_qlht, mission, NOON)


def test_an_exception_taken_back_is_powerless_that_second(cast: Cast) -> None:
    mission = builders.given(cast)
    with clock(NOON - timedelta(days=1)):
        row = let_in(cast, mission, cast.cv_qlht, ends_at=NOON + timedelta(days=9))
    with clock(NOON):
        approvals.end_exception(exception_id=row.pk, by=cast.ptb_hai)

    assert sees(cast.cv_qlht, mission, NOON - SECOND) is False  # the grant is gone
    assert not sees(cast.cv_qlht, mission, NOON)


def test_a_page_opened_before_and_pressed_after_an_exception(cast: Cast) -> None:
    mission = builders.started(cast)
    with clock(NOON - timedelta(days=1)):
        let_in(cast, mission, cast.cv_qlht, ends_at=NOON)
    client = browser(cast.cv_qlht)

    assert pressed(client, "report", cast, mission.pk, NOON - SECOND) == 403
    assert pressed(client, "report", cast, mission.pk, NOON) == 404


@pytest.mark.parametrize(("late", "is_told"), [(-SECOND, True), (0 * SECOND, False)])
def test_who_is_told_over_the_socket_is_who_may_see_at_that_second(
    cast: Cast, late: timedelta, is_told: bool
) -> None:
    mission = builders.handed_in(cast)
    lent(cast)
    lent(cast, delegate=cast.tp_khth, mission_id=mission.pk)
    with clock(NOON - timedelta(days=1)):
        let_in(cast, mission, cast.cv_qlht, ends_at=NOON)

    found = told(cast, mission, NOON + late)

    for person in (cast.cv_khth, cast.tp_khth, cast.cv_qlht):
        assert (person.pk in found) is is_told
    assert cast.ptb_hai.pk in found
