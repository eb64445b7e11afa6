"""Personal tokens: shown once, kept as a digest, weaker than a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.models import PersonalToken, User
from backend.accounts.roles import LEAST_ROLE, Action, Role
from backend.accounts.scopes import Scope, least_scope
from backend.projects.models import Project
from tests.conftest import PASSWORD, ClientOf

URL = "/api/v1/tokens/"


@pytest.fixture
def token(client_of: ClientOf, bob: User) -> str:
    return client_of(bob).post(URL, {"name": "script"}).json()["token"]


def bearer(token: str) -> APIClient:
    return APIClient(HTTP_AUTHORIZATION=f"Bearer {token}")


def test_a_token_logs_its_owner_in_without_csrf(token: str, bob: User) -> None:
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {token}", enforce_csrf_checks=True)
    assert client.get("/api/v1/me/").json()["id"] == bob.pk
    assert PersonalToken.objects.get().last_used is not None


def test_the_token_itself_is_shown_once_and_not_kept(client_of: ClientOf, bob: User, token: str) -> None:
    row = client_of(bob).get(URL).json()["results"][0]
    assert "token" not in row and token.startswith(row["prefix"]) and len(row["prefix"]) < len(token) / 3
    kept = PersonalToken.objects.values().get()
    assert token not in map(str, kept.values())


@pytest.mark.parametrize("change", ["expired", "revoked", "person switched off", "mangled"])
def test_a_dead_token_is_refused(bob: User, token: str, change: str) -> None:
    if change == "expired":
        PersonalToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    elif change == "revoked":
        PersonalToken.objects.all().delete()
    elif change == "person switched off":
        User.objects.filter(pk=bob.pk).update(is_active=False)
    else:
        token += "x"
    answer = bearer(token).get("/api/v1/me/")
    assert (answer.status_code, answer.json()["code"]) == (401, "bad-token")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("post", "tokens/", {"name": "more"}),
        ("post", "auth/password/change/", {"old_password": PASSWORD, "new_password": "masks out of dots 9"}),
        ("patch", "me/", {"email": "x@example.org", "password": PASSWORD}),
        ("post", "organizations/", {"name": "mine"}),
        ("post", "memberships/", {"organization": 1, "username": "charlie", "role": "viewer"}),
    ],
)
def test_a_token_cannot_change_the_account_or_make_tokens(token: str, method: str, path: str, data: object) -> None:
    answer = getattr(bearer(token), method)(f"/api/v1/{path}", data)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_tokens_of_others_are_not_there(client_of: ClientOf, alice: User, token: str) -> None:
    path = f"{URL}{PersonalToken.objects.get().pk}/"
    client = client_of(alice)
    assert client.get(URL).json()["results"] == []
    assert [getattr(client, method)(path).status_code for method in ("get", "patch", "delete")] == [404, 404, 404]


def test_an_expiry_in_the_past_is_refused(client_of: ClientOf, bob: User) -> None:
    answer = client_of(bob).post(URL, {"name": "late", "expires": "2001-01-01T00:00:00Z"})
    assert answer.status_code == 400


def test_a_token_made_without_a_scope_may_do_everything_a_token_may(client_of: ClientOf, bob: User, token: str) -> None:
    assert client_of(bob).get(URL).json()["results"][0]["scope"] == "manage"


def test_the_scope_of_a_token_stays_as_it_was_made(client_of: ClientOf, bob: User) -> None:
    made = client_of(bob).post(URL, {"name": "reader", "scope": "read"}).json()
    assert made["scope"] == "read"
    path = f"{URL}{made['id']}/"
    assert client_of(bob).patch(path, {"scope": "manage"}).status_code == 400
    assert client_of(bob).patch(path, {"name": "renamed", "scope": "read"}).status_code == 200
    assert client_of(bob).post(URL, {"name": "king", "scope": "everything"}).status_code == 400


def test_what_a_scope_does_not_reach_is_said_with_the_one_it_takes(
    client_of: ClientOf, bob: User, project: Project
) -> None:
    made = client_of(bob).post(URL, {"name": "reader", "scope": "read"}).json()
    answer = bearer(made["token"]).post(f"/api/v1/projects/{project.pk}/next/", {"kind": "annotate"})
    assert (answer.status_code, answer.json()["code"]) == (403, "scope-too-low")
    assert "scope annotate" in answer.json()["detail"]
    assert bearer(made["token"]).get(f"/api/v1/projects/{project.pk}/").status_code == 200


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_gives_no_role(client_of: ClientOf, viewer: User, project: Project, scope: Scope) -> None:
    made = client_of(viewer).post(URL, {"name": "script", "scope": scope}).json()
    answer = bearer(made["token"]).post(f"/api/v1/projects/{project.pk}/next/", {"kind": "annotate"})
    assert answer.status_code == 403
    assert bearer(made["token"]).get("/api/v1/projects/").json()["results"][0]["role"] == "viewer"


def test_scopes_are_ordered_and_each_action_has_one() -> None:
    assert [scope.rank for scope in (Scope.READ, Scope.ANNOTATE, Scope.MANAGE)] == [0, 1, 2]
    for action in Action:
        if LEAST_ROLE[action].rank >= Role.MANAGER.rank:
            assert least_scope(action) is Scope.MANAGE
