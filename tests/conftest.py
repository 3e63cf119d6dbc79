"""What every test shares. Keep it small: a cast or builder belongs beside its tests."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import login
from django.core.management.commands import flush
from django.db.backends.postgresql.operations import DatabaseOperations
from django.http import HttpRequest
from django.template import Template
from django.test import Client
from psycopg._preparing import Prepare, PrepareManager
from whitenoise.middleware import WhiteNoiseMiddleware

from project import embedded
from project.demo import accounts as demo
from tests import kept_database
from tests.cast import cast
from workflows.services import held

FOR_GOOD = 2**40  # a moment, in seconds, that no frozen clock of a test passes
GARBAGE = 10_000  # objects more than before, until they are looked through
STATEMENTS = 1000  # that a connection keeps prepared

__all__ = ["cast"]


def pytest_configure(config: pytest.Config) -> None:
    # Whitenoise misses the folder that collectstatic makes; tests use the finders.
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")
    # What is read at once must not depend on how busy the machine is.
    settings.READ_AT_ONCE_SECONDS = 300
    # The cast are people of the demonstration; tests/sign_in asks for the second
    # factor. A server that a test starts reads the environment.
    settings.SECOND_FACTOR_REQUIRED = False
    # Over few rows planning takes longer than reading them.
    options = settings.DATABASES["default"]["OPTIONS"]
    options["options"] += " -c plan_cache_mode=force_generic_plan"
    os.environ["SECOND_FACTOR_REQUIRED"] = "0"
    # Where Python is told to keep nothing that it compiled, each process that a test
    # starts would compile the whole product anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if settings.EMBEDDED_DATABASE:
        embedded.ensure_running()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs no database comes first: while one process is at it, the other makes
    the database that both of them copy."""
    items.sort(key=needs_the_database)


def needs_the_database(item: pytest.Item) -> bool:
    asked_for = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or "db" in asked_for


def pytest_collection_finish() -> None:
    """What was imported stays: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Takes the place of pytest-django's: a copy, in which the cast sits already."""
    with django_db_blocker.unblock():
        kept_database.begin()
    yield
    with django_db_blocker.unblock():
        kept_database.end()


@pytest.fixture(scope="session", autouse=True)
def who_is_let_in_has_just_confirmed() -> Iterator[None]:
    """`force_login` stands for somebody who signed in and gave the password anew.

    What happens without that is the matter of tests/sign_in alone, which signs in by
    the page. Django writes the session of a new client four times; once is enough.
    """
    force_login = Client.force_login

    def confirmed(self: Client, user: Any, backend: str | None = None) -> None:
        if backend is None or settings.SESSION_COOKIE_NAME in self.cookies:
            force_login(self, user, backend)
            remember(self.session, user)
            return
        request = HttpRequest()
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
        request.session.cycle_key = lambda: None  # type: ignore[method-assign]
        user.backend = backend
        login(request, user, backend)
        remember(request.session, user)
        self._set_login_cookies(request)  # type: ignore[attr-defined]

    def remember(session: Any, user: Any) -> None:
        record = {"method": "password", "at": FOR_GOOD, "reauthenticated": True}
        session["account_authentication_methods"] = [record]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", confirmed)
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_stay_prepared() -> Iterator[None]:
    """psycopg forgets what it prepared whenever something is rolled back, also to a
    savepoint, as the end of each test and each refusal is; the tables stay as they are,
    so each statement would be parsed and planned anew for nothing.
    """
    forgets = PrepareManager._should_discard

    def discard(self: PrepareManager, prep: Prepare, results: Sequence[Any]) -> bool:
        return forgets(self, prep, [one for one in results if not rolled_back(one)])

    def rolled_back(result: Any) -> bool:
        return bool(result.command_status == b"ROLLBACK")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrepareManager, "_should_discard", discard)
        patch.setattr(PrepareManager, "prepared_max", STATEMENTS)
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_are_looked_through_once() -> Iterator[None]:
    """Each `Client()` starts the middleware anew, and Whitenoise then looks through all
    static files: longer than most pages take. They stay as they are while tests run.
    """
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    in_folder = WhiteNoiseMiddleware.update_files_dictionary
    by_finders = WhiteNoiseMiddleware.add_files_from_finders

    def once(self: Any, key: tuple[str, ...], look: Callable[[], None]) -> None:
        if key not in found:
            before, self.files = self.files, {}
            look()
            found[key], self.files = self.files, before
        self.files.update(found[key])

    def folder(self: Any, root: str, prefix: str) -> None:
        once(self, (root, prefix), lambda: in_folder(self, root, prefix))

    def finders(self: Any) -> None:
        once(self, (self.static_prefix,), lambda: by_finders(self))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "update_files_dictionary", folder)
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", finders)
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_alone_are_recorded(django_test_environment: None) -> Iterator[None]:
    """The test client keeps a copy of the context of each template; of the hundred
    parts of a page nobody asks for one, so the page itself is enough."""
    recorded = Template._render

    def render(self: Template, context: Any) -> Any:
        if context.template is self:
            return recorded(self, context)
        return self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session", autouse=True)
def acts_keep_one_plan_for_all() -> Iterator[None]:
    """As all else in tests (`pytest_configure`); in the product they may (ADR 0006)."""
    lock = held.LOCK.replace("'auto'", "'force_generic_plan'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(held, "LOCK", lock)
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
def what_was_kept_is_put_back() -> Iterator[None]:
    """Django empties the tables after a `transaction=True` test; here they get the rows
    with which the run began (tests/kept_database.py).

    History refuses to be emptied, except to a replica; the setting lasts for that
    transaction.
    """

    def sql_flush(*_args: Any, **_kwargs: Any) -> list[str]:
        return [
            "SET LOCAL session_replication_role = replica;",
            "SELECT kept.put_back();",
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        # Types and permissions stand among the rows that come back.
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
        yield
