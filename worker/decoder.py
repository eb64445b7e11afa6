"""One image and the model that answers for it: what a composition asks, all labels or the maps behind them (hop 8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.fusion import answered, answered_maps
from model.types import Clicks, Features, InteractiveModel, Logits
from model.unsure import Unsure, unsure_places


@dataclass(frozen=True)
class Judged:
    """What a model thinks of a mask that it decoded: the IoU to expect, NaN where it predicts none, and where it is
    least sure."""

    quality: float = np.nan
    unsure: Unsure | None = None


@dataclass(frozen=True)
class Decoder:
    """``has_decoded`` is told after every decode: an answer that takes many of them does not hang."""

    model: InteractiveModel
    features: Features
    has_decoded: Callable[[], object] = lambda: None

    @property
    def image_hw(self) -> tuple[int, int]:
        return self.features.image_hw

    def labels(self, clicks: Clicks) -> tuple[np.ndarray, list[Judged]]:
        """The label map uint16 (H, W), 0 background, k + 1 object k, and what the model thinks of each object."""
        logits = self._decoded(clicks)
        answer = answered(logits, self.features, clicks)
        places = unsure_places(logits, answer.labels)
        return answer.labels, [Judged(*each) for each in zip(answer.quality.tolist(), places, strict=True)]

    def maps(self, clicks: Clicks) -> Logits:
        """What the label map is made of, for who wants parts of it (``model.fusion.masks_from_logits``)."""
        return answered_maps(self._decoded(clicks), self.features, clicks)

    def _decoded(self, clicks: Clicks) -> Logits:
        logits = self.model.decode(self.features, clicks)
        self.has_decoded()
        return logits
