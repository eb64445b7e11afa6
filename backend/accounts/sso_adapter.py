"""Between allauth's OpenID Connect and this installation: one provider, that of the environment, no pages of allauth.

allauth redirects with PKCE and a state, fetches the tokens and the profile; here the id token's signature, issuer and
nonce are checked as well. Who that person is here is decided in single_sign_on.py; every outcome is a redirect.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from requests import RequestException

from backend.accounts import single_sign_on
from backend.accounts.id_token import claims_of
from backend.accounts.single_sign_on import Trouble
from backend.config.problems import Code, Problem

log = logging.getLogger(__name__)

MISBEHAVIOURS = (RequestException, OAuth2Error, ValueError, KeyError, TypeError, AttributeError)
"""What allauth raises when a provider does not answer, or not as the specification says."""


class Adapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: Any, provider: str | None = None, client_id: str | None = None) -> list[SocialApp]:
        """The provider of the environment and no other: rows of allauth's table are never used."""
        app = _configured()
        is_wanted = app is not None and provider in (None, app.provider, app.provider_id)
        return [app] if app is not None and is_wanted and client_id in (None, app.client_id) else []

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Cancelled over there, an unknown or stale state, a refused code: back to our own page with a sentence."""
        context = extra_context or {}
        state = context.get("state") or {}
        if error == AuthError.CANCELLED:
            trouble = Trouble.CANCELLED
        elif exception is None and "state_id" in context:
            trouble = Trouble.STALE
        else:
            log.warning("single sign-on failed: %s", exception or request.GET.get("error"))
            trouble = Trouble.FAILED
        raise ImmediateHttpResponse(single_sign_on.back(trouble, state))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        raise ImmediateHttpResponse(single_sign_on.arrive(request, sociallogin))


class OpenIdAdapter(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, settings.ENV.oidc_issuer)

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if str(config["issuer"]).rstrip("/") != self.provider_id:
            raise OAuth2Error(f"the discovery document names the issuer {config['issuer']!r}, not {self.provider_id!r}")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("sso-callback"))

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The claims, their signature checked against the provider's keys however they came."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        return claims_of(id_token, answer.json(), self.openid_config["issuer"], app.client_id)


class Provider(OpenIDConnectProvider):
    def get_oauth2_adapter(self, request: HttpRequest) -> OpenIdAdapter:
        return OpenIdAdapter(request)


def begin(request: HttpRequest, process: str, next_path: str, user_id: int | None = None) -> str:
    """The provider's address to send the browser to.

    Problem ``sso-unavailable`` 409 when none is set, 503 when it does not answer as it should.
    ``user_id``: who connects an identity; the journey counts only while this person stays logged in.
    """
    app = _configured()
    if app is None:
        raise Problem(Code.SSO_UNAVAILABLE, "This installation has no single sign-on. Log in with your password.", 409)
    nonce = secrets.token_urlsafe(16)
    try:
        answer = Provider(request, app=app).redirect(
            request, process, next_path, user_id, auth_params={"nonce": nonce}, nonce=nonce
        )
    except MISBEHAVIOURS as error:
        log.warning("single sign-on: %s does not answer as it should: %s", app.provider_id, error)
        detail = f"{app.name} does not answer. Try again in a moment; if it stays, tell whoever runs Stipple."
        raise Problem(Code.SSO_UNAVAILABLE, detail, 503) from None
    return str(answer.url)


def finish(request: HttpRequest) -> HttpResponseBase:
    """The browser is back from the provider. Always a redirect, to where the person wanted to be or with a sentence."""
    if _configured() is None:
        return single_sign_on.back(Trouble.FAILED, {})
    try:
        return OAuth2CallbackView.adapter_view(OpenIdAdapter(request))(request)
    except MISBEHAVIOURS:
        log.warning("single sign-on failed", exc_info=True)
        return single_sign_on.back(Trouble.FAILED, {})


def _configured() -> SocialApp | None:
    environment = settings.ENV
    if not environment.oidc_issuer:
        return None
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=environment.oidc_issuer,
        name=environment.oidc_name,
        client_id=environment.oidc_client_id,
        secret=environment.oidc_client_secret,
        settings={"server_url": environment.oidc_issuer},
    )
