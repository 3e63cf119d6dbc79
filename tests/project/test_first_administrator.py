"""On an empty installation nobody can make accounts: a command makes the first."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from history.models import HistoryEntry
from organization.models import Appointment, Person
from organization.permissions import can_administer
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAPER = "Quyết định số 01/QĐ-BQLKKTCK ngày 02/01/2026"


def make(username: str = "quantri.dau") -> str:
    out = StringIO()
    call_command(
        "first_administrator",
        username,
        "--name=Nguyễn Văn A",
        f"--paper={PAPER}",
        stdout=out,
    )
    return out.getvalue()


@pytest.fixture
def nobody_administers(cast: Cast) -> None:
    """As `make setup` leaves it."""
    Appointment.objects.filter(person=cast.quan_tri).delete()


@pytest.mark.usefixtures("nobody_administers")
def test_the_first_administrator_has_a_seat_and_a_password_for_once() -> None:
    said = make()

    person = Person.objects.get(username="quantri.dau")
    assert can_administer(person, at=timezone.now())
    assert person.must_change_password
    (password,) = (word for word in said.split() if person.check_password(word))
    assert password not in "".join(
        str(entry.after) for entry in HistoryEntry.objects.all()
    )


@pytest.mark.usefixtures("cast")
def test_where_somebody_administers_there_is_no_second_first() -> None:
    with pytest.raises(CommandError, match="Đã có người quản trị"):
        make()

    assert not Person.objects.filter(username="quantri.dau").exists()


@pytest.mark.usefixtures("nobody_administers")
def test_a_name_that_is_taken_is_said() -> None:
    with pytest.raises(CommandError, match="đã có người dùng"):
        make("truongban")
