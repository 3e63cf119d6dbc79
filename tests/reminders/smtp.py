"""A real mail server of this process: it keeps what it takes, and refuses as told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from socket import socket
from threading import Lock

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 2.0.0 taken"


@dataclass
class Server:
    """`letters` are those for which 250 was said. Of `to_recipient` and `to_letter`
    each answer is given once, first come first; then it takes all."""

    letters: list[EmailMessage] = field(default_factory=list)
    to_recipient: list[str] = field(default_factory=list)
    to_letter: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    port: int = 0

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.to_letter:
            return self.to_letter.pop(0)
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        with self.lock:
            self.letters.append(letter)
        return TAKEN

    @property
    def ids(self) -> list[str]:
        with self.lock:
            return [str(letter["Message-ID"]) for letter in self.letters]


def subject_of(letter: EmailMessage) -> str:
    return str(letter["Subject"]).strip()


def text_of(letter: EmailMessage) -> str:
    return _part(letter, "plain")


def html_of(letter: EmailMessage) -> str:
    return _part(letter, "html")


def _part(letter: EmailMessage, kind: str) -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running() -> Iterator[Server]:
    """The server on a free port of this machine."""
    server = Server(port=free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
