"""A network's raw answer as ``Logits``: the same for every engine."""

from __future__ import annotations

import numpy as np

from model.preprocess import valid_extent
from model.quality.calibration import Calibration
from model.types import Clicks, Features, Logits

PADDING = -2


CELL = 4
"""Pixels of the input along the side of a cell of the maps."""


def logits_of(
    maps: np.ndarray,
    per_query: np.ndarray | None,
    owner: np.ndarray,
    features: Features,
    clicks: Clicks,
    calibration: Calibration | None = None,
) -> Logits:
    """``maps`` (Q, h, w) and predicted IoUs ``per_query`` (Q,) or None, as the network gave them.

    ``owner`` (N,) says whom the first N queries speak for, an object, -1 the background or -2 nobody (their maps are
    left out); all others speak for the background.
    """
    owner = np.pad(owner.astype(np.int32), (0, maps.shape[0] - len(owner)), constant_values=-1)
    if (is_padding := owner == PADDING).any():
        maps, owner = maps[~is_padding], owner[~is_padding]
        per_query = None if per_query is None else per_query[~is_padding]
    quality = object_quality(per_query, owner, len(clicks.objects))
    return Logits(
        maps=np.asarray(maps, dtype=np.float32),
        owner=owner,
        image_hw=features.image_hw,
        valid_hw=valid_extent(features, (maps.shape[1], maps.shape[2])),
        quality=quality,
        stride=features.padded_hw[0] // maps.shape[1],
        calibration=calibration,
    )


def background_alone(features: Features) -> Logits:
    """The answer where no object is asked for: everything is background, which needs no network."""
    height, width = (side // CELL for side in features.padded_hw)
    return Logits(
        maps=np.zeros((1, height, width), dtype=np.float32),
        owner=np.full(1, -1, dtype=np.int32),
        image_hw=features.image_hw,
        valid_hw=valid_extent(features, (height, width)),
        quality=np.zeros(0, dtype=np.float32),
        stride=CELL,
    )


def object_quality(per_query: np.ndarray | None, owner: np.ndarray, objects: int) -> np.ndarray:
    """Predicted IoU per object, float32 (K,) in 0..1: the mean over its queries; NaN if the network predicts none."""
    if per_query is None:
        return np.full(objects, np.nan, dtype=np.float32)
    means = [per_query[owner == k].mean() for k in range(objects)]
    return np.clip(np.array(means, dtype=np.float32), 0.0, 1.0)
