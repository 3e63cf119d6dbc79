"""What follows when somebody signs in, or adds and takes away a second factor."""

from typing import Any

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.dispatch import receiver
from django.http import HttpRequest

from organization.models import Person
from organization.services import record_second_factor
from project.accounts.enforcement import KINDS, has_one
from project.accounts.sessions import FOLLOWED, end_others

WORDS = {
    Authenticator.Type.TOTP: "Ứng dụng tạo mã",
    Authenticator.Type.WEBAUTHN: "Khóa truy cập",
    Authenticator.Type.RECOVERY_CODES: "Mã dự phòng",
}


@receiver(user_logged_in)
def follow_the_session(request: HttpRequest, **kwargs: Any) -> None:  # noqa: ARG001
    request.session[FOLLOWED] = True


@receiver(authenticator_added)
def believe_what_was_just_shown(
    request: HttpRequest,
    user: Person,
    authenticator: Authenticator,
    **kwargs: Any,  # noqa: ARG001
) -> None:
    """Setting one up proves it; sessions that never showed it end."""
    record_second_factor(by=user, what=WORDS[authenticator.type], added=True)
    if authenticator.type not in KINDS:
        return
    record_authentication(
        request, user, method="mfa", id=authenticator.pk, type=authenticator.type
    )
    end_others(request)


@receiver(authenticator_reset)
def tell_of_new_codes(
    user: Person,
    authenticator: Authenticator,
    **kwargs: Any,  # noqa: ARG001
) -> None:
    record_second_factor(by=user, what=WORDS[authenticator.type], added=True)


@receiver(authenticator_removed)
def forget_what_is_gone(
    request: HttpRequest,
    user: Person,
    authenticator: Authenticator,
    **kwargs: Any,  # noqa: ARG001
) -> None:
    """Without any left, the session has shown nothing."""
    record_second_factor(by=user, what=WORDS[authenticator.type], added=False)
    if has_one(user):
        return
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record
        for record in get_authentication_records(request, user)
        if record.get("method") != "mfa"
    ]


@receiver(password_changed)
def end_sessions_of_the_old_password(request: HttpRequest, **kwargs: Any) -> None:  # noqa: ARG001
    """They are dead already; their rows must not say otherwise."""
    end_others(request)
