"""A worker that is killed in the middle of telling somebody: the message comes again, the same, and the log says so."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from threading import Event
from typing import Any

import psutil
import pytest
from standardwebhooks import Webhook as Verifier

from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from tests.receiver import Receiver, never

pytestmark = pytest.mark.product

PATIENCE_S = 120
"""A killed worker's lease, the next sweep, and the start of another worker."""


@pytest.fixture(scope="module")
def product() -> Iterator[TemporaryProduct]:
    variables = {"STIPPLE_OUTGOING_HOSTS": "127.0.0.1", "STIPPLE_WEBHOOK_HTTP": "1", "STIPPLE_WEBHOOK_TIMEOUT_S": "9"}
    with TemporaryProduct(variables) as running:
        yield running


def kill_with_children(process_id: int) -> None:
    process = psutil.Process(process_id)
    for each in [*process.children(recursive=True), process]:
        with suppress(ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)


def test_a_worker_that_is_killed_while_it_delivers_loses_no_message(product: TemporaryProduct) -> None:
    stop = Event()
    with Receiver([never(stop)]) as receiver, Account(product.url, product.username, product.password) as account:
        team = account.me["organizations"][0]["id"]
        body = {"name": "Storage", "url": receiver.url, "events": ["project.created"]}
        hook = account.post(f"/api/v1/organizations/{team}/webhooks/", body)
        project = account.post("/api/v1/projects/", {"organization": team, "name": "Told of"})
        first = receiver.arrivals.get(timeout=PATIENCE_S)
        kill_with_children(product.status()["children"]["batch"]["pid"])
        stop.set()
        second = receiver.arrivals.get(timeout=PATIENCE_S)
        assert first.body == second.body
        assert first.header("webhook-id") == second.header("webhook-id")
        told = Verifier(hook["secret"]).verify(second.body, dict(second.headers))
        assert (told["event"], told["resource"]["id"]) == ("project.created", project["id"])
        log = logged(account, first.header("webhook-id"))
        assert [(attempt["status"], attempt["error"]) for attempt in log["attempts"]] == [(None, ""), (200, "")]
        assert log["body"].encode() == second.body
        assert (log["state"], len(receiver.received)) == ("delivered", 2)


def logged(account: Account, message: str) -> dict[str, Any]:
    """The log of a message once it is settled, which follows the receiver's answer."""
    until_s = time.monotonic() + 20
    while (log := account.get(f"/api/v1/webhook-deliveries/{message}/"))["state"] == "pending":
        assert time.monotonic() < until_s, log
        time.sleep(0.1)
    return dict(log)
