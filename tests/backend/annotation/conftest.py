"""A desk at which a test annotates an image: no socket, no Redis, a stand-in for the model."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.annotation import checkpoints, dispatch, live_workers, messages
from backend.annotation.actions import Outcome, perform
from backend.annotation.answers import Stored
from backend.annotation.live_workers import LiveWorker, crop_in, digest_of
from backend.annotation.models import Annotation, Object
from backend.annotation.reading import annotation_of
from backend.annotation.replay import differences
from backend.images.crop import crop_of
from backend.images.models import Image
from backend.model_store.models import StoredModel
from backend.projects.models import Project
from kernels.rle import Rle, decode, encode
from model.engines.device import CPU
from model.types import Features
from tests.worker.fake_model import DiscModel, features_of
from worker.feature_cache import FeatureCache
from worker.model_pool import LoadedModel, ModelPool
from worker.runner import Runner

DISCS = "d" * 64
RINGS = "e" * 64
W1 = LiveWorker("w1", "boot1", models={"discs": DISCS, "rings": RINGS})
"""The worker that lives in these tests, with two models: discs (of the test's project) and rings (larger discs)."""


class Desk:
    """One image and the requests that went out for it; ``answer`` plays the worker."""

    def __init__(self, image: Image, sent: list[dict[str, Any]]) -> None:
        self.image = image
        self.sent = sent
        self.models = {DISCS: DiscModel(9.0, DISCS), RINGS: DiscModel(14.0, RINGS)}
        self.pool = ModelPool(0, lambda digest, is_on_cpu: LoadedModel(self.models[digest], "fake", CPU, 1))
        self.cache = FeatureCache(1 << 20, self._encode)
        self.runner = Runner(self.pool, self.cache, lambda key: None)
        annotation_of(image)

    @property
    def model(self) -> DiscModel:
        """The project's."""
        return self.models[DISCS]

    def _encode(self, key: str) -> Features:
        crop = crop_in(key)
        image_hw = (self.image.height, self.image.width) if crop is None else (crop.height, crop.width)
        return features_of(image_hw, digest_of(key))

    def do(self, user: User, message: messages.Operation) -> Outcome:
        return perform(user, self.image.pk, message)

    def click(
        self,
        user: User,
        item: UUID | None,
        x: float,
        y: float,
        label: int | None = None,
        crop: tuple[int, int, int, int] | None = None,
    ) -> Outcome:
        return self.do(user, messages.Click(uuid.uuid4(), item, label, (x, y), crop_of(crop)))

    def scribble(self, user: User, item: UUID | None, *line: tuple[float, float], label: int | None = None) -> Outcome:
        return self.do(user, messages.Scribble(uuid.uuid4(), item, label, line))

    def box(self, user: User, item: UUID, *box: float, label: int | None = None) -> Outcome:
        x0, y0, x1, y1 = box
        return self.do(user, messages.Box(uuid.uuid4(), item, label, (x0, y0, x1, y1)))

    def paint(self, user: User, item: UUID, rle: Rle, mode: Any = "add") -> Outcome:
        return self.do(user, messages.Paint(uuid.uuid4(), item, None, rle, mode))

    def bounds(self, user: User, item: UUID, *box: int, label: int | None = None) -> Outcome:
        x0, y0, x1, y1 = box
        return self.do(user, messages.Bounds(uuid.uuid4(), item, label, (x0, y0, x1, y1)))

    def reshape(
        self,
        user: User,
        masks: dict[UUID, Rle] | None = None,
        *,
        new: dict[UUID, Rle] | None = None,
        removed: tuple[UUID, ...] = (),
        label: int | None = None,
        reason: messages.Reason = "split",
    ) -> Outcome:
        shapes = [messages.Shape(item, rle, False, None) for item, rle in (masks or {}).items()]
        shapes += [messages.Shape(item, rle, True, label) for item, rle in (new or {}).items()]
        return self.do(user, messages.Reshape(uuid.uuid4(), tuple(shapes), removed, reason))

    def set(self, user: User, item: UUID, field: str, value: Any) -> Outcome:
        return self.do(user, messages.Set(uuid.uuid4(), (item,), field, value))

    def delete(self, user: User, item: UUID) -> Outcome:
        return self.do(user, messages.Delete(uuid.uuid4(), item))

    def undo(self, user: User) -> Outcome:
        return self.do(user, messages.Undo(uuid.uuid4()))

    def redo(self, user: User) -> Outcome:
        return self.do(user, messages.Redo(uuid.uuid4()))

    def answer(self, request: dict[str, Any] | None = None) -> Stored | None:
        """Let the worker answer ``request``, or the next one in the queue."""
        return self.runner.answer(request or self.sent.pop(0))

    def answer_all(self) -> None:
        while self.sent:
            self.answer()

    def object(self, item: UUID) -> Object:
        return Object.objects.get(pk=item)

    def mask(self, item: UUID) -> Any:
        """The stored mask as bool (H, W)."""
        rle = self.object(item).rle
        assert rle is not None
        return decode(rle).astype(bool)

    @property
    def annotation(self) -> Annotation:
        return Annotation.objects.get(image=self.image)

    def objects(self) -> dict[UUID, dict[str, Any]]:
        return {row["id"]: row for row in Object.objects.filter(annotation__image=self.image).values()}

    def check(self) -> None:
        """The stored document is the fold of its log, its masks are disjoint, and its image says if there are any."""
        assert differences(self.annotation.pk) == []
        masks = [decode(row["rle"]).astype(int) for row in self.objects().values() if row["rle"]]
        assert not masks or sum(masks).max() <= 1
        drawn = Object.objects.filter(annotation=self.annotation.pk, is_proposal=False)
        assert Image.objects.get(pk=self.annotation.image_id).has_objects == drawn.exists()


@pytest.fixture(autouse=True)
def early_checkpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkpoints so near what is undone that short logs have them, too."""
    checkpoints.CHECKPOINTS.forget()
    monkeypatch.setattr(checkpoints, "BEFORE", 2)
    monkeypatch.setattr(checkpoints, "FARTHEST", 6)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The decode requests that were sent, instead of a broker."""
    requests: list[dict[str, Any]] = []

    def keep(name: str, args: list[Any], worker: str) -> None:
        if name == dispatch.DECODE:
            requests.append(args[0])

    monkeypatch.setattr(dispatch, "_send", keep)
    monkeypatch.setattr(live_workers.LIVE, "workers", lambda fresh=False: {"w1": W1})
    return requests


@pytest.fixture
def discs(project: Project) -> StoredModel:
    """The project's model; there is another one called rings."""
    ready = {"state": StoredModel.State.READY}
    StoredModel.objects.create(name="rings", digest=RINGS, **ready)
    Project.objects.filter(pk=project.pk).update(model="discs")
    project.model = "discs"
    return StoredModel.objects.create(name="discs", digest=DISCS, **ready)


@pytest.fixture
def make_desk(make_image: Callable[..., Image], sent: list[dict[str, Any]], discs: StoredModel) -> Callable[..., Desk]:
    def make(**fields: Any) -> Desk:
        return Desk(make_image(**fields), sent)

    return make


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """An image of 64 x 48 pixels."""
    return make_desk()


@pytest.fixture
def rectangle() -> Callable[..., Rle]:
    """``rectangle(x, y, width, height)`` as a mask of 64 x 48 pixels."""
    import numpy as np

    def make(x: int, y: int, width: int, height: int) -> Rle:
        mask = np.zeros((48, 64), dtype=bool)
        mask[y : y + height, x : x + width] = True
        return encode(mask)

    return make
