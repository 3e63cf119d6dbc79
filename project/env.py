"""Typed readers of environment variables that refuse to start half-configured."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """The variable's value; raise ImproperlyConfigured where it is needed and unset."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}: nothing starts without it.")
    return value


def boolean(name: str, *, default: bool) -> bool:
    """A yes or no; raise ImproperlyConfigured for any other word."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def integer(name: str, *, default: int) -> int:
    """A whole number; raise ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} must be a whole number, not {value!r}."
        ) from None


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list."""
    value = os.environ.get(name)
    if value is None:
        return default
    return [word.strip() for word in value.split(",") if word.strip()]


def secret(name: str, *, file: Path) -> str:
    """The variable, else the content of a file that `make setup` made (mode 0600)."""
    value = os.environ.get(name)
    if value:
        return value
    if file.exists():
        return file.read_text().strip()
    return ""


def content_of(file: str) -> str:
    """The content of a file that holds a secret; empty where none is named.

    Raises ImproperlyConfigured where it cannot be read.
    """
    if not file:
        return ""
    try:
        return Path(file).read_text().strip()
    except OSError as fault:
        raise ImproperlyConfigured(f"Cannot read {file}: {fault.strerror}.") from None
