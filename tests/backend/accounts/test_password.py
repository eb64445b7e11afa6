"""Changing and resetting passwords."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from backend.accounts import mail
from backend.accounts.actions import create_token
from backend.accounts.models import User
from tests.conftest import PASSWORD, ClientOf

NEW = "masks out of dots 9"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send letters before the answer, so that the test can read them."""

    def run(work: Callable[[], None]) -> None:
        work()

    monkeypatch.setattr(mail, "in_background", run)


def post(client: Client, path: str, **data: str) -> object:
    return client.post(f"/api/v1/auth/password/{path}/", data, content_type="application/json")


def link_in(letter: object) -> tuple[str, str]:
    found = re.search(r"http://testserver/reset/([^/\s]+)/([^/\s]+)", letter.body)
    assert found, letter.body
    return found.group(1), found.group(2)


def test_passwords_are_kept_with_argon2(alice: User) -> None:
    assert alice.password.startswith("argon2")


def test_change_keeps_this_session_and_ends_the_others(client_of: ClientOf, alice: User) -> None:
    here, there = client_of(alice), client_of(alice)
    answer = here.post("/api/v1/auth/password/change/", {"old_password": PASSWORD, "new_password": NEW})
    assert answer.status_code == 204
    assert here.get("/api/v1/me/").status_code == 200
    assert there.get("/api/v1/me/").status_code == 401
    alice.refresh_from_db()
    assert alice.check_password(NEW)


def test_change_needs_the_old_password(client_of: ClientOf, alice: User) -> None:
    answer = client_of(alice).post("/api/v1/auth/password/change/", {"old_password": "no", "new_password": NEW})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-credentials")
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["short", "password123", "31415926535", "alice@example.org"])
def test_a_weak_password_is_refused_with_the_reason(client_of: ClientOf, alice: User, weak: str) -> None:
    answer = client_of(alice).post("/api/v1/auth/password/change/", {"old_password": PASSWORD, "new_password": weak})
    assert answer.status_code == 400
    assert answer.json()["errors"]["new_password"]


def test_reset_by_letter_works_once(client: Client, alice: User, mailoutbox: list[object]) -> None:
    assert post(client, "reset", email="Alice@example.org").status_code == 204
    uid, token = link_in(mailoutbox[0])
    assert post(client, "reset/confirm", uid=uid, token=token, new_password=NEW).status_code == 204
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    again = post(client, "reset/confirm", uid=uid, token=token, new_password="another one 11")
    assert (again.status_code, again.json()["code"]) == (400, "bad-token")


def test_reset_revokes_the_tokens_of_that_person_only(
    client: Client, alice: User, bob: User, mailoutbox: list[object]
) -> None:
    for user in (alice, bob):
        create_token(user, "script", None)
    post(client, "reset", email=alice.email)
    uid, token = link_in(mailoutbox[0])
    assert post(client, "reset/confirm", uid=uid, token=token, new_password="short").status_code == 400
    assert alice.tokens.count() == 1
    assert post(client, "reset/confirm", uid=uid, token=token, new_password=NEW).status_code == 204
    assert (alice.tokens.count(), bob.tokens.count()) == (0, 1)


def test_reset_disconnects_the_identities_of_that_person_only(
    client: Client, alice: User, bob: User, mailoutbox: list[object]
) -> None:
    for user in (alice, bob):
        SocialAccount.objects.create(user=user, provider="https://id.example.org", uid=user.username)
    post(client, "reset", email=alice.email)
    uid, token = link_in(mailoutbox[0])
    assert post(client, "reset/confirm", uid=uid, token=token, new_password=NEW).status_code == 204
    assert SocialAccount.objects.get().user == bob


def test_reset_tells_nobody_which_addresses_exist(client: Client, alice: User, mailoutbox: list[object]) -> None:
    known, unknown = post(client, "reset", email=alice.email), post(client, "reset", email="nobody@example.org")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (204, b"")
    assert len(mailoutbox) == 1


def test_reset_cannot_flood_a_mailbox(client: Client, alice: User, mailoutbox: list[object]) -> None:
    answers = [post(client, "reset", email=alice.email).status_code for _ in range(12)]
    assert answers[-1] == 429
    assert len(mailoutbox) == answers.count(204) < 12


@pytest.mark.parametrize("uid", ["", "!!", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw", "é"])
def test_a_mangled_link_is_refused_without_a_crash(client: Client, alice: User, uid: str) -> None:
    assert post(client, "reset/confirm", uid=uid, token="x-y", new_password=NEW).status_code == 400


def test_the_link_never_points_elsewhere(client: Client, alice: User, mailoutbox: list[object]) -> None:
    answer = client.post(
        "/api/v1/auth/password/reset/",
        {"email": alice.email},
        content_type="application/json",
        headers={"host": "evil.example"},
    )
    assert answer.status_code == 400
    assert mailoutbox == []
