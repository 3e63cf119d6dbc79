"""A signed-in socket, as a page opens one."""

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from organization.models import Person
from project.asgi import application

ORIGIN = b"http://localhost"


class Socket(ApplicationCommunicator):
    """What channels' own communicator does; importing that one asks for daphne."""

    async def connect(self, seconds: float = 15) -> tuple[bool, int | None]:
        """Whether the door opened, else the code with which it was shut."""
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(seconds)
        if answer["type"] == "websocket.close":
            return False, answer.get("code", 1000)
        assert answer["type"] == "websocket.accept"
        return True, None

    async def send_json_to(self, content: Any) -> None:
        await self.send_input(
            {"type": "websocket.receive", "text": json.dumps(content)}
        )

    async def receive_json_from(self, seconds: float = 15) -> Any:
        answer = await self.receive_output(seconds)
        assert answer["type"] == "websocket.send", answer
        return json.loads(answer["text"])

    async def disconnect(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(15)


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def socket(session: str | None, origin: bytes = ORIGIN) -> Socket:
    headers = [(b"origin", origin), (b"host", b"localhost")]
    if session is not None:
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}".encode()
        headers.append((b"cookie", cookie))
    return Socket(
        application,
        {"type": "websocket", "path": "/ws/", "query_string": b"", "headers": headers,
         "subprotocols": []},
    )  # fmt: skip


async def hello(connection: Socket, cursor: int = 0) -> dict[str, Any]:
    await connection.send_json_to({"type": "hello", "cursor": cursor})
    return await next_of(connection, "rows")


async def next_of(connection: Socket, kind: str) -> dict[str, Any]:
    """The next message of this kind; hints of other kinds in between are let pass."""
    while True:
        message: dict[str, Any] = await connection.receive_json_from()
        if message["type"] == kind:
            return message
