"""The way into a websocket: the same credentials as REST, and no page of another site may use a person's cookie.

A browser always sends Origin, so a connection without one comes from a program. Refused origins are closed with 4403.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from backend.accounts.authentication import token_of, user_of_token

BAD_ORIGIN = 4403

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def header_of(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def is_own_origin(origin: str, host: str) -> bool:
    """Whether a page from ``origin`` may use this server at ``host``; empty means that no browser is calling."""
    if not origin:
        return True
    parts = urlsplit(origin)
    if parts.netloc == host or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    return bool(settings.DEBUG and parts.hostname in settings.ALLOWED_HOSTS)


class SocketGate:
    """ASGI middleware: checks the origin, then puts the token's or the session's user into the scope."""

    def __init__(self, inner: Application) -> None:
        self.with_user = inner
        self.with_session = AuthMiddlewareStack(inner)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_own_origin(header_of(scope, b"origin"), header_of(scope, b"host")):
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": BAD_ORIGIN})
            return
        token = token_of(header_of(scope, b"authorization"))
        if token is None:
            await self.with_session(scope, receive, send)
            return
        user = await database_sync_to_async(user_of_token)(token)
        await self.with_user({**scope, "user": user or AnonymousUser(), "token": token}, receive, send)
