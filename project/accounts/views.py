"""The page Tài khoản: who one is here today, and how one gets in."""

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from notifications import push
from organization.concerns import confirm_identity
from organization.models import Person
from organization.services import end_own_sessions
from organization.views.visitor import administrator
from project.accounts.enforcement import KINDS, has_one, must_have
from project.accounts.lost import let_in_again
from project.accounts.own_page import own_page
from project.accounts.second_factor import MFAAdapter
from project.accounts.sessions import end_sessions
from project.scope import scope_of
from project.views import refuse

LAST_ONE = MFAAdapter.error_messages["cannot_delete_authenticator"]


@require_safe
@never_cache
def account_page(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account.html", {"own": own_page(request)})


@require_safe
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where who must have a second factor is led until there is one."""
    if has_one(_person(request)):
        return redirect("account")
    return render(request, "account/second_factor.html")


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of one's own; the machine there is at the door again."""
    row = get_object_or_404(UserSession, pk=pk, user=_person(request))
    if row.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    end_sessions([row])
    messages.success(request, "Đã kết thúc phiên đăng nhập trên máy đã chọn.")
    return redirect("account")


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Every session, this one too, whether the list knows of it or not."""
    person = _person(request)
    end_own_sessions(by=person)
    end_sessions(UserSession.objects.filter(user=person))
    push.close_person(person.pk)
    logout(request)
    return redirect("account_login")


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator lets somebody in again who lost phone and codes."""
    administrator(request)
    person = get_object_or_404(Person, pk=pk)
    note = request.POST.get("note", "").strip()
    if request.method == "POST" and note:
        let_in_again(person=person, by=_person(request), note=note)
        messages.success(request, f"Đã gỡ xác thực hai lớp của {person.full_name}.")
        return redirect("organization:person", pk)
    context = {
        "shown": person,
        "is_on": has_one(person),
        "missing": request.method == "POST",
    }
    return render(request, "account/end_second_factor.html", context)


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """allauth lets the last factor go; a post that asks for one does not."""

    def form_valid(self, form: Any) -> HttpResponse:
        person = _person(self.request)
        others = Authenticator.objects.filter(user_id=person.pk, type__in=KINDS)
        is_last = not others.exclude(pk=self.object.pk).exists()
        if is_last and must_have(person, scope_of(self.request)):
            return refuse(self.request, LAST_ONE, status=409)
        answer: HttpResponse = super().form_valid(form)
        return answer


def _person(request: HttpRequest) -> "Person":
    return cast("Person", request.user)
