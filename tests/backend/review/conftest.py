"""A project in which images are drawn on without a model, handed in and judged."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from backend.accounts.models import User
from backend.annotation import live_workers, messages, views
from backend.annotation.actions import perform
from backend.annotation.reading import annotation_of
from backend.annotation.workflow import do_transition
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels.rle import encode

Draw = Callable[..., UUID]
HandIn = Callable[[User, Image], None]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, sent: list[tuple[str, str]], news: list[dict[str, Any]]) -> None:
    """No broker and no Redis; the tasks that were queued are in ``sent``."""
    from backend.review import settling

    monkeypatch.setattr(live_workers.LIVE, "workers", lambda fresh=False: {})
    for module in (views, settling):
        monkeypatch.setattr(module, "publish_from_view", lambda *args: None)


@pytest.fixture
def draw() -> Draw:
    """``draw(bob, image, label, x, y, width, height)`` paints a new rectangle into a 64 x 48 image."""

    def make(user: User, image: Image, label: Label | None, x: int, y: int, width: int, height: int) -> UUID:
        mask = np.zeros((image.height, image.width), dtype=bool)
        mask[y : y + height, x : x + width] = True
        item = uuid.uuid4()
        annotation_of(image)
        perform(user, image.pk, messages.Paint(uuid.uuid4(), item, label.pk if label else None, encode(mask), "add"))
        return item

    return make


@pytest.fixture
def move(django_capture_on_commit_callbacks: Any) -> Callable[..., None]:
    """``move(bob, image, "submit")``; what is queued on commit is queued."""

    def make(user: User, image: Image, name: str, reason: str = "") -> None:
        with django_capture_on_commit_callbacks(execute=True):
            do_transition(user, Image.objects.get(pk=image.pk), name, reason)

    return make


@pytest.fixture
def make_replica(project: Project, make_image: Callable[..., Image]) -> Callable[..., Image]:
    """``make_replica(original, bob, 1)``: the same photo once more, for Bob."""

    def make(original: Image, person: User, number: int) -> Image:
        purpose = Image.ReplicaFor.GOLD if original.is_gold else Image.ReplicaFor.CONSENSUS
        values = {"sha256": original.sha256, "original": original, "replica": number, "replica_for": purpose}
        return make_image(original.name, **values, assignee=person)

    return make
