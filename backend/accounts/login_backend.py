"""Log in by username or e-mail. Every way in (API, admin) passes here, so the limit on attempts holds for all."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from backend.accounts.login_limit import count_attempt, forget_attempts
from backend.accounts.models import User

KIND = "login"


def address_of(request: HttpRequest | None) -> str:
    """The caller's address; behind a proxy uvicorn has put the forwarded one here, if the proxy is trusted."""
    return str(request.META.get("REMOTE_ADDR", "")) if request else ""


def user_named(name: str) -> User | None:
    """The user with this e-mail, else with this username, whatever the case of the letters."""
    by_email = User.objects.filter(email__iexact=name).first() if "@" in name else None
    return by_email or User.objects.filter(username__iexact=name).first()


class NameOrEmailBackend(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **extra: Any
    ) -> User | None:
        """The user, or None; raises Problem 429 after too many attempts."""
        if not username or not password:
            return None
        address = address_of(request)
        count_attempt(KIND, address, username)
        user = user_named(username)
        if user is None:
            make_password(password)  # as slow as a real check, so that time does not tell which names exist
            return None
        if not user.check_password(password) or not self.user_can_authenticate(user):
            return None
        forget_attempts(KIND, address, username)
        return user
