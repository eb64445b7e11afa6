"""Sessions: expired rows go, and a socket's credentials are looked at again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from backend.accounts.actions import create_token, set_password
from backend.accounts.models import User
from backend.accounts.sessions import is_still_valid, sweep
from tests.conftest import ClientOf


def scope_of(client_of: ClientOf, user: User) -> dict[str, Any]:
    return {"session": client_of(user).session, "user": user}


def test_expired_sessions_are_removed_and_living_ones_stay(client_of: ClientOf, alice: User, bob: User) -> None:
    old, living = client_of(alice).session.session_key, client_of(bob).session.session_key
    Session.objects.filter(pk=old).update(expire_date=timezone.now() - timedelta(seconds=1))
    sweep()
    assert list(Session.objects.values_list("pk", flat=True)) == [living]


def test_a_socket_stays_valid_while_its_session_lives(client_of: ClientOf, bob: User) -> None:
    assert is_still_valid(scope_of(client_of, bob))


def test_a_new_password_ends_the_sockets_of_other_sessions(client_of: ClientOf, bob: User) -> None:
    scope = scope_of(client_of, bob)
    set_password(bob, "masks out of dots 9")
    assert not is_still_valid(scope)


def test_a_user_who_is_switched_off_has_no_valid_socket(client_of: ClientOf, bob: User) -> None:
    scope = scope_of(client_of, bob)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert not is_still_valid(scope)


def test_a_revoked_token_ends_its_socket(bob: User) -> None:
    row, token = create_token(bob, "script", None)
    scope = {"token": token, "user": bob}
    assert is_still_valid(scope)
    row.delete()
    assert not is_still_valid(scope)
