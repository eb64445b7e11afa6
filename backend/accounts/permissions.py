"""What a leaked token must not do: make further tokens, change the password or the account."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.request import Request

from backend.accounts.authentication import SCHEME


class SessionOnly(IsAuthenticated):
    message = "This needs a person at a browser: log in; a personal token is not enough."

    def has_permission(self, request: Request, view: Any) -> bool:
        return super().has_permission(request, view) and request.auth != SCHEME


class SessionToWrite(SessionOnly):
    def has_permission(self, request: Request, view: Any) -> bool:
        return IsAuthenticated().has_permission(request, view) and (
            request.method in SAFE_METHODS or request.auth != SCHEME
        )


class NoToken(BasePermission):
    """For a person at a browser, logged in or not."""

    message = SessionOnly.message

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.auth != SCHEME
