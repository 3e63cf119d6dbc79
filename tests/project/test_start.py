"""A production start is refused half-configured; a second process needs Redis."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from project import env
from project.startup import OnlyProcess, RefusedStart, check_production

GOOD_KEY = "k" * 50


@pytest.fixture
def production(settings: Any) -> Any:
    settings.PRODUCTION = True
    settings.SECRET_KEY = GOOD_KEY
    settings.EMBEDDED_DATABASE = False
    return settings


def found(settings: Any) -> set[str | None]:
    return {m.id for m in run_checks(include_deployment_checks=True)}


def test_debug_is_refused_in_production(production: Any) -> None:
    production.DEBUG = True

    assert "project.E001" in found(production)


@pytest.mark.parametrize("key", ["insecure-until-make-setup", "short"])
def test_a_default_or_short_key_is_refused_in_production(
    production: Any, key: str
) -> None:
    production.SECRET_KEY = key

    assert "project.E002" in found(production)


def test_the_embedded_database_is_refused_in_production(production: Any) -> None:
    production.EMBEDDED_DATABASE = True

    assert "project.E003" in found(production)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_count_in_utc_is_refused(production: Any) -> None:
    from django.db import connection

    from project.checks import database_counts_in_utc

    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE \"{name}\" SET timezone TO 'Asia/Ho_Chi_Minh'")
    connection.close()
    try:
        assert [e.id for e in database_counts_in_utc(None, ["default"])] == [
            "project.E004"
        ]
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}" RESET timezone')
        connection.close()


@pytest.mark.django_db
def test_a_server_started_without_manage_py_runs_the_checks_too(
    production: Any,
) -> None:
    production.DEBUG = True

    with pytest.raises(RefusedStart, match="DEBUG"):
        check_production()


@pytest.fixture
def first(db: None) -> Iterator[OnlyProcess]:
    process = OnlyProcess()
    process.take()
    yield process
    process.leave()


@pytest.mark.usefixtures("first")
def test_a_second_process_without_redis_is_told_what_to_set() -> None:
    with pytest.raises(RefusedStart, match="REDIS_URL"):
        OnlyProcess().take()


@pytest.mark.usefixtures("first")
def test_a_second_process_with_redis_starts(settings: Any) -> None:
    settings.REDIS_URL = "redis://localhost/0"

    OnlyProcess().take()


def test_the_lock_goes_with_its_process(first: OnlyProcess) -> None:
    first.leave()
    second = OnlyProcess()

    second.take()
    second.leave()


@pytest.mark.parametrize(
    ("read", "value"),
    [(env.boolean, "maybe"), (env.integer, "ten")],
)
def test_a_setting_that_makes_no_sense_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, read: Any, value: str
) -> None:
    monkeypatch.setenv("SOME_SETTING", value)

    with pytest.raises(env.ImproperlyConfigured, match="SOME_SETTING"):
        read("SOME_SETTING", default=None)


@pytest.mark.django_db
def test_setup_makes_a_key_of_this_machine_and_uses_it_at_once(
    settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR_DIR / "files"
    settings.STATIC_ROOT = settings.VAR_DIR / "static"
    settings.SECRET_KEY = "insecure-until-make-setup"

    call_command("setup", verbosity=0, stdout=StringIO())
    made = (settings.VAR_DIR / "secret_key").read_text()
    call_command("setup", verbosity=0, stdout=StringIO())

    assert settings.SECRET_KEY == made == (settings.VAR_DIR / "secret_key").read_text()
    assert (settings.VAR_DIR / "secret_key").stat().st_mode & 0o777 == 0o600
