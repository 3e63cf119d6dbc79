"""Who takes a post, leaves it, goes to another; and what is taken back in time."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from organization import services
from organization.concerns import confirm_identity
from organization.forms.people import AppointForm, EndForm, WithdrawForm
from organization.models import Appointment, Person, Post
from organization.queries.terms import appointments_of
from organization.views.acting import Act, answer
from organization.views.changes import leaves_seat, period, takes_seat
from organization.views.choosing import choose_person, choose_post
from organization.views.visitor import administrator

POST, PERSON = "chuc-vu", "nguoi"
TERMS: Final = ("starts_on", "ends_on", "acting")
NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """First whom and to which post, each by a search; then from when, on what paper."""
    who = administrator(request)
    post, person = _post(request), _person(request)
    if post is None:
        return choose_post(request, title="Bổ nhiệm vào chức vụ", person=person)
    if person is None:
        return choose_person(request, title=f"Bổ nhiệm vào {post.title}", post=post)
    form = AppointForm(request.POST or None)
    act = Act(
        way="structure",
        title="Bổ nhiệm",
        sub=f"{person.full_name} – {post.title} ({post.unit.name})",
        button="Ghi bổ nhiệm",
        form=form,
        do=lambda: services.appoint(
            post=post,
            person=person,
            by=who.person,
            note=form.said,
            authority=form.authority,
            **_terms(form),
        ),
        says=lambda: takes_seat(person, post, **_terms(form)),
        done=f"Đã ghi {person.full_name} giữ chức vụ {post.title}.",
        back=reverse("organization:post", args=[post.pk]),
        rows=(person, post),
        posts=(post,),
        facts=[*_seats("Chức vụ này", post=post.pk), *_of_person(person)],
        blame="starts_on",
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of one post and into another, in one act."""
    who = administrator(request)
    seat = _seat(pk)
    post = _post(request)
    if post is None:
        title = f"Điều động {seat.person.full_name}"
        return choose_post(request, title=title, person=seat.person, leaving=seat)
    form = AppointForm(request.POST or None)

    def says() -> Iterator[str]:
        eve = form.cleaned_data["starts_on"] - timedelta(days=1)
        yield from leaves_seat(seat, eve)
        yield from takes_seat(seat.person, post, **_terms(form))

    act = Act(
        way="structure",
        title="Điều động",
        sub=f"{seat.person.full_name}: {seat.post.title} → {post.title}",
        button="Ghi điều động",
        form=form,
        do=lambda: services.transfer(
            appointment=seat,
            post=post,
            by=who.person,
            note=form.said,
            authority=form.authority,
            **_terms(form),
        ),
        says=says,
        done=f"Đã ghi điều động {seat.person.full_name} sang {post.title}.",
        back=reverse("organization:person", args=[seat.person_id]),
        rows=(seat.person, seat.post, post),
        posts=(seat.post, post),
        facts=[*_seats("Chức vụ nhận", post=post.pk), *_of_person(seat.person)],
        blame="starts_on",
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    seat = _seat(pk)
    form = EndForm(request.POST or None)

    def says() -> Iterator[str]:
        yield from leaves_seat(seat, form.cleaned_data["last_day"])
        yield "Ủy quyền mà chức vụ này đã cấp chấm dứt cùng lúc."

    act = Act(
        **_of_seat(seat),
        title="Thôi giữ chức vụ",
        button="Ghi thôi giữ chức vụ",
        form=form,
        do=lambda: services.end_appointment(
            appointment=seat,
            last_day=form.cleaned_data["last_day"],
            by=who.person,
            note=form.said,
            authority=form.authority,
        ),
        says=says,
        done=f"Đã ghi {seat.person.full_name} thôi giữ chức vụ {seat.post.title}.",
        posts=(seat.post,),
        blame="last_day",
        danger=True,
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def appointment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    seat = _seat(pk)
    form = WithdrawForm(request.POST or None)
    when = period(seat.starts_on, seat.ends_on)
    act = Act(
        **_of_seat(seat),
        title="Hủy bổ nhiệm chưa hiệu lực",
        button="Hủy bổ nhiệm",
        form=form,
        do=lambda: services.withdraw_appointment(
            appointment=seat, by=who.person, note=form.said, authority=form.authority
        ),
        says=lambda: [
            f"Bỏ bổ nhiệm {seat.person.full_name} vào {seat.post.title} {when}.",
            "Bổ nhiệm này chưa có hiệu lực nên không ai mất quyền đang có.",
            "Chức vụ đã ghi thôi giữ từ trước không tự trở lại: bổ nhiệm lại nếu cần.",
        ],
        done=f"Đã hủy bổ nhiệm chưa hiệu lực của {seat.person.full_name}.",
        danger=True,
    )
    return answer(request, act)


def _terms(form: AppointForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in TERMS}


def _seat(pk: int) -> Appointment:
    rows = Appointment.objects.select_related("post__unit", "person")
    return get_object_or_404(rows, pk=pk)


def _post(request: HttpRequest) -> Post | None:
    pk = request.GET.get(POST, "")
    if not NUMBER.fullmatch(pk):
        return None
    return get_object_or_404(Post.objects.select_related("unit"), pk=pk)


def _person(request: HttpRequest) -> Person | None:
    pk = request.GET.get(PERSON, "")
    return get_object_or_404(Person, pk=pk) if NUMBER.fullmatch(pk) else None


def _of_seat(seat: Appointment) -> dict[str, Any]:
    return {
        "way": "structure",
        "sub": f"{seat.person.full_name} – {seat.post.title} ({seat.post.unit.name})",
        "back": reverse("organization:post", args=[seat.post_id]),
        "rows": (seat.person, seat.post),
        "facts": [*_seats("Chức vụ này", post=seat.post_id), *_of_person(seat.person)],
    }


def _of_person(person: Person) -> list[tuple[str, object]]:
    return _seats(person.full_name, person=person.pk)


def _seats(label: str, **whose: int) -> list[tuple[str, object]]:
    by_post = "post" in whose
    lines = [
        f"{one.person.full_name if by_post else one.post.title} "
        f"{period(one.starts_on, one.ends_on)}"
        for one in appointments_of(**whose)[:6]
    ]
    return [(label, lines or ["Chưa có"])]
