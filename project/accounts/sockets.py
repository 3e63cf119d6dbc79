"""Who may open a socket: whoever may open a page, and on the same terms."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from channels.db import database_sync_to_async
from django.contrib.auth.models import AnonymousUser

from project.accounts.enforcement import is_missing_now
from project.accounts.first_sign_in import must_change_password

Scope = MutableMapping[str, Any]
Door = Callable[[Scope, Any, Any], Awaitable[None]]


class OnlyWhoIsFullyIn:
    """Whoever still has a step of signing in before him is nobody on a socket."""

    def __init__(self, inner: Door) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if await _has_a_step_before(scope):
            scope = {**scope, "user": AnonymousUser()}
        await self.inner(scope, receive, send)


@database_sync_to_async  # type: ignore[untyped-decorator]
def _has_a_step_before(scope: Scope) -> bool:
    """The password that was given to be changed, or the second factor."""
    person = scope["user"]
    if not person.is_authenticated:
        return False
    return must_change_password(person) or is_missing_now(scope["session"], person)
