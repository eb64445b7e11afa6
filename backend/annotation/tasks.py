"""What the batch worker does for annotations: it keeps the watchdog running while it consumes the batch queue."""

from __future__ import annotations

from typing import Any

from celery.signals import worker_ready, worker_shutting_down

from backend.annotation.watchdog import Watchdog

_watchdogs: list[Watchdog] = []


@worker_ready.connect
def start_watchdog(sender: Any, **kwargs: Any) -> None:
    if "batch" in sender.app.amqp.queues.consume_from:
        watchdog = Watchdog()
        _watchdogs.append(watchdog)
        watchdog.start()


@worker_shutting_down.connect
def stop_watchdog(**kwargs: Any) -> None:
    while _watchdogs:
        _watchdogs.pop().stop()
