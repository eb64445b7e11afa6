"""The first operator of an installation. There is no default password: it is given, or made at random."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from backend.accounts.models import User

USERNAME = "admin"
PASSWORD_BYTES = 12


@dataclass(frozen=True)
class FirstAdmin:
    """``password`` only where it was made here (show it once); ``weaknesses``: sentences about a given one."""

    user: User
    is_new: bool
    password: str | None = None
    weaknesses: tuple[str, ...] = ()


def setup_admin(given_password: str = "") -> FirstAdmin:
    """The first active operator; made when there is none. Safe to repeat: an existing one is never changed."""
    with transaction.atomic():
        existing = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if existing is not None:
            return FirstAdmin(existing, is_new=False)
        password = given_password or secrets.token_urlsafe(PASSWORD_BYTES)
        user = User.objects.create_superuser(_free_username(), "", password, name="Administrator")
    weaknesses = _weaknesses(given_password, user) if given_password else ()
    return FirstAdmin(user, True, None if given_password else password, weaknesses)


def _free_username() -> str:
    taken = {name.lower() for name in User.objects.values_list("username", flat=True)}
    candidates = (USERNAME, *(f"{USERNAME}{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in candidates if name not in taken)


def _weaknesses(password: str, user: User) -> tuple[str, ...]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return tuple(error.messages)
    return ()
