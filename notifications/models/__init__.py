"""What people are told, and by which way."""

from notifications.models.notification import Notification
from notifications.models.outgoing_mail import OutgoingMail
from notifications.models.preference import Preference
from notifications.models.reminder import Reminder

__all__ = ["Notification", "OutgoingMail", "Preference", "Reminder"]
