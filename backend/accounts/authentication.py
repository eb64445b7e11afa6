"""Who is calling: the browser by its session cookie (with CSRF), a program by ``Authorization: Bearer <token>``."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from backend.accounts.models import PersonalToken, User
from backend.accounts.scopes import READING_POSTS, Scope, scope_too_low
from backend.config.problems import Code, Problem

SCHEME = "bearer"
PREFIX = "stp_"
SHOWN = 6
LAST_USED_RESOLUTION = timedelta(minutes=1)


def user_of(request: Request | HttpRequest) -> User:
    """The person behind a request that has passed a permission class which lets no anonymous one through."""
    return cast(User, request.user)


def new_token(prefix: str = PREFIX) -> tuple[str, str, str]:
    """A fresh token: (token, the start of it that is shown later, the digest that is kept)."""
    token = prefix + secrets.token_urlsafe(32)
    return token, token[: len(prefix) + SHOWN], digest_of(token)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(header: str) -> str | None:
    """The token of an Authorization header, None when the header is of another kind."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == SCHEME else None


def user_of_token(token: str) -> User | None:
    """The active user of a token that has not expired; notes when it was last used.

    ``token_scope`` of the user says how far the token reaches.
    """
    now = timezone.now()
    found = PersonalToken.objects.select_related("user").filter(digest=digest_of(token)).first()
    if found is None or not found.user.is_active or (found.expires is not None and found.expires <= now):
        return None
    if found.last_used is None or now - found.last_used > LAST_USED_RESOLUTION:
        PersonalToken.objects.filter(pk=found.pk).update(last_used=now)
    found.user.token_scope = Scope(found.scope)
    return found.user


def check_method(request: Request, scope: Scope) -> None:
    """Raise Problem 403 when a token that only reads comes with another than a safe method, whatever the view does."""
    view = (request.parser_context or {}).get("view")
    if scope is Scope.READ and request.method not in SAFE_METHODS and not getattr(view, READING_POSTS, False):
        raise scope_too_low(Scope.ANNOTATE, scope)


class BearerAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, str] | None:
        token = token_of(request.headers.get("Authorization", ""))
        if token is None:
            return None
        user = user_of_token(token)
        if user is None:
            raise exceptions.AuthenticationFailed("This token is unknown, expired or revoked. Make a new one.")
        check_method(request, user.token_scope)
        return user, SCHEME

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="stipple"'


class CookieAuthentication(SessionAuthentication):
    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            detail = f"{error.detail}. Reload the page, or send the csrftoken cookie's value as X-CSRFToken."
            raise Problem(Code.CSRF, detail, 403) from None


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = BearerAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": SCHEME}


class CookieScheme(OpenApiAuthenticationExtension):
    target_class = CookieAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
