"""Starts the sweeps in each worker that serves the batch queue."""

from __future__ import annotations

from typing import Any

from celery.signals import worker_ready

from backend.jobs import queue, sweeping


@worker_ready.connect
def start_sweeping(sender: Any, **_: Any) -> None:
    if queue.QUEUE in sender.app.amqp.queues.consume_from:
        sweeping.start()
