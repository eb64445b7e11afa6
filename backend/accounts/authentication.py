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
from rest_framework.request import Request

from backend.accounts.models import PersonalToken, User
from backend.config.problems import Code, Problem

SCHEME = "bearer"
PREFIX = "stp_"
SHOWN = len(PREFIX) + 6
LAST_USED_RESOLUTION = timedelta(minutes=1)


def user_of(request: Request | HttpRequest) -> User:
    """The person behind a request that has passed a permission class which lets no anonymous one through."""
    return cast(User, request.user)


def new_token() -> tuple[str, str, str]:
    """A fresh token: (token, the prefix that is shown later, the digest that is kept)."""
    token = PREFIX + secrets.token_urlsafe(32)
    return token, token[:SHOWN], digest_of(token)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(header: str) -> str | None:
    """The token of an Authorization header, None when the header is of another kind."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == SCHEME else None


def user_of_token(token: str) -> User | None:
    """The active user of a token that has not expired; notes when it was last used."""
    now = timezone.now()
    found = PersonalToken.objects.select_related("user").filter(digest=digest_of(token)).first()
    if found is None or not found.user.is_active or (found.expires is not None and found.expires <= now):
        return None
    if found.last_used is None or now - found.last_used > LAST_USED_RESOLUTION:
        PersonalToken.objects.filter(pk=found.pk).update(last_used=now)
    return found.user


class BearerAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, str] | None:
        token = token_of(request.headers.get("Authorization", ""))
        if token is None:
            return None
        user = user_of_token(token)
        if user is None:
            raise exceptions.AuthenticationFailed("This token is unknown, expired or revoked. Make a new one.")
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
