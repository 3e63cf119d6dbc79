"""What this provider says of its people."""

from collections.abc import Iterable
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client


class Claims(DefaultOIDCAdapter):
    """`sub` is the user's number with letters before it; who is called "….mfa" has
    shown a second factor."""

    def get_user_sub(self, client: Client, user: Any) -> str:
        return f"dinh-danh-{user.username}"

    def get_user_by_sub(self, client: Client, sub: str) -> Any:
        from django.contrib.auth.models import User

        return User.objects.filter(username=sub.removeprefix("dinh-danh-")).first()

    def populate_id_token(
        self,
        id_token: dict[str, Any],
        client: Client,
        scopes: Iterable[str],
        **kwargs: Any,
    ) -> None:
        if id_token["sub"].endswith(".mfa"):
            id_token["amr"] = ["pwd", "mfa"]
