"""Sends again what a worker was asked for and did not answer, so that a worker may be killed at any moment.

``sweep`` may run in several processes: who changes ``requested_at`` first sends. It runs in a thread of the batch
worker (tasks.py), and for the images that somebody has open also with the heartbeat of their consumers.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F
from django.utils import timezone

from backend.annotation.dispatch import build_request, note_request, send_decode
from backend.annotation.live_workers import LIVE
from backend.annotation.models import Annotation

log = logging.getLogger(__name__)

EVERY_S = 0.5
DEAD_AFTER = timedelta(seconds=1.5)
SILENT_AFTER = timedelta(seconds=8)
MAX_ROWS = 100


def sweep(now: datetime | None = None, image_id: UUID | None = None) -> int:
    """Send again what is due; returns how many requests were sent. One query when nothing is pending."""
    now = now or timezone.now()
    pending = Annotation.objects.filter(
        requested_revision__gt=F("answered_revision"), requested_at__lt=now - DEAD_AFTER
    )
    if image_id is not None:
        pending = pending.filter(image_id=image_id)
    rows = list(pending.select_related("image").order_by("requested_at")[:MAX_ROWS])
    if not rows:
        return 0
    leases = {f"{worker}/{boot}" for worker, boot in LIVE.boots(fresh=True).items()}
    return sum(_send_again(row, now) for row in rows if _is_due(row, leases, now))


def _is_due(row: Annotation, leases: set[str], now: datetime) -> bool:
    if row.requested_worker not in leases:
        return bool(leases)
    return row.requested_at is not None and row.requested_at < now - SILENT_AFTER


def _send_again(row: Annotation, now: datetime) -> bool:
    mine = Annotation.objects.filter(
        pk=row.pk, revision=row.revision, requested_at=row.requested_at, requested_revision=row.requested_revision
    )
    request = build_request(row)
    if request is None:  # nothing is left to answer: what was asked for has been undone or deleted
        mine.update(answered_revision=row.requested_revision)
        return False
    worker = note_request(row, request)
    claimed = mine.update(
        requested_at=now, requested_worker=row.requested_worker, requested_revision=row.requested_revision
    )
    if claimed and worker is not None:
        log.info("asking %s again for image %s, revision %s", worker, row.image_id, row.requested_revision)
        send_decode(request, worker)
        return True
    return False


class Watchdog(threading.Thread):
    """Sweeps every EVERY_S seconds until stopped; outlives a lost database."""

    def __init__(self) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._stopping = threading.Event()

    def run(self) -> None:
        while not self._stopping.wait(EVERY_S):
            try:
                close_old_connections()
                sweep()
            except DatabaseError as error:
                log.warning("watchdog: %s", error)
                connection.close()
            except Exception:
                log.exception("watchdog")

    def stop(self) -> None:
        self._stopping.set()
