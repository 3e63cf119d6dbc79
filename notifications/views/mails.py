"""For the administrator: mails that did not get there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from notifications import mail, queries
from notifications.services import try_again
from organization.views.visitor import administrator


@require_safe
@never_cache
def undelivered(request: HttpRequest) -> HttpResponse:
    """What the server refused, what was given up, and what is being tried again."""
    administrator(request)
    context = {
        "mails": queries.undelivered(),
        "mail_is_on": mail.is_on(),
        "way": "mails",
    }
    return render(request, "notifications/undelivered.html", context)


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them is sent once more."""
    who = administrator(request)
    letter = try_again(mail_id=pk, by=who.person, at=timezone.now())
    messages.success(request, f"Thư tới {letter.address} sẽ được gửi lại.")
    return redirect("notifications:undelivered")
