"""The way into a websocket: own pages, programs with a token, nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.conf import settings
from pytest_django import Settings

from backend.accounts.actions import create_token
from backend.accounts.models import User
from backend.accounts.socket_gate import BAD_ORIGIN, SocketGate, is_own_origin
from tests.conftest import ClientOf


async def who(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """An application that says who is calling."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": str(scope["user"].pk)})


async def caller(**headers: str) -> str:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    socket = ApplicationCommunicator(SocketGate(who), {"type": "websocket", "path": "/ws/x/", "headers": raw})
    await socket.send_input({"type": "websocket.connect"})
    assert (await socket.receive_output())["type"] == "websocket.accept"
    answer = await socket.receive_output()
    return answer.get("text") or f"closed {answer['code']}"


@pytest.fixture
def cookie(transactional_db: None, client_of: ClientOf, alice: User) -> str:
    client = client_of(alice)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@pytest.mark.parametrize(
    ("origin", "host", "is_own"),
    [
        ("", "stipple.example", True),
        ("https://stipple.example", "stipple.example", True),
        ("http://localhost:8080", "localhost:8080", True),
        ("http://localhost:9999", "localhost:8080", False),
        ("https://evil.example", "stipple.example", False),
        ("https://stipple.example.evil.example", "stipple.example", False),
        ("null", "stipple.example", False),
        ("https://team.example", "10.0.0.7:8080", True),
    ],
)
def test_only_own_pages_and_programs_may_connect(settings: Settings, origin: str, host: str, is_own: bool) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://team.example"]
    assert is_own_origin(origin, host) is is_own


@pytest.mark.django_db(transaction=True)
async def test_another_sites_page_is_closed_with_4403_even_with_the_cookie(cookie: str, alice: User) -> None:
    assert await caller(origin="https://evil.example", host="testserver", cookie=cookie) == f"closed {BAD_ORIGIN}"
    assert await caller(origin="https://testserver", host="testserver", cookie=cookie) == str(alice.pk)


@pytest.mark.django_db(transaction=True)
async def test_a_token_opens_a_socket_and_a_dead_one_is_nobodys(alice: User) -> None:
    _, token = await database_sync_to_async(create_token)(alice, "script", None)
    assert await caller(authorization=f"Bearer {token}", host="testserver") == str(alice.pk)
    assert await caller(authorization=f"Bearer {token}x", host="testserver") == "None"
    assert await caller(host="testserver") == "None"
