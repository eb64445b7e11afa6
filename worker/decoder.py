"""One image and the model that answers for it: what a composition asks, all labels or the maps behind them (hop 8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.fusion import answered_maps, answered_masks
from model.types import Clicks, Features, InteractiveModel, Logits


@dataclass(frozen=True)
class Decoder:
    model: InteractiveModel
    features: Features

    @property
    def image_hw(self) -> tuple[int, int]:
        return self.features.image_hw

    def labels(self, clicks: Clicks) -> tuple[np.ndarray, np.ndarray]:
        """The label map uint16 (H, W), 0 background, k + 1 object k, and the predicted quality float32 (K,)."""
        logits = self.model.decode(self.features, clicks)
        return answered_masks(logits, self.features, clicks), logits.quality

    def maps(self, clicks: Clicks) -> Logits:
        """What the label map is made of, for who wants parts of it (``model.fusion.masks_from_logits``)."""
        return answered_maps(self.model.decode(self.features, clicks), self.features, clicks)
