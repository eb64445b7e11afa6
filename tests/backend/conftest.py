"""What several apps' tests watch: tasks that were queued, and news that open pages were sent."""

from __future__ import annotations

from typing import Any

import pytest

from backend.images import publishing as image_publishing
from backend.jobs import publishing as job_publishing
from backend.jobs import queue


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """(task, argument) of everything that was queued; nothing reaches a broker."""
    tasks: list[tuple[str, str]] = []

    def send(task: str, argument: str) -> bool:
        tasks.append((task, argument))
        return True

    monkeypatch.setattr(queue, "send", send)
    return tasks


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The messages that projects' open pages were sent; nothing reaches Redis."""
    messages: list[dict[str, Any]] = []

    def send(project_id: int, message: dict[str, Any]) -> None:
        messages.append({"project": project_id, **message})

    monkeypatch.setattr(image_publishing, "send_to_project", send)
    monkeypatch.setattr(job_publishing, "send_to_project", send)
    return messages
