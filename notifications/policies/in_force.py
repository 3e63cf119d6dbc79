"""The plan of reminders and the quiet hours, as the operator set them."""

from django.conf import settings

from notifications.policies.quiet import QuietHours
from notifications.policies.reminding import Plan


def plan_in_force() -> Plan:
    """Raises ValueError where the settings make no sense; a check says so at start."""
    before = tuple(int(number) for number in settings.REMIND_BEFORE)
    return Plan.of(before, settings.REMIND_EVERY)


def quiet_in_force() -> QuietHours:
    """Raises ValueError as above."""
    return QuietHours.of(settings.QUIET_HOURS)
