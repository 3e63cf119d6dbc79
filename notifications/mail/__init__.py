"""Mail: the server that takes it, and the words of it."""

from notifications.mail.letters import letter_of
from notifications.mail.server import (
    Answer,
    Letter,
    absolute,
    is_on,
    new_message_id,
    send,
)

__all__ = [
    "Answer",
    "Letter",
    "absolute",
    "is_on",
    "letter_of",
    "new_message_id",
    "send",
]
