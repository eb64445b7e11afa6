"""Several workers at one webhook: each message goes out once, whoever sends it."""

from __future__ import annotations

import pytest

from backend.accounts.models import User
from backend.webhooks.actions import do_ping
from backend.webhooks.delivering import deliver
from backend.webhooks.models import Attempt, Delivery
from tests.backend.annotation.test_concurrency import at_once
from tests.backend.webhooks.conftest import HookMaker
from tests.receiver import Receiver

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def test_workers_that_come_at_once_send_each_message_once(
    make_hook: HookMaker, receiver: Receiver, alice: User
) -> None:
    hook, _ = make_hook()
    told = [str(do_ping(hook, alice).pk) for _ in range(10)]
    assert at_once([lambda: deliver(hook.pk)] * 4) == [None] * 4
    deliver(hook.pk)  # what came while another worker looked for the last time is due for the next one
    assert [got.header("webhook-id") for got in receiver.received] == told
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert Attempt.objects.count() == 10
