"""How an administrator acts: a form, what it would do, and then the act itself.

The look ahead does the act and takes it back, so that it refuses what the act itself
would refuse. Nothing is stored before the second press, and nothing then if what the
page showed has changed meanwhile.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organization import services
from organization.exceptions import ActionDenied, Refusal, StalePage
from organization.forms.base import ActForm
from organization.models import Post

PAGE: Final = "organization/act.html"
STEP, SEEN = "buoc", "da-xem"
LOOK, DO, EDIT = "xem", "ghi", "sua"
KEPT_APART: Final = frozenset({STEP, SEEN, "csrfmiddlewaretoken"})
UNCLEAR = 422


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act as its page needs it.

    ``rows``: what the page shows and the act may change. ``do``: the service's call.
    ``says``: what it gives and takes, asked of a valid form. ``posts``: whose open
    work is counted before the act. ``facts``: what stands beside the form.
    """

    way: str
    title: str
    button: str
    form: ActForm
    do: Callable[[], Any]
    says: Callable[[], Iterable[str]]
    done: str
    back: str
    sub: str = ""
    rows: Sequence[models.Model] = ()
    posts: Sequence[Post] = ()
    facts: Sequence[tuple[str, object]] = ()
    blame: str = ""
    danger: bool = False
    finish: Callable[[Any], HttpResponse] | None = None


def answer(request: HttpRequest, act: Act) -> HttpResponse:
    """The form, the look ahead, or the act and the way back to what it changed."""
    if request.method != "POST":
        return _form(request, act, seen=services.seen(*act.rows))
    seen, step = request.POST.get(SEEN, ""), request.POST.get(STEP, LOOK)
    valid = act.form.is_valid()
    if not valid or step == EDIT:
        return _form(request, act, seen=seen, status=200 if valid else UNCLEAR)
    made = None
    try:
        with services.as_seen(seen, *act.rows):
            if step == DO:
                made = act.do()
            else:
                services.rehearse(act.do)
    except (ActionDenied, StalePage):
        raise
    except Refusal as refusal:
        act.form.add_error(act.blame or None, refusal.sentence)
        return _form(request, act, seen=seen, status=refusal.status)
    return _done(request, act, made) if step == DO else _look(request, act, seen)


def _done(request: HttpRequest, act: Act, made: Any) -> HttpResponse:
    if act.finish is not None:
        return act.finish(made)
    messages.success(request, act.done)
    return redirect(act.back)


def _form(
    request: HttpRequest, act: Act, *, seen: str, status: int = 200
) -> HttpResponse:
    context = {"act": act, "way": act.way, "seen": seen}
    return render(request, PAGE, context, status=status)


def _look(request: HttpRequest, act: Act, seen: str) -> HttpResponse:
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in KEPT_APART
        for value in values
    ]
    context = {
        "act": act,
        "way": act.way,
        "seen": seen,
        "ahead": list(act.says()),
        "sent": sent,
    }
    return render(request, PAGE, context)
