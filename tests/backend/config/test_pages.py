"""The page of the browser application, its headers, and what machines ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from backend.accounts.models import User
from backend.config import health
from tests.conftest import ClientOf


@pytest.fixture
def built(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><div id=root></div>")
    settings.FRONTEND_DIST = tmp_path


@pytest.mark.parametrize("path", ["/", "/login", "/projects/7/settings", "/images/a-b", "/reset/x/y", "/apiary"])
def test_every_path_of_the_application_gets_the_page_and_a_csrf_cookie(client: Client, built: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200 and b"id=root" in answer.content
    assert "csrftoken" in answer.cookies
    assert "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/static/nothing.js", "/favicon.ico", "/.env", "/static/../settings.py", "/ws/images/x/", "/admin/nothing"]
)
def test_paths_that_are_not_the_applications_do_not_get_the_page(client: Client, built: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (302, 404) and b"id=root" not in answer.content


def test_without_a_build_the_page_says_how_to_make_one(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.FRONTEND_DIST = tmp_path
    answer = client.get("/")
    assert answer.status_code == 503 and b"make run" in answer.content


@pytest.mark.parametrize("path", ["/", "/api/v1/me/", "/healthz", "/admin/login/", "/api/v1/docs/"])
def test_every_answer_carries_the_security_headers(client: Client, db: None, built: None, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-eval" not in policy
    assert "script-src 'self';" in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_secure_over_https_only(client: Client, built: None) -> None:
    assert not client.get("/").cookies["csrftoken"]["secure"]
    answer = client.get("/", secure=True)
    assert answer.cookies["csrftoken"]["secure"]
    assert "Strict-Transport-Security" in answer.headers


def test_docs_load_nothing_from_elsewhere_and_run_no_inline_script(client: Client, db: None) -> None:
    text = client.get("/api/v1/docs/").content.decode()
    assert "<script>" not in text and "cdn" not in text
    assert "https://" not in text.replace("http://testserver", "")


def test_healthz_answers_without_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_is_ready_with_database_and_redis(client: Client, db: None, redis_url: str) -> None:
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "redis": "ok"}


def test_readyz_names_the_part_that_is_down(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise ConnectionRefusedError("redis://:password@host")

    monkeypatch.setitem(health.CHECKS, "redis", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["redis"] == "failed: ConnectionRefusedError"
    assert "password" not in answer.content.decode()


def test_metrics_are_for_this_machine_and_operators(client_of: ClientOf, rf: RequestFactory, alice: User) -> None:
    client = client_of(alice)
    assert b"django_http" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 200
