"""What an evaluation measures: anything that turns the clicks of an image into a label map.

A model of this repository (``ModelSegmenter``), a peer (``model.evaluation.peers``) and a running product stand behind
the same two protocols, and so do the test-time transforms, which wrap one segmenter and are another.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from model.clickers import BACKGROUND, PlacedClick
from model.evaluation.margins import object_margins
from model.fusion import Answer, answered
from model.types import Click, Clicks, Features, InteractiveModel, Logits


class Session(Protocol):
    """One image being clicked on. ``encode_s`` and ``decode_s``: seconds spent so far, also what was done lazily."""

    encode_s: float
    decode_s: float

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        """Answer ``clicks``, all that were made so far in their order: int32 (H, W), 0 background, k + 1 object k."""
        ...


@runtime_checkable
class MarginSession(Session, Protocol):
    """A session that also says how sure it is: what zoom-in and flip need."""

    def margins(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        """float32 (K, H, W): the logit of object k over the best of all else; ``segment`` gives k + 1 where it is > 0.

        ``sigmoid(margin)`` is the probability map of zoom-in; averages over flips are averages of margins.
        """
        ...


class Segmenter(Protocol):
    """What is measured. ``name`` and ``digest`` go into the run folder; a peer's digest names its settings."""

    name: str
    digest: str

    def open(self, image: np.ndarray, objects: int) -> Session:
        """Begin on ``image``, uint8 (H, W, 3) RGB, with ``objects`` objects to tell apart."""
        ...


class ModelSegmenter:
    """An interactive model of this repository as a ``Segmenter``.

    Clicks are pixel centres in image coordinates; a model's engine turns them into its own convention
    (``ModelConfig.click_shift``).
    """

    def __init__(self, model: InteractiveModel, name: str) -> None:
        self.name = name
        self.digest = model.digest
        self.model = model
        self._last: tuple[np.ndarray, Features] | None = None

    def open(self, image: np.ndarray, objects: int) -> ModelSession:
        return ModelSession(self, image, objects)

    def features(self, image: np.ndarray) -> Features:
        """The features of ``image``; its sessions, one object after another, share them while it is the same array."""
        if self._last is None or self._last[0] is not image:
            self._last = (image, self.model.encode(image))
        return self._last[1]


class ModelSession:
    """Encodes its image once, at the first click. Objects without a click yet stay background.

    ``quality`` float32 (K,): the predicted IoU of each object after the last ``segment``; NaN without a click, or where
    the model predicts none. ``answer``: the last one, its objects those that had been clicked on, in order.
    """

    def __init__(self, segmenter: ModelSegmenter, image: np.ndarray, objects: int) -> None:
        self.encode_s = 0.0
        self.decode_s = 0.0
        self._segmenter = segmenter
        self._image = image
        self._objects = objects
        self._features: Features | None = None
        self.quality = np.full(objects, np.nan, dtype=np.float32)
        self.answer: Answer | None = None

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        clicked = _clicked_objects(clicks)
        if not clicked:
            return np.zeros(self._image.shape[:2], dtype=np.int32)
        features = self._encoded()
        start = time.perf_counter()
        logits = self._decode(features, clicks, clicked)
        self.answer = answered(logits, features, decoder_clicks(clicks, clicked))
        self.quality[clicked] = self.answer.quality
        labels: np.ndarray = np.array([0, *(k + 1 for k in clicked)], dtype=np.int32)[self.answer.labels]
        self.decode_s += time.perf_counter() - start
        return labels

    def margins(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        clicked = _clicked_objects(clicks)
        answer = np.full((self._objects, *self._image.shape[:2]), -np.inf, dtype=np.float32)
        if not clicked:
            return answer
        features = self._encoded()
        start = time.perf_counter()
        answer[clicked] = object_margins(self._decode(features, clicks, clicked), len(clicked))
        self.decode_s += time.perf_counter() - start
        return answer

    def _encoded(self) -> Features:
        if self._features is None:
            start = time.perf_counter()
            self._features = self._segmenter.features(self._image)
            self.encode_s += time.perf_counter() - start
        return self._features

    def _decode(self, features: Features, clicks: Sequence[PlacedClick], clicked: Sequence[int]) -> Logits:
        return self._segmenter.model.decode(features, decoder_clicks(clicks, clicked))


def decoder_clicks(placed: Sequence[PlacedClick], owners: Sequence[int]) -> Clicks:
    """``placed`` as a model takes them: the clicks of each of ``owners`` in turn, then those on the background."""

    def of(owner: int) -> tuple[Click, ...]:
        return tuple(Click(*click.xy, click.t) for click in placed if click.owner == owner)

    return Clicks(objects=tuple(of(owner) for owner in owners), background=of(BACKGROUND))


def _clicked_objects(clicks: Sequence[PlacedClick]) -> list[int]:
    return sorted({click.owner for click in clicks if click.owner != BACKGROUND})
