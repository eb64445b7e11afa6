"""Logging in: by name or e-mail, limited, telling nobody which names exist."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from backend.accounts.login_limit import PER_ADDRESS, PER_NAME, WINDOW
from backend.accounts.models import LoginAttempt, User
from tests.conftest import PASSWORD, ClientOf

URL = "/api/v1/auth/login/"


def attempt(client: Client, username: str, password: str = "wrong wrong") -> object:
    return client.post(URL, {"username": username, "password": password}, content_type="application/json")


@pytest.mark.parametrize("name", ["alice", "ALICE", "alice@example.org", "Alice@Example.org"])
def test_name_or_email_in_any_case_logs_in(client: Client, alice: User, name: str) -> None:
    answer = attempt(client, name, PASSWORD)
    assert answer.status_code == 200
    assert answer.json()["username"] == "alice"
    assert [o["role"] for o in answer.json()["organizations"]] == ["owner"]
    assert client.get("/api/v1/me/").status_code == 200


def test_wrong_password_and_unknown_name_answer_alike(client: Client, alice: User) -> None:
    known, unknown = attempt(client, "alice"), attempt(client, "nobody")
    assert known.status_code == unknown.status_code == 400
    assert known.json() == unknown.json()
    assert known.json()["code"] == "bad-credentials"


def test_somebody_switched_off_cannot_log_in_and_reads_no_reason(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    answer = attempt(client, "alice", PASSWORD)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-credentials")


def test_too_many_attempts_on_one_name_wait_even_with_the_right_password(client: Client, alice: User) -> None:
    for _ in range(PER_NAME):
        assert attempt(client, "alice").status_code == 400
    answer = attempt(client, "alice", PASSWORD)
    assert (answer.status_code, answer.json()["code"]) == (429, "rate-limited")
    assert 0 < int(answer.headers["Retry-After"]) <= WINDOW.total_seconds()
    assert "Wait" in answer.json()["detail"]


def test_the_limit_is_per_address_so_that_a_stranger_cannot_lock_alice_out(client: Client, alice: User) -> None:
    for _ in range(PER_NAME + 1):
        attempt(client, "alice")
    from_elsewhere = client.post(
        URL, {"username": "alice", "password": PASSWORD}, content_type="application/json", REMOTE_ADDR="192.0.2.7"
    )
    assert from_elsewhere.status_code == 200


def test_many_names_from_one_address_are_limited_too(client: Client, db: None) -> None:
    from backend.accounts.login_limit import key_of

    key = key_of("login", "127.0.0.1")
    LoginAttempt.objects.bulk_create([LoginAttempt(key=key, at=timezone.now()) for _ in range(PER_ADDRESS)])
    assert attempt(client, "another").status_code == 429


def test_attempts_are_forgotten_after_the_window_and_after_success(client: Client, alice: User) -> None:
    for _ in range(PER_NAME):
        attempt(client, "alice")
    LoginAttempt.objects.update(at=timezone.now() - WINDOW * 2)
    assert attempt(client, "alice", PASSWORD).status_code == 200
    client.logout()
    for _ in range(PER_NAME):
        assert attempt(client, "alice").status_code == 400


def test_login_needs_the_csrf_token(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = attempt(strict, "alice", PASSWORD)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_logout_ends_the_session(client_of: ClientOf, alice: User) -> None:
    client = client_of(alice)
    assert client.post("/api/v1/auth/logout/").status_code == 204
    answer = client.get("/api/v1/me/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not-logged-in")


def test_there_is_no_open_sign_up(client: Client, db: None) -> None:
    for path in ("users/", "auth/register/", "auth/signup/", "auth/registration/"):
        assert client.post(f"/api/v1/{path}", {"username": "x"}).status_code == 404
    assert not User.objects.exists()
