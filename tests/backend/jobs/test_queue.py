"""Tasks are sent by name: every name belongs to a task, and the sweeps run where the batch queue is served."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from kombu.exceptions import OperationalError

from backend.config.celery import app
from backend.jobs import queue, sweeping, tasks


@pytest.mark.parametrize("name", [queue.PROCESS_IMAGE, queue.EXPORT])
def test_every_name_belongs_to_a_task(name: str) -> None:
    app.loader.import_default_modules()
    assert name in app.tasks


@pytest.mark.parametrize(("queues", "starts"), [(("batch",), True), (("interactive.a",), False)])
def test_only_batch_workers_sweep(monkeypatch: pytest.MonkeyPatch, queues: tuple[str, ...], starts: bool) -> None:
    started: list[bool] = []
    monkeypatch.setattr(sweeping, "start", lambda: started.append(True))
    consumer: Any = SimpleNamespace(
        app=SimpleNamespace(amqp=SimpleNamespace(queues=SimpleNamespace(consume_from=dict.fromkeys(queues))))
    )
    tasks.start_sweeping(consumer)
    assert bool(started) is starts


def test_a_silent_broker_fails_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(queue.app, "send_task", fail)
    assert queue.send(queue.EXPORT, "1") is False
