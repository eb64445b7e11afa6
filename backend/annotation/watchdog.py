"""Sends again what a worker was asked for and did not answer, so that a worker may be killed at any moment.

``sweep`` may run in several processes: who changes ``requested_at`` first sends. It runs in a thread of the batch
worker (tasks.py), and for the images that somebody has open also with the heartbeat of their consumers. How often and
how long is in ``retries.py``; images whose model nobody serves wait without being looked at, unless a worker serves
another of its name: what is installed under that name now may take over (``succession.py``).
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from backend.annotation.dispatch import build_request, note_request, send_decode, worker_for
from backend.annotation.live_workers import LIVE
from backend.annotation.locking import lock_by_id, save
from backend.annotation.models import Annotation
from backend.annotation.retries import DEAD_AFTER, is_due
from backend.annotation.succession import pin_successor

log = logging.getLogger(__name__)

EVERY_S = 0.5
MAX_ROWS = 100


def sweep(now: datetime | None = None, image_id: UUID | None = None) -> int:
    """Send again what is due; returns how many requests were sent. One query when nothing is pending."""
    now = now or timezone.now()
    pending = Annotation.objects.filter(
        requested_revision__gt=F("answered_revision"), requested_at__lt=now - DEAD_AFTER
    )
    if image_id is not None:
        pending = pending.filter(image_id=image_id)
    if not pending.exists():
        return 0
    workers = LIVE.workers(fresh=True)
    served = {digest for worker in workers.values() for digest in worker.models.values()}
    waiting = pending.filter(Q(model_digest__in=served) | Q(model_digest=""))
    rows = waiting.select_related("image__project").order_by("attempts", "requested_at")[:MAX_ROWS]
    leases = {worker.token for worker in workers.values()}
    sent = sum(_send_again(row, now) for row in rows if _is_due(row, leases, now))
    names = {name for worker in workers.values() for name in worker.models}
    left = pending.filter(model_name__in=names).exclude(model_digest__in=served).order_by("requested_at")
    return sent + sum(_ask_successor(key) for key in left.values_list("pk", flat=True)[:MAX_ROWS])


def _is_due(row: Annotation, leases: set[str], now: datetime) -> bool:
    assert row.requested_at is not None
    if not row.model_digest:  # the project's model was not installed then; the request looks again
        return bool(leases)
    worker = worker_for(row.image_id, row.model_digest)
    asked, next_worker = row.requested_worker, worker.token if worker else ""
    return bool(next_worker) and is_due(now - row.requested_at, row.attempts, asked, leases, next_worker)


def _send_again(row: Annotation, now: datetime) -> bool:
    mine = Annotation.objects.filter(
        pk=row.pk, revision=row.revision, requested_at=row.requested_at, requested_revision=row.requested_revision
    )
    request = build_request(row)
    if request is None:  # nothing is left to answer: what was asked for has been undone or deleted
        mine.update(answered_revision=row.requested_revision)
        return False
    attempts, problem = row.attempts, row.problem
    worker = note_request(row, request)
    claimed = mine.update(
        requested_at=now,
        requested_worker=row.requested_worker,
        requested_revision=row.requested_revision,
        model_name=row.model_name,
        model_digest=row.model_digest,
        attempts=attempts + 1 if worker else attempts,
        problem=problem,
    )
    if claimed and worker is not None:
        log.info("asking %s again for image %s, revision %s", worker, row.image_id, row.requested_revision)
        send_decode(request, worker)
        return True
    return False


def _ask_successor(annotation_id: int) -> bool:
    """Ask what took over from the weights that the request was for. Editors notice by the revision of its answer."""
    with transaction.atomic():
        annotation = lock_by_id(annotation_id)
        if annotation is None or pin_successor(annotation) is None:
            return False
        request = build_request(annotation)
        worker = note_request(annotation, request) if request else None
        if request is None:
            annotation.answered_revision = annotation.requested_revision
        save(annotation)
    if request is not None:
        send_decode(request, worker)
    return worker is not None


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
