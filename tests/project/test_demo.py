"""The demonstration: real services, twice the same, for this machine only."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from history.models import HistoryEntry
from project.demo import accounts
from tests.cast import load_cast
from workflows.enums import MissionState
from workflows.models import Document, Mission

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Once, in a transaction around those of the tests: it takes seconds."""
    folder = tmp_path_factory.mktemp("demo")
    where = override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "files")
    with django_db_blocker.unblock(), where, transaction.atomic():
        load_cast()
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("loaded")
def test_it_shows_five_documents_and_work_in_several_states() -> None:
    assert Document.objects.count() == 5
    assert Mission.objects.count() == 10
    assert {MissionState.COMPLETED, MissionState.UNDER_APPROVAL} <= set(
        Mission.objects.values_list("state", flat=True)
    )


@pytest.mark.usefixtures("loaded")
def test_a_second_time_changes_nothing() -> None:
    entries, before = HistoryEntry.objects.count(), accounts.accounts_file().read_text()

    call_command("load_demo", verbosity=0)

    assert HistoryEntry.objects.count() == entries
    assert accounts.accounts_file().read_text() == before


@pytest.mark.usefixtures("loaded")
def test_the_passwords_are_readable_for_their_owner_only() -> None:
    assert accounts.accounts_file().stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("loaded")
def test_the_accounts_open_on_this_machine_only() -> None:
    row = json.loads(accounts.accounts_file().read_text())[0]

    assert signs_in(row)
    assert not signs_in(row, REMOTE_ADDR="10.1.2.3")
    assert not signs_in(row, HTTP_X_FORWARDED_FOR="10.1.2.3")


def signs_in(row: dict[str, str], **way: Any) -> bool:
    client = Client(SERVER_NAME="localhost", **way)
    client.post(
        "/accounts/login/", {"login": row["username"], "password": row["password"]}
    )
    return "_auth_user_id" in client.session


def test_it_is_refused_in_production(settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("load_demo")
