"""The ASGI entry: pages, sockets, and the worker beside them where there is one."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connections

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

WORKER_PAUSE_SECONDS = 3.0
logger = logging.getLogger(__name__)
pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import (  # noqa: E402
    AllowedHostsOriginValidator,
)

from notifications.routing import websocket_urlpatterns  # noqa: E402
from project.accounts.sockets import OnlyWhoIsFullyIn  # noqa: E402
from project.startup import (  # noqa: E402
    OnlyProcess,
    RefusedStart,
    check_production,
)

router = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(OnlyWhoIsFullyIn(URLRouter(websocket_urlpatterns)))
        ),
    }
)


async def run_worker() -> None:
    """Work the queue on this event loop, so that the in-memory layer reaches all."""
    from procrastinate.contrib.django import app  # noqa: PLC0415  needs the apps

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    async with app.with_connector(connector).open_async() as worker_app:
        await worker_app.run_worker_async(
            install_signal_handlers=False, listen_notify=True
        )


async def keep_working() -> None:
    """A worker that stops by itself (the database was restarted) begins anew."""
    while True:
        try:
            await run_worker()
        # Whatever it was: without a worker nothing that waits is ever done.
        except Exception:
            logger.exception("The worker stopped; it begins anew.")
        # The clock of periodic jobs speaks through Django's connection of this thread:
        # a broken one would stop the next worker, too.
        await sync_to_async(connections.close_all)()
        await asyncio.sleep(WORKER_PAUSE_SECONDS)


class Lifespan:
    """Start and stop the worker with the server: channels has no such thing."""

    def __init__(self) -> None:
        self.worker: asyncio.Task[None] | None = None
        self.only_process = OnlyProcess()

    async def __call__(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                try:
                    await self.start()
                except RefusedStart as refusal:
                    failed = {
                        "type": "lifespan.startup.failed",
                        "message": str(refusal),
                    }
                    await send(failed)
                    return
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def start(self) -> None:
        await sync_to_async(check_production)()
        await sync_to_async(self.only_process.take)()
        if settings.WORKER_IN_WEB_PROCESS:
            self.worker = asyncio.create_task(keep_working())

    async def stop(self) -> None:
        self.only_process.leave()
        if self.worker is None:
            return
        self.worker.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.worker


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Route one connection; the lifespan goes to the worker's keeper."""
    if scope["type"] == "lifespan":
        await Lifespan()(receive, send)
        return
    await router(scope, receive, send)
