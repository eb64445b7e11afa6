"""Batch tasks of review; thin."""

from __future__ import annotations

from backend.config.celery import app
from backend.review import settling


@app.task(name="backend.review.tasks.settle_replica", acks_late=True, reject_on_worker_lost=True)
def settle_replica(image_id: str) -> None:
    settling.settle(image_id)
