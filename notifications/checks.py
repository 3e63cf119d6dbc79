"""What is wrong with the settings of reminders and mail."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Info, Tags, register

from notifications import mail
from notifications.policies.in_force import plan_in_force, quiet_in_force


@register(Tags.compatibility)
def settings_make_sense(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse days and hours that cannot be kept."""
    found: list[CheckMessage] = []
    try:
        plan_in_force()
    except ValueError as fault:
        found.append(
            Error(
                f"REMIND_BEFORE, REMIND_EVERY: {fault}",
                hint="Working days between commas, such as 5,2,0; and one number.",
                id="notifications.E001",
            )
        )
    try:
        quiet_in_force()
    except ValueError as fault:
        found.append(
            Error(
                f"QUIET_HOURS: {fault}",
                hint="From evening to morning, such as 20:00-07:00.",
                id="notifications.E002",
            )
        )
    return found


@register(Tags.compatibility, deploy=True)
def mail_goes_out(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Say that no mail goes out where no server is set up: that is no fault."""
    if mail.is_on():
        return []
    return [
        Info(
            "No mail goes out: notices and reminders are in the inbox only.",
            hint="Set EMAIL_URL, such as smtp+starttls://user@mail.example.vn:587.",
            id="notifications.I001",
        )
    ]
