"""Sends what is due of a webhook. One worker at a time does, in the order in which things happened.

At least once: a try is written down before it is made, and what a killed worker had in hand is sent again, under the
same id, once its lease is over. A receiver that does not answer rests for a while, so that nobody waits for it often.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from backend.config.env import Environment
from backend.config.outgoing import Answer, NoAnswer, NotAllowed, Rules, post
from backend.jobs import queue
from backend.webhooks.disabling import do_disable, is_failing_for_good
from backend.webhooks.models import Attempt, Delivery, Webhook
from backend.webhooks.signing import Unreadable, opened, signatures

BUDGET_S = 10.0
"""A worker serves one webhook for so long, then others get their turn."""
LEASE_MARGIN_S = 20.0
KEPT_BYTES = 1024
FACTOR = 4
JITTER = 0.2
LONGEST_REST_S = 300.0
GONE = 410


def rules() -> Rules:
    return Rules(settings.ENV.outgoing_hosts, settings.ENV.webhook_http)


def deliver(webhook_id: int) -> None:
    """Send what is due, until nothing is, the receiver does not answer, or the turn is over."""
    hook = _leased(webhook_id)
    if hook is None:
        return
    until_s = time.monotonic() + BUDGET_S
    try:
        while time.monotonic() < until_s and (found := _due(hook)) is not None:
            if not _send(hook, found):
                break
    finally:
        Webhook.objects.filter(pk=hook.pk, leased_until=hook.leased_until).update(leased_until=None)
    if ready().filter(pk=hook.pk).exists():  # what came while the lease kept others away
        queue.send(queue.DELIVER, str(hook.pk))


def ready() -> QuerySet[Webhook]:
    """Webhooks that something can be sent for now."""
    now = timezone.now()
    waits = Q(leased_until=None) | Q(leased_until__lt=now)
    rested = Q(resting_until=None) | Q(resting_until__lt=now)
    pending = Delivery.objects.filter(state=Delivery.State.PENDING, due__lte=now).values("webhook")
    return Webhook.objects.filter(waits, rested, is_active=True, disabled_at=None, pk__in=pending)


def delay_s(tries: int, environment: Environment, chance: Callable[[float, float], float] = random.uniform) -> float:
    """How long after the ``tries``-th failure the next try is made."""
    return environment.webhook_retry_s * FACTOR ** (tries - 1) * chance(1 - JITTER, 1 + JITTER)


def _leased(webhook_id: int) -> Webhook | None:
    until = _lease_end()
    if not ready().filter(pk=webhook_id).update(leased_until=until, woken_at=None):
        return None
    return Webhook.objects.filter(pk=webhook_id, leased_until=until).select_related("organization", "project").first()


def _lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.ENV.webhook_timeout_s + LEASE_MARGIN_S)


def _due(hook: Webhook) -> Delivery | None:
    """What is sent next, while the lease is still this worker's; prolongs it."""
    until = _lease_end()
    mine = Webhook.objects.filter(pk=hook.pk, leased_until=hook.leased_until, is_active=True, disabled_at=None)
    if not mine.update(leased_until=until):
        return None
    hook.leased_until = until
    waiting = Delivery.objects.filter(webhook=hook, state=Delivery.State.PENDING, due__lte=timezone.now())
    return waiting.order_by("due", "created", "id").first()


def _send(hook: Webhook, delivery: Delivery) -> bool:
    """One try; whether the receiver is there, whatever it says."""
    body = delivery.body.encode()
    attempt = _begun(hook, delivery, body)
    if attempt is None:
        return True
    if attempt.error:
        return _settled(hook, delivery, attempt)
    start_s = time.perf_counter()
    try:
        kept, timeout_s = KEPT_BYTES, float(settings.ENV.webhook_timeout_s)
        answer: Answer | None = post(hook.url, attempt.headers, body, rules(), timeout_s=timeout_s, keep=kept)
    except (NoAnswer, NotAllowed) as error:
        answer, attempt.error = None, str(error)[:300]
    attempt.duration_ms = round((time.perf_counter() - start_s) * 1000)
    if answer is not None:
        attempt.status, attempt.answer = answer.status, answer.text
    return _settled(hook, delivery, attempt)


