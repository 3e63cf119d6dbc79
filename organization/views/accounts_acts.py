"""A password for one sign-in is given; who vouches for a person is said."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organization import services
from organization.concerns import confirm_identity
from organization.forms.accounts import GivePasswordForm, IdentityForm
from organization.models import Person
from organization.services.passwords import ONE_TIME_PASSWORD_LIVES, OneTimePassword
from organization.views.acting import Act, answer
from organization.views.changes import changed
from organization.views.visitor import administrator


@never_cache
@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """The password stands on the answer to this form, once, and nowhere else."""
    who = administrator(request)
    person = get_object_or_404(Person, pk=pk)
    form = GivePasswordForm(request.POST or None)

    def says() -> Iterator[str]:
        yield f"Cấp mật khẩu dùng một lần cho {person.full_name}."
        yield f"Mật khẩu dùng được {ONE_TIME_PASSWORD_LIVES.days} ngày, hiện một lần."
        yield "Mật khẩu cũ hết hiệu lực; mọi máy đang đăng nhập bị đăng xuất ngay."
        yield "Lớp xác thực thứ hai, nếu có, giữ nguyên."

    def show(given: OneTimePassword) -> HttpResponse:
        context = {"way": "people", "made": person, "given": given}
        return render(request, "organization/password_given.html", context)

    act = Act(
        **_of(person),
        title="Cấp mật khẩu dùng một lần",
        button="Cấp mật khẩu",
        form=form,
        do=lambda: services.reset_password(
            person=person, by=who.person, note=form.said, authority=form.authority
        ),
        says=says,
        done="",
        danger=True,
        finish=show,
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """By which name the identity provider knows the person."""
    who = administrator(request)
    person = get_object_or_404(Person, pk=pk)
    initial = {"identity": person.identity or ""}
    form = IdentityForm(request.POST or None, initial=initial)
    words = {"identity": "Mã định danh"}
    act = Act(
        **_of(person),
        title="Liên kết định danh",
        button="Ghi liên kết",
        form=form,
        do=lambda: services.link_identity(
            person=person,
            identity=form.cleaned_data["identity"],
            by=who.person,
            note=form.said,
            authority=form.authority,
        ),
        says=lambda: changed(words, initial, form.cleaned_data),
        done=f"Đã ghi liên kết định danh của {person.full_name}.",
        blame="identity",
    )
    return answer(request, act)


def _of(person: Person) -> dict[str, Any]:
    return {
        "way": "people",
        "sub": f"{person.full_name} ({person.username})",
        "back": reverse("organization:person", args=[person.pk]),
        "rows": (person,),
    }
