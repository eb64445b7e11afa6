"""The tasks of an interactive worker (hop 6); thin. Importing this makes a Celery worker that consumes an
``interactive.<id>`` queue build its service at start and take its lease when it is ready:

    celery -A backend.config.celery worker --pool solo --queues interactive.<id> --include worker.tasks
"""

from __future__ import annotations

from typing import Any

from celery.signals import worker_init, worker_ready, worker_shutdown, worker_shutting_down

from backend.config.celery import app
from worker import service
from worker.recomputable import commit_without_flush
from worker.service import Service

_service: list[Service] = []


def the_service() -> Service:
    """The one of this process; made at the first call where no worker start has made it."""
    if not _service:
        _service.append(service.build())
    return _service[0]


@app.task(name="worker.tasks.decode")
def decode(request: dict[str, Any]) -> None:
    the_service().decode(request)


@app.task(name="worker.tasks.encode")
def encode(request: dict[str, Any]) -> None:
    the_service().encode(request["images"])


@worker_init.connect
def load_model(**kwargs: Any) -> None:
    """A worker without its model ends at once, with the reason (Celery would only log what a signal handler raises)."""
    commit_without_flush()
    try:
        the_service()
    except Exception as error:
        raise SystemExit(f"the interactive worker cannot start: {type(error).__name__}: {error}") from error


@worker_ready.connect
def take_lease(**kwargs: Any) -> None:
    the_service().start()


@worker_shutting_down.connect
def give_lease_back(**kwargs: Any) -> None:
    """New requests go elsewhere from now on; the one in hand is finished."""
    for running in _service:
        running.lease.stop()


@worker_shutdown.connect
def stop(**kwargs: Any) -> None:
    while _service:
        _service.pop().stop()
