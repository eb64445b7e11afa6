"""Every error has the one shape, from DRF, from Django and from nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from backend.accounts.models import User
from backend.config.parsers import MAX_BYTES
from backend.projects import views
from tests.conftest import ClientOf


def test_errors_of_every_kind_have_the_one_shape(client_of: ClientOf, alice: User) -> None:
    client = client_of(alice)
    answers = {
        "not-found": client.get("/api/v1/projects/999/"),
        "method-not-allowed": client.put("/api/v1/me/", {}),
        "invalid": client.post("/api/v1/projects/", {}),
        "bad-request": client.post("/api/v1/projects/", "{", content_type="application/json"),
        "unsupported-media-type": client.post("/api/v1/projects/", "x", content_type="text/weird"),
        "not-logged-in": client_of(None).get("/api/v1/projects/"),
    }
    for code, answer in answers.items():
        body = answer.json()
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert (body["code"], body["status"], body["type"]) == (code, answer.status_code, "about:blank")
        assert body["title"] and body["detail"]


@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing/", "/api/v2/me/", "/api/v1/projects/abc/"])
def test_unknown_paths_of_the_api_are_problems_too(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_crash_tells_nothing_of_the_inside(client_of: ClientOf, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(views, "projects_of", crash)
    client = client_of(alice)
    client.raise_request_exception = False
    answer = client.get("/api/v1/projects/")
    assert (answer.status_code, answer.json()["code"]) == (500, "server-error")
    assert "secret" not in answer.content.decode()


def test_a_json_body_has_a_largest_size(client: Client, db: None) -> None:
    body = '{"username": "' + "a" * MAX_BYTES + '", "password": "x"}'
    answer = client.post("/api/v1/auth/login/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
