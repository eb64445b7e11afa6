"""Finds what is due of webhooks: next tries, and what a killed worker or a silent broker left. Removes old log."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from backend.jobs import queue
from backend.webhooks.delivering import ready
from backend.webhooks.models import Delivery, Webhook

MOST_AT_ONCE = 500
WOKEN_FOR = timedelta(seconds=60)
PURGED_AT_ONCE = 2000


def sweep() -> None:
    now = timezone.now()
    asleep = Q(woken_at=None) | Q(woken_at__lt=now - WOKEN_FOR)
    for key in ready().filter(asleep).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        if Webhook.objects.filter(asleep, pk=key).update(woken_at=now):
            queue.send(queue.DELIVER, str(key))
    purge()


def purge() -> None:
    """Remove what is older than STIPPLE_WEBHOOK_KEEP_DAYS, sent or not, a chunk at a time."""
    past = timezone.now() - timedelta(days=settings.ENV.webhook_keep_days)
    keys = list(Delivery.objects.filter(created__lt=past).values_list("pk", flat=True)[:PURGED_AT_ONCE])
    if keys:
        Delivery.objects.filter(pk__in=keys).delete()
