"""What a receiver gets is what the log says, signed, after whatever it did before."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.core import mail
from django.test import TestCase
from django.utils import timezone
from standardwebhooks import Webhook as Verifier

from backend.accounts.models import AuditEntry, User
from backend.webhooks import sweeping
from backend.webhooks.actions import do_ping, do_redeliver, do_rotate_secret
from backend.webhooks.delivering import LONGEST_REST_S, delay_s, deliver
from backend.webhooks.models import Delivery, Webhook
from tests.backend.webhooks.conftest import HookMaker
from tests.receiver import Received, Receiver, cut, dripping, never, status

pytestmark = pytest.mark.database


def let_time_pass() -> None:
    """Everything that waits for a time has waited long enough."""
    past = timezone.now() - timedelta(seconds=1)
    Delivery.objects.filter(state="pending").update(due=past)
    Webhook.objects.update(resting_until=None)


@contextmanager
def committed() -> Iterator[None]:
    """What follows a commit is done, too."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def log_of(got: Received) -> Delivery:
    return Delivery.objects.get(pk=got.header("webhook-id"))


def assert_as_logged(got: Received, number: int) -> None:
    delivery = log_of(got)
    attempt = delivery.attempts.get(number=number)
    assert got.body == delivery.body.encode()
    sent = [(name, value) for name, value in got.headers if name != "Host"]
    assert sent == [(name, value) for name, value in attempt.headers]


def test_what_arrives_is_what_is_logged_and_its_signature_holds(
    make_hook: HookMaker, receiver: Receiver, alice: User
) -> None:
    hook, secret = make_hook()
    delivery = do_ping(hook, alice)
    deliver(hook.pk)
    (got,) = receiver.received
    assert_as_logged(got, 1)
    assert Verifier(secret).verify(got.body, dict(got.headers))["event"] == "ping"
    assert json.loads(got.body)["id"] == got.header("webhook-id") == str(delivery.pk)
    delivery.refresh_from_db()
    attempt = delivery.attempts.get()
    assert (delivery.state, attempt.status, attempt.answer) == ("delivered", 200, "thank you")
    assert attempt.duration_ms is not None


def test_a_receiver_that_fails_gets_the_same_message_until_it_takes_it(
    make_hook: HookMaker, receiver: Receiver, alice: User
) -> None:
    hook, secret = make_hook()
    receiver.plan = [status(500, b"x" * 5000), cut, status(429), status(404)]
    do_ping(hook, alice)
    for _ in range(6):
        deliver(hook.pk)
        let_time_pass()
    assert len(receiver.received) == 5
    assert len({got.body for got in receiver.received}) == 1
    for number, got in enumerate(receiver.received, 1):
        assert_as_logged(got, number)
        Verifier(secret).verify(got.body, dict(got.headers))
    delivery = log_of(receiver.received[0])
    attempts = list(delivery.attempts.all())
    assert [attempt.status for attempt in attempts] == [500, None, 429, 404, 200]
    assert (attempts[0].answer, attempts[1].error != "") == ("x" * 1024, True)
    hook.refresh_from_db()
    assert (delivery.state, hook.failures, hook.failing_since) == ("delivered", 0, None)


def test_nothing_is_tried_again_before_its_time(make_hook: HookMaker, receiver: Receiver, alice: User) -> None:
    hook, _ = make_hook()
    receiver.plan = [status(500)]
    do_ping(hook, alice)
    deliver(hook.pk)
    deliver(hook.pk)
    assert len(receiver.received) == 1


def test_tries_are_spread_over_about_a_day(settings: Any) -> None:
    waits = [delay_s(n, settings.ENV, lambda low, high: (low + high) / 2) for n in range(1, settings.ENV.webhook_tries)]
    assert all(later == 4 * earlier for earlier, later in itertools.pairwise(waits))
    assert 20 * 3600 < sum(waits) < 28 * 3600
    assert len({delay_s(1, settings.ENV) for _ in range(10)}) > 1


@pytest.mark.parametrize("slow", [dripping, "silent"])
def test_a_slow_receiver_holds_a_worker_up_for_the_time_limit_only(
    make_hook: HookMaker, receiver: Receiver, alice: User, operator: Callable[..., None], slow: Any
) -> None:
    operator(webhook_timeout_s=1)
    stop = Event()
    receiver.plan = [never(stop) if slow == "silent" else slow]
    hook, _ = make_hook()
    do_ping(hook, alice)
    do_ping(hook, alice)
    deliver(hook.pk)
    stop.set()
    attempt = Delivery.objects.get(attempts__isnull=False).attempts.get()
    assert attempt.error == "No answer within 1 s."
    assert 900 < (attempt.duration_ms or 0) < 3000
    hook.refresh_from_db()
    rest_s = (hook.resting_until - timezone.now()).total_seconds()
    assert 0 < rest_s < LONGEST_REST_S
    deliver(hook.pk)  # while it rests, nobody tries
    assert len(receiver.received) == 1


def test_a_redirect_is_not_followed(make_hook: HookMaker, receiver: Receiver, alice: User) -> None:
    hook, _ = make_hook()
    receiver.plan = [status(307, Location=receiver.url), status(302, Location="http://169.254.169.254/latest/")]
    do_ping(hook, alice)
    for _ in range(2):
        deliver(hook.pk)
        let_time_pass()
    assert [a.status for a in Delivery.objects.get().attempts.all()] == [307, 302]
    assert len(receiver.received) == 2