def _begun(hook: Webhook, delivery: Delivery, body: bytes) -> Attempt | None:
    """Write the try down before it is made; None when the delivery is gone or somebody has settled it."""
    now = timezone.now()
    headers: list[list[str]] = []
    error = ""
    try:
        headers = headers_of(hook, delivery, body, now)
    except Unreadable:
        error = "The secret cannot be read under this server's secret key. Make a new secret for this webhook."
    with transaction.atomic():
        pending = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PENDING)
        if not pending.update(tries=F("tries") + 1):
            return None
        delivery.tries += 1
        last = Attempt.objects.filter(delivery=delivery).aggregate(last=Max("number"))["last"] or 0
        return Attempt.objects.create(
            delivery=delivery, number=last + 1, at=now, url=hook.url, headers=headers, error=error
        )


def headers_of(hook: Webhook, delivery: Delivery, body: bytes, now: datetime) -> list[list[str]]:
    """What is sent beside the body; the Host is that of the address."""
    is_old_in_force = hook.old_secret and hook.old_secret_until is not None and now < hook.old_secret_until
    in_force = [opened(hook.secret), *([opened(hook.old_secret)] if is_old_in_force else [])]
    timestamp = int(now.timestamp())
    return [
        ["Content-Type", "application/json"],
        ["Content-Length", str(len(body))],
        ["User-Agent", "Stipple-Webhooks/1"],
        ["Connection", "close"],
        ["webhook-id", str(delivery.pk)],
        ["webhook-timestamp", str(timestamp)],
        ["webhook-signature", signatures(in_force, str(delivery.pk), timestamp, body)],
    ]


def _settled(hook: Webhook, delivery: Delivery, attempt: Attempt) -> bool:
    """Note how the try ended, and what comes next; whether the receiver is there."""
    is_there = attempt.status is not None
    is_delivered = is_there and 200 <= (attempt.status or 0) < 300
    with transaction.atomic():
        attempt.save(update_fields=["status", "answer", "error", "duration_ms"])
        if is_delivered:
            _finish(delivery, Delivery.State.DELIVERED)
            Webhook.objects.filter(pk=hook.pk).update(failures=0, failing_since=None, resting_until=None)
        else:
            _after_failure(hook, delivery, attempt, is_there)
    return is_there


def _after_failure(hook: Webhook, delivery: Delivery, attempt: Attempt, is_there: bool) -> None:
    rows = Webhook.objects.filter(pk=hook.pk)
    rows.update(failures=F("failures") + 1)
    rows.filter(failing_since=None).update(failing_since=attempt.at)
    hook.refresh_from_db(fields=["failures", "failing_since"])
    if not is_there:
        rows.update(resting_until=timezone.now() + timedelta(seconds=_rest_s(hook.failures)))
    if attempt.status == GONE:
        _finish(delivery, Delivery.State.FAILED)
        do_disable(hook, Webhook.Reason.GONE)
    elif delivery.tries >= settings.ENV.webhook_tries:
        _finish(delivery, Delivery.State.FAILED)
        if is_failing_for_good(hook, delivery):
            do_disable(hook, Webhook.Reason.FAILING)
    else:
        due = timezone.now() + timedelta(seconds=delay_s(delivery.tries, settings.ENV))
        Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PENDING).update(due=due)


def _rest_s(failures: int) -> float:
    return min(settings.ENV.webhook_retry_s * 2.0 ** min(failures - 1, 20), LONGEST_REST_S)


def _finish(delivery: Delivery, state: str) -> None:
    pending = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PENDING)
    pending.update(state=state, finished=timezone.now())
