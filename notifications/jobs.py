"""Background jobs of this package; each may be run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from notifications.services import gathering, reminders, sending
from notifications.services.sending import SEND_MAIL


@app.periodic(cron="*/15 * * * *")
@app.task(name="remind", queueing_lock="remind")
def remind(timestamp: int) -> None:  # noqa: ARG001
    """Deadlines are reminded of: what is due now, however long nothing ran before."""
    reminders.remind(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="gather_mail", queueing_lock="gather_mail")
def gather_mail(timestamp: int) -> None:  # noqa: ARG001
    """Notices that wait become mails; mails that got lost on the way go on."""
    gathering.gather(at=timezone.now())
    sending.resume_lost(at=timezone.now())


@app.task(name=SEND_MAIL)
def send_mail(*, mail_id: int) -> None:
    """Hand one mail to the server."""
    sending.send(mail_id=mail_id, at=timezone.now())


@app.periodic(cron="23 2 * * *")
@app.task(name="clear_mails", queueing_lock="clear_mails")
def clear_mails(timestamp: int) -> None:  # noqa: ARG001
    """Every night: old mails go."""
    sending.clear_old(at=timezone.now())