def test_an_address_that_became_private_is_refused_at_the_time_of_sending(
    make_hook: HookMaker, receiver: Receiver, alice: User, operator: Callable[..., None]
) -> None:
    hook, _ = make_hook()
    operator(outgoing_hosts=())
    do_ping(hook, alice)
    deliver(hook.pk)
    assert receiver.received == []
    assert "no address of the public internet" in Delivery.objects.get().attempts.get().error


def test_a_receiver_that_is_gone_is_told_nothing_more(
    make_hook: HookMaker, receiver: Receiver, alice: User, manager: User, bob: User
) -> None:
    hook, _ = make_hook()
    receiver.plan = [status(410)]
    do_ping(hook, alice)
    do_ping(hook, alice)
    with committed():
        deliver(hook.pk)
    hook.refresh_from_db()
    assert (len(receiver.received), hook.disabled_reason) == (1, "gone")
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["failed", "pending"]
    wait_for_letters(2)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["alice@example.org", "mallory@example.org"]
    assert "410" in mail.outbox[0].body
    assert "a-secret-of-theirs" not in mail.outbox[0].body
    assert AuditEntry.objects.filter(action="webhook-disabled", project=hook.project).count() == 1


def wait_for_letters(count: int) -> None:
    import threading

    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join(5)
    assert len(mail.outbox) == count


def test_one_that_fails_for_good_is_switched_off_with_a_notice(
    make_hook: HookMaker, receiver: Receiver, alice: User, operator: Callable[..., None]
) -> None:
    operator(webhook_tries=5)
    hook, _ = make_hook()
    receiver.plan = [status(503)] * 5
    do_ping(hook, alice)
    with committed():
        for _ in range(7):
            deliver(hook.pk)
            let_time_pass()
    hook.refresh_from_db()
    assert (len(receiver.received), hook.disabled_reason) == (5, "failing")
    assert Delivery.objects.get().state == "failed"
    wait_for_letters(1)
    assert AuditEntry.objects.filter(action="webhook-disabled").exists()


def test_one_that_takes_other_messages_stays_on(
    make_hook: HookMaker, receiver: Receiver, alice: User, operator: Callable[..., None]
) -> None:
    operator(webhook_tries=5)
    hook, _ = make_hook()
    do_ping(hook, alice)
    for _ in range(5):
        receiver.plan = [status(503)]
        deliver(hook.pk)
        receiver.plan = []
        do_ping(hook, alice)
        deliver(hook.pk)
        let_time_pass()
    hook.refresh_from_db()
    assert sorted(Delivery.objects.values_list("state", flat=True)).count("failed") == 1
    assert hook.disabled_at is None


def test_a_message_that_was_sent_is_sent_again_as_it_was(make_hook: HookMaker, receiver: Receiver, alice: User) -> None:
    hook, _ = make_hook()
    delivery = do_ping(hook, alice)
    deliver(hook.pk)
    do_redeliver(delivery)
    deliver(hook.pk)
    first, second = receiver.received
    assert (first.body, first.header("webhook-id")) == (second.body, second.header("webhook-id"))
    assert_as_logged(second, 2)


def test_for_a_day_the_old_secret_signs_too(make_hook: HookMaker, receiver: Receiver, alice: User) -> None:
    hook, old = make_hook()
    new = do_rotate_secret(hook)
    do_ping(hook, alice)
    deliver(hook.pk)
    Webhook.objects.update(old_secret_until=timezone.now())
    do_ping(hook, alice)
    deliver(hook.pk)
    both, late = receiver.received
    for secret in (old, new):
        Verifier(secret).verify(both.body, dict(both.headers))
    assert len(late.header("webhook-signature").split()) == 1
    Verifier(new).verify(late.body, dict(late.headers))


def test_messages_come_in_the_order_of_what_they_tell(make_hook: HookMaker, receiver: Receiver, alice: User) -> None:
    hook, _ = make_hook()
    told = [str(do_ping(hook, alice).pk) for _ in range(5)]
    deliver(hook.pk)
    assert [got.header("webhook-id") for got in receiver.received] == told


def test_one_worker_at_a_time_serves_a_webhook(make_hook: HookMaker, receiver: Receiver, alice: User) -> None:
    hook, _ = make_hook()
    do_ping(hook, alice)
    Webhook.objects.update(leased_until=timezone.now() + timedelta(seconds=9))
    deliver(hook.pk)
    assert receiver.received == []
    Webhook.objects.update(leased_until=timezone.now() - timedelta(seconds=1))  # that worker died
    deliver(hook.pk)
    assert len(receiver.received) == 1


def test_the_sweep_finds_what_is_due_once_a_minute(
    make_hook: HookMaker, alice: User, sent: list[tuple[str, str]]
) -> None:
    hook, _ = make_hook()
    do_ping(hook, alice)
    sent.clear()
    sweeping.sweep()
    sweeping.sweep()
    assert sent == [("backend.webhooks.tasks.deliver", str(hook.pk))]


def test_old_log_goes(make_hook: HookMaker, alice: User, settings: Any) -> None:
    hook, _ = make_hook()
    old, young = do_ping(hook, alice), do_ping(hook, alice)
    past = timezone.now() - timedelta(days=settings.ENV.webhook_keep_days, minutes=1)
    Delivery.objects.filter(pk=old.pk).update(created=past)
    sweeping.sweep()
    assert list(Delivery.objects.all()) == [young]
