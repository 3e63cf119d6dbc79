"""Talking with the identity provider: what OpenID Connect asks of a careful client.

allauth does state and PKCE. This adds what it leaves to others: a nonce, the signature
of the ID token, the issuer as configured, and no word of the visitor in the request
that is sent to the provider.
"""

import base64
import hashlib
from typing import Any

import requests
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from jwt import PyJWTError, get_unverified_header

# A provider signs with a key of its own; "none" and keys that both sides know do not
# prove who signed.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}
)
REQUIRED = ("sub", "iss", "aud", "exp", "iat")


def nonce_of(code_verifier: str) -> str:
    """What ties an ID token to the session that asked for it: known to the provider,
    and made from a secret of the session that the provider does not know."""
    digest = hashlib.sha256(b"nonce:" + code_verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Talk(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One sign-in at the provider, from the code to the claims that are believed."""

    code_verifier = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Raises OAuth2Error where the document speaks for another issuer."""
        found: dict[str, Any] = super().openid_config
        if str(found.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("The provider calls itself otherwise than configured.")
        return found

    def get_access_token_data(
        self,
        request: HttpRequest,
        app: Any,
        client: Any,
        pkce_code_verifier: str | None = None,
    ) -> Any:
        if not pkce_code_verifier:
            raise OAuth2Error("The session holds no code verifier.")
        self.code_verifier = pkce_code_verifier
        return super().get_access_token_data(
            request, app, client, pkce_code_verifier=pkce_code_verifier
        )

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Raises OAuth2Error for what the provider did not sign for this session."""
        try:
            claims = self._claims(app, kwargs["response"])
            if settings.OIDC_CLAIM not in claims:
                claims = self._with_user_info(claims, token)
        except (PyJWTError, KeyError, TypeError, ValueError) as fault:
            raise OAuth2Error("The ID token cannot be read.") from fault
        return self.get_provider().sociallogin_from_response(
            request, {"id_token": claims}
        )

    def _claims(self, app: Any, answer: dict[str, Any]) -> dict[str, Any]:
        text = answer["id_token"]
        if get_unverified_header(text).get("alg") not in ALGORITHMS:
            raise OAuth2Error("The ID token is not signed by a key of the provider.")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=text,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if any(not claims.get(name) for name in REQUIRED):
            raise OAuth2Error("The ID token lacks a claim.")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The ID token was made for another client.")
        nonce = nonce_of(self.code_verifier)
        if not constant_time_compare(str(claims.get("nonce", "")), nonce):
            raise OAuth2Error("The ID token was made for another session.")
        return claims

    def _with_user_info(
        self, claims: dict[str, Any], token: SocialToken
    ) -> dict[str, Any]:
        """A claim that the ID token lacks may stand there; of the same person only."""
        more = self._fetch_user_info(token.token)
        if more.get("sub") != claims["sub"]:
            raise OAuth2Error("The provider told of another person.")
        return {**more, **claims}


class CarefulProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The configured provider, to which a visitor can add nothing."""

    oauth2_adapter_class = Talk

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where to go afterwards, and nothing else: neither scope nor parameters nor
        "connect" from the address."""
        return {
            "process": AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
        }

    def get_pkce_params(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_pkce_params()
        return {**found, "nonce": nonce_of(found["code_verifier"])}

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().redirect(request, *args, **kwargs)
        except (OAuth2Error, requests.RequestException, KeyError, ValueError) as fault:
            answer = render_authentication_error(request, self, exception=fault)
        return answer
