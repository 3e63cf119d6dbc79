"""What every test shares. Keep it small: a cast or builder belongs beside its tests."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client

from project import embedded
from project.demo import accounts as demo
from tests.cast import cast, django_db_setup

FOR_GOOD = 2**40  # a moment, in seconds, that no frozen clock of a test passes

__all__ = ["cast", "django_db_setup"]


def pytest_configure(config: pytest.Config) -> None:
    # Whitenoise misses the folder that collectstatic makes; tests use the finders.
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")
    # What is read at once must not depend on how busy the machine is.
    settings.READ_AT_ONCE_SECONDS = 300
    # The cast are people of the demonstration; tests/sign_in asks for the second
    # factor. A server that a test starts reads the environment.
    settings.SECOND_FACTOR_REQUIRED = False
    os.environ["SECOND_FACTOR_REQUIRED"] = "0"
    if settings.EMBEDDED_DATABASE:
        embedded.ensure_running()


@pytest.fixture(scope="session", autouse=True)
def who_is_let_in_has_just_confirmed() -> Iterator[None]:
    """`force_login` stands for somebody who signed in and gave the password anew.

    What happens without that is the matter of tests/sign_in alone, which signs in by
    the page.
    """
    force_login = Client.force_login

    def confirmed(self: Client, user: Any, backend: str | None = None) -> None:
        force_login(self, user, backend)
        session = self.session
        record = {"method": "password", "at": FOR_GOOD, "reauthenticated": True}
        session["account_authentication_methods"] = [record]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", confirmed)
        yield


@pytest.fixture(scope="session", autouse=True)
def what_make_run_left_is_not_ours() -> Iterator[None]:
    """The cast bears the names of the demonstration: where `make run` has kept its
    accounts in `var/`, they would open under a local host name alone."""
    folder, is_demo = settings.VAR_DIR, demo.is_demo

    def of_the_test(username: str) -> bool:
        return folder != settings.VAR_DIR and is_demo(username)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "is_demo", of_the_test)
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_insert_only_triggers() -> Iterator[None]:
    """Django empties the tables after a `transaction=True` test with TRUNCATE.

    History refuses that, except to a replica; the setting lasts for that transaction.
    """
    sql_flush = DatabaseOperations.sql_flush

    def as_replica(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        statements = sql_flush(self, *args, **kwargs)
        return ["SET LOCAL session_replication_role = replica;", *statements]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", as_replica)
        yield
