"""Every attack begins anew, and no test waits for a hash to be slow."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_earlier_failures() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)
    monkeypatch.setattr(Argon2PasswordHasher, "parallelism", 1)
