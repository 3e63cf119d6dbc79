"""Each test of a socket runs on both channel layers."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from channels.layers import channel_layers

from tests.sockets import redis_server


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if url := os.environ.get("TEST_REDIS_URL"):
        yield url
        return
    with redis_server.running(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["memory", "redis"], autouse=True)
def layer(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    """The channel layer under test, swapped as the settings would."""
    backend: dict[str, Any] = {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    if request.param == "redis":
        backend = {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [request.getfixturevalue("redis_url")]},
        }
    settings.CHANNEL_LAYERS = {"default": backend}
    channel_layers.backends.clear()
    yield request.param
    channel_layers.backends.clear()
