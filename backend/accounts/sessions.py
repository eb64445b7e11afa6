"""Sessions over time: the rows of expired ones go, and an open socket ends with the credentials that opened it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from backend.accounts.authentication import user_of_token


def sweep() -> None:
    """Remove expired sessions; Django only ignores them."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def is_still_valid(scope: dict[str, Any]) -> bool:
    """Whether the credentials that opened a socket (see ``socket_gate``) would open it again.

    False after a log-out, a new password, the end of the session, or of the token.
    """
    if (token := scope.get("token")) is not None:
        return user_of_token(token) is not None
    if (session := scope.get("session")) is None:
        return bool(scope["user"].is_authenticated)
    request: Any = SimpleNamespace(session=SessionStore(session.session_key))
    return get_user(request).is_authenticated
