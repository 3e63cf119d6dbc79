"""Who may open a socket: whoever may open a page, and on the same terms."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.contrib.auth.models import AnonymousUser

from project.accounts.first_sign_in import must_change_password

Scope = MutableMapping[str, Any]
Door = Callable[[Scope, Any, Any], Awaitable[None]]


class OnlyWhoIsFullyIn:
    """Whoever still has a step of signing in before him is nobody on a socket."""

    def __init__(self, inner: Door) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if must_change_password(scope["user"]):
            scope = {**scope, "user": AnonymousUser()}
        await self.inner(scope, receive, send)
