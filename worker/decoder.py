"""One image and the model that answers for it: what a composition asks, all labels or the maps behind them (hop 8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.fusion import answered, answered_maps
from model.types import Clicks, Features, InteractiveModel, Logits


@dataclass(frozen=True)
class Decoder:
    """``has_decoded`` is told after every decode: an answer that takes many of them does not hang."""

    model: InteractiveModel
    features: Features
    has_decoded: Callable[[], object] = lambda: None

    @property
    def image_hw(self) -> tuple[int, int]:
        return self.features.image_hw

    def labels(self, clicks: Clicks) -> tuple[np.ndarray, np.ndarray]:
        """The label map uint16 (H, W), 0 background, k + 1 object k, and the predicted quality float32 (K,)."""
        logits = self._decoded(clicks)
        answer = answered(logits, self.features, clicks)
        return answer.labels, answer.quality

    def maps(self, clicks: Clicks) -> Logits:
        """What the label map is made of, for who wants parts of it (``model.fusion.masks_from_logits``)."""
        return answered_maps(self._decoded(clicks), self.features, clicks)

    def _decoded(self, clicks: Clicks) -> Logits:
        logits = self.model.decode(self.features, clicks)
        self.has_decoded()
        return logits
