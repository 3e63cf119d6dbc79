"""Writing notices, reminders and mails; and reading, a change of one's own rows."""

from notifications.services.gathering import gather
from notifications.services.inbox import mark_read, write
from notifications.services.preferences import turn, turned_by
from notifications.services.reminders import remind, reminder_day
from notifications.services.sending import clear_old, resume_lost, send, try_again

__all__ = [
    "clear_old",
    "gather",
    "mark_read",
    "remind",
    "reminder_day",
    "resume_lost",
    "send",
    "try_again",
    "turn",
    "turned_by",
    "write",
]
