"""A mail server, and people with addresses."""

from collections.abc import Iterator

import pytest

from organization.models import Person
from tests.reminders import smtp


@pytest.fixture
def server(settings, db) -> Iterator[smtp.Server]:
    """Mail is on, and goes to a server of this process; everybody has an address."""
    with smtp.running() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = running.port
        settings.EMAIL_TIMEOUT = 5
        settings.SITE_URL = "https://nhiemvu.example.vn"
        for person in Person.objects.all():
            person.email = f"{person.username}@example.vn"
            person.save(update_fields=["email"])
        yield running
