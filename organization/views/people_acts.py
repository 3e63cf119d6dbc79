"""A person is made known, renamed, and the account closed or opened again."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organization import services
from organization.concerns import confirm_identity
from organization.forms.days import written
from organization.forms.people import AccountForm, ChangedPersonForm, NewPersonForm
from organization.models import Person
from organization.queries.terms import Standing, appointments_of, standing
from organization.services.passwords import OneTimePassword
from organization.views.acting import Act, answer
from organization.views.changes import changed
from organization.views.days import shown_day
from organization.views.visitor import administrator

WORDS = {"full_name": "Họ và tên", "email": "Thư điện tử công vụ"}


@never_cache
@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Make an account; its one-time password stands on the answer and nowhere else."""
    who = administrator(request)
    form = NewPersonForm(request.POST or None)

    def make() -> tuple[Person, OneTimePassword]:
        data = form.cleaned_data
        made = services.create_person(
            username=data["username"],
            full_name=data["full_name"],
            email=data["email"],
            by=who.person,
            note=form.said,
            authority=form.authority,
        )
        return made, services.reset_password(person=made, by=who.person)

    def says() -> Iterator[str]:
        data = form.cleaned_data
        yield f"Lập tài khoản {data['username']} cho {data['full_name']}."
        yield "Tài khoản chưa có chức vụ nên chưa thấy nhiệm vụ nào."
        yield (
            "Mật khẩu dùng một lần hiện ra một lần sau khi ghi; người dùng phải đổi "
            "mật khẩu khi đăng nhập lần đầu."
        )

    def show(made: tuple[Person, OneTimePassword]) -> HttpResponse:
        context = {"way": "people", "made": made[0], "given": made[1]}
        return render(request, "organization/person_made.html", context)

    act = Act(
        way="people",
        title="Thêm cán bộ",
        button="Lập tài khoản",
        form=form,
        do=make,
        says=says,
        done="",
        back=reverse("organization:people"),
        blame="username",
        finish=show,
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    person = get_object_or_404(Person, pk=pk)
    initial = {name: getattr(person, name) for name in WORDS}
    form = ChangedPersonForm(request.POST or None, initial=initial)
    act = Act(
        **_of(person),
        title="Sửa thông tin cán bộ",
        button="Ghi thay đổi",
        form=form,
        do=lambda: services.change_person(
            person=person,
            by=who.person,
            note=form.said,
            authority=form.authority,
            **{name: form.cleaned_data[name] for name in WORDS},
        ),
        says=lambda: changed(WORDS, initial, form.cleaned_data),
        done=f"Đã ghi thay đổi của {person.full_name}.",
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def person_close(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    person = get_object_or_404(Person, pk=pk)
    form = AccountForm(request.POST or None)
    today = shown_day(request).today
    seats = [
        one
        for one in appointments_of(person=pk)
        if standing(one, today) is not Standing.OVER
    ]

    def says() -> Iterator[str]:
        yield (
            f"{person.full_name} bị đăng xuất khỏi mọi máy ngay khi ghi và không đăng "
            "nhập được nữa."
        )
        for one in seats:
            if one.starts_on > today:
                yield f"Hủy bổ nhiệm {one.post.title} từ {written(one.starts_on)}."
            else:
                yield f"Thôi giữ chức vụ {one.post.title}, hết ngày {written(today)}."
        yield "Mở lại tài khoản không trả lại các chức vụ đã thôi giữ."

    act = Act(
        **_of(person),
        title="Khóa tài khoản",
        button="Khóa tài khoản",
        form=form,
        do=lambda: services.deactivate_person(
            person=person, by=who.person, note=form.said, authority=form.authority
        ),
        says=says,
        done=f"Đã khóa tài khoản của {person.full_name}.",
        posts=[one.post for one in seats],
        danger=True,
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def person_open(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    person = get_object_or_404(Person, pk=pk)
    form = AccountForm(request.POST or None)
    act = Act(
        **_of(person),
        title="Mở lại tài khoản",
        button="Mở lại tài khoản",
        form=form,
        do=lambda: services.reactivate_person(
            person=person, by=who.person, note=form.said, authority=form.authority
        ),
        says=lambda: [
            f"{person.full_name} đăng nhập lại được.",
            "Chức vụ đã thôi giữ không tự trở lại: bổ nhiệm lại nếu cần.",
        ],
        done=f"Đã mở lại tài khoản của {person.full_name}.",
    )
    return answer(request, act)


def _of(person: Person) -> dict[str, Any]:
    return {
        "way": "people",
        "sub": f"{person.full_name} ({person.username})",
        "back": reverse("organization:person", args=[person.pk]),
        "rows": (person,),
    }
