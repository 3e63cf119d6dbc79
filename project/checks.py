"""What a production start refuses, and what to do about it."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

SHORTEST_KEY = 40


@register(Tags.security)
def production_is_complete(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse DEBUG, a default key and an embedded database where PRODUCTION=1."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(
            Error(
                "DEBUG is on in production: pages would show code and settings.",
                hint="Unset DEBUG.",
                id="project.E001",
            )
        )
    if (
        settings.SECRET_KEY.startswith("insecure")
        or len(settings.SECRET_KEY) < SHORTEST_KEY
    ):
        found.append(
            Error(
                "SECRET_KEY is missing, the default one, or too short.",
                hint="Run `make setup`, or set SECRET_KEY to 50 random characters.",
                id="project.E002",
            )
        )
    if settings.EMBEDDED_DATABASE:
        found.append(
            Error(
                "The embedded database is for trying and small offices.",
                hint="Set DATABASE_URL=postgresql://user:password@host/name.",
                id="project.E003",
            )
        )
    if not settings.SECOND_FACTOR_REQUIRED:
        found.append(
            Error(
                "Leaders, unit heads, administrators and the auditor must have a"
                " second factor in production.",
                hint="Unset SECOND_FACTOR_REQUIRED.",
                id="project.E005",
            )
        )
    return found


@register(Tags.database)
def database_counts_in_utc(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Refuse a server whose own time zone is not UTC: seals and exports compare."""
    if not settings.PRODUCTION or not databases:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT reset_val FROM pg_settings WHERE name = 'TimeZone'")
        (zone,) = cursor.fetchone()
        name = connections["default"].settings_dict["NAME"]
    if zone.upper() in {"UTC", "ETC/UTC", "GMT"}:
        return []
    return [
        Error(
            f"The database's time zone is {zone}, not UTC.",
            hint=f"ALTER DATABASE {name} SET timezone TO 'UTC';",
            id="project.E004",
        )
    ]


@register(Tags.security)
def identity_provider_is_complete(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a provider without a client, and in production one without https."""
    if not settings.OIDC_ISSUER:
        return []
    missing = [
        name
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET_FILE")
        if not getattr(settings, name)
    ]
    found: list[CheckMessage] = []
    if missing:
        found.append(
            Error(
                f"OIDC_ISSUER is set without {' and '.join(missing)}.",
                hint="Set them as the provider gave them, or unset the issuer.",
                id="project.E006",
            )
        )
    if settings.PRODUCTION and not settings.OIDC_ISSUER.startswith("https://"):
        found.append(
            Error(
                "OIDC_ISSUER does not begin with https://.",
                hint="Whoever listens on the way could sign in as anybody.",
                id="project.E007",
            )
        )
    return found
