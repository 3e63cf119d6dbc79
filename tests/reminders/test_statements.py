"""What reminding and mailing cost: nothing in an act, and no statement a mission."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications.models import Notification, OutgoingMail
from notifications.services import gather, remind, send
from tests.cast import Cast
from tests.missions import builders
from tests.reminders.clock import DUE, at, given_in_may, happened
from tests.reminders.smtp import Server

pytestmark = pytest.mark.django_db


def statements(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured.captured_queries)


def test_reminding_of_many_costs_as_much_as_of_one(cast: Cast) -> None:
    given_in_may(builders.started(cast, due_on=DUE))
    one = statements(lambda: remind(at=at(4)))
    for _ in range(6):
        given_in_may(builders.started(cast, due_on=DUE))

    many = statements(lambda: remind(at=at(9)))
    assert many == one <= 12
    assert statements(lambda: remind(at=at(9, 9))) <= 3  # nothing is due


def test_a_mail_costs_the_same_however_many_notices_are_in_it(
    cast: Cast, server: Server
) -> None:
    costs = []
    for minute, count in ((0, 1), (10, 8)):
        for _ in range(count):
            happened(builders.given(cast, due_on=DUE), at(1, 9, minute))
        Notification.objects.exclude(recipient=cast.tp_qldn).update(mailing="")
        together = statements(lambda: gather(at=at(1, 9, minute + 1)))  # noqa: B023
        letter = OutgoingMail.objects.latest("pk")
        sent = statements(lambda: send(mail_id=letter.pk, at=at(1, 9, minute + 2)))  # noqa: B023
        costs.append((together, sent))

    assert costs[0] == costs[1]
    assert costs[0][0] <= 18
    assert costs[0][1] <= 10
