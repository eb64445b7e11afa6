"""Who asks too often is told how long to wait; who does not, how much is left; without Redis nobody is stopped."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import redis
from django.urls import get_resolver
from rest_framework.test import APIClient

from backend.accounts.actions import create_token
from backend.accounts.models import User
from backend.accounts.rate_limit import SCOPES
from backend.config import quota
from backend.config.env import read_environment
from backend.projects.models import Project
from tests.conftest import ClientOf
from tests.security.url_table import API, _patterns

pytestmark = pytest.mark.database
Choose = Callable[..., None]


@pytest.fixture
def limits(settings: Any, redis_url: str, db: None) -> Iterator[Choose]:
    """``limits(read=3)``: so many requests a minute, counted anew."""
    client = redis.Redis.from_url(redis_url)

    def forget() -> None:
        for key in client.scan_iter(f"{quota.PREFIX}*"):
            client.delete(key)
        quota.SILENCE._until_s = 0.0
        quota._script.cache_clear()

    def choose(**values: int) -> None:
        settings.ENV = replace(settings.ENV, **{f"rate_{name}": value for name, value in values.items()})

    forget()
    yield choose
    forget()
    client.close()


def test_answers_say_what_is_left_and_too_many_are_refused(limits: Choose, client_of: ClientOf, alice: User) -> None:
    limits(read=3)
    client = client_of(alice)
    answers = [client.get("/api/v1/me/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"read";q=3;w=60'
    assert [answer.headers["RateLimit"] for answer in answers] == [
        f'"read";r={left};t={reset}' for left, reset in ((2, 20), (1, 40), (0, 60), (0, 60))
    ]
    assert answers[3].headers["Content-Type"] == "application/problem+json"
    assert answers[3].json()["code"] == "rate-limited"
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 20


def test_after_the_time_that_was_named_the_next_one_passes(limits: Choose, client_of: ClientOf, alice: User) -> None:
    limits(read=60)
    client = client_of(alice)
    answers = [client.get("/api/v1/me/") for _ in range(62)]
    refused = next(answer for answer in answers if answer.status_code == 429)
    wait_s = int(refused.headers["Retry-After"])
    assert wait_s == 1
    time.sleep(wait_s)
    assert client.get("/api/v1/me/").status_code == 200


def test_reading_writing_and_heavy_work_are_counted_apart(
    limits: Choose, client_of: ClientOf, alice: User, project: Project
) -> None:
    limits(read=1, write=1, heavy=1, upload=1)
    client = client_of(alice)
    asked = [
        ("get", "me/", "read"),
        ("patch", "me/", "write"),
        ("post", f"projects/{project.pk}/jobs/", "heavy"),
        ("post", f"projects/{project.pk}/images/", "upload"),
    ]
    for method, path, scope in asked:
        first, second = (getattr(client, method)(f"/api/v1/{path}") for _ in range(2))
        assert first.headers["RateLimit-Policy"] == f'"{scope}";q=1;w=60'
        assert (first.status_code != 429, second.status_code) == (True, 429)


def test_people_tokens_and_addresses_have_quotas_of_their_own(
    limits: Choose, client_of: ClientOf, alice: User, bob: User
) -> None:
    limits(read=1)

    def bearer() -> APIClient:
        return APIClient(HTTP_AUTHORIZATION=f"Bearer {create_token(alice, 'robot', None)[1]}")

    clients = [client_of(alice), client_of(bob), bearer(), bearer()]
    assert [client.get("/api/v1/me/").status_code for client in clients] == [200] * 4
    assert [client.get("/api/v1/me/").status_code for client in [*clients, client_of(alice)]] == [429] * 5
    strangers = [APIClient(REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2")]
    assert [client.get("/api/v1/me/").status_code for client in strangers] == [401, 401]
    assert [client.get("/api/v1/me/").status_code for client in strangers] == [429, 429]
    guess = APIClient(REMOTE_ADDR="192.0.2.3", HTTP_AUTHORIZATION="Bearer stp_guess")
    assert [guess.get("/api/v1/me/").status_code for _ in range(2)] == [401, 429]


def test_what_is_refused_early_is_counted_too(limits: Choose, client_of: ClientOf, alice: User) -> None:
    limits(read=2, write=1)
    nowhere = [APIClient().get("/api/v1/nowhere/") for _ in range(3)]
    assert [answer.status_code for answer in nowhere] == [404, 404, 429]
    assert nowhere[0].headers["RateLimit"] == '"read";r=1;t=30'
    strict = APIClient(enforce_csrf_checks=True)
    strict.force_login(alice)
    answers = [strict.post("/api/v1/projects/", {}) for _ in range(2)]
    assert [answer.json()["code"] for answer in answers] == ["csrf", "rate-limited"]


def test_zero_switches_a_limit_off(limits: Choose, client_of: ClientOf, alice: User) -> None:
    limits(read=0)
    answer = client_of(alice).get("/api/v1/me/")
    assert (answer.status_code, "RateLimit" in answer.headers) == (200, False)


def test_without_redis_nobody_is_stopped_nor_waits_and_the_log_says_so_once(
    limits: Choose, settings: Any, client_of: ClientOf, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    limits(read=1)
    settings.ENV = replace(settings.ENV, redis_url="unix:///nowhere/valkey.sock")
    client = client_of(alice)
    with caplog.at_level(logging.WARNING, logger="backend.config.quota"):
        assert [client.get("/api/v1/me/").status_code for _ in range(5)] == [200] * 5
    assert len([record for record in caplog.records if "rate limits are off" in record.message]) == 1


def test_it_takes_one_round_trip(limits: Choose, monkeypatch: pytest.MonkeyPatch) -> None:
    quota.take("warm", 1000, 60)
    sent: list[Any] = []
    owner = quota._script().registered_client.connection_pool.connection_class
    real = owner.send_packed_command

    def send(self: Any, command: Any, *args: Any, **options: Any) -> Any:
        sent.append(command)
        return real(self, command, *args, **options)

    monkeypatch.setattr(owner, "send_packed_command", send)
    quota.take("warm", 1000, 60)
    assert len(sent) == 1


def test_every_row_of_the_table_is_a_route() -> None:
    routes = {route.removeprefix(API) for route, _ in _patterns(get_resolver())}
    assert {route for _, route in SCOPES} - routes == set()


def test_the_defaults_are_what_the_page_for_operators_says() -> None:
    from pathlib import Path

    page = (Path(__file__).resolve().parents[3] / "docs" / "admins.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"`STIPPLE_RATE_(\w+)` \| `(\d+)`", page))
    environment = read_environment({})
    assert {k.lower(): int(v) for k, v in said.items()} == {
        name: getattr(environment, f"rate_{name}") for name in ("read", "write", "upload", "heavy")
    }
