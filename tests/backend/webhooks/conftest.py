"""A receiver on loopback, which the operator has allowed, and webhooks of Alice's that lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from backend.accounts.models import User
from backend.projects.models import Project
from backend.webhooks.actions import do_create_webhook
from backend.webhooks.events import EVENTS
from backend.webhooks.models import Webhook
from tests.receiver import Receiver

HookMaker = Callable[..., tuple[Webhook, str]]


@pytest.fixture(autouse=True)
def operator(settings: Any) -> Callable[..., None]:
    """``operator(webhook_tries=2)`` sets what an operator may; loopback is allowed from the beginning."""

    def choose(**values: Any) -> None:
        settings.ENV = replace(settings.ENV, **values)

    choose(outgoing_hosts=("127.0.0.0/8",), webhook_http=True, webhook_timeout_s=2)
    return choose


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture
def make_hook(receiver: Receiver, project: Project, alice: User, sent: Any) -> HookMaker:
    """``make_hook(events=[...], project=None, url=...)``: the webhook and its secret. None: of the team."""

    def make(project: Project | None = project, **values: Any) -> tuple[Webhook, str]:
        given = {"name": "Hook", "url": receiver.url, "events": [event.value for event in EVENTS]} | values
        team = alice.organizations.get()
        return do_create_webhook(alice, team, project, given)

    return make
