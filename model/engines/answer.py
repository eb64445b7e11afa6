"""A network's raw answer as ``Logits``: the same for every engine."""

from __future__ import annotations

import numpy as np

from model.preprocess import valid_extent
from model.quality.calibration import Calibration
from model.types import Clicks, Features, Logits


def logits_of(
    maps: np.ndarray,
    per_query: np.ndarray | None,
    points_owner: np.ndarray,
    features: Features,
    clicks: Clicks,
    calibration: Calibration | None = None,
) -> Logits:
    """``maps`` (Q, h, w) and predicted IoUs ``per_query`` (Q,) or None, as the network gave them.

    The first queries are the points, owned as ``points_owner`` (N,) says; all others speak for the background.
    ``calibration`` turns what the network predicts into the IoU to expect of it.
    """
    owner = np.full(maps.shape[0], -1, dtype=np.int32)
    owner[: len(points_owner)] = points_owner
    quality = object_quality(per_query, owner, len(clicks.objects))
    return Logits(
        maps=np.asarray(maps, dtype=np.float32),
        owner=owner,
        image_hw=features.image_hw,
        valid_hw=valid_extent(features, (maps.shape[1], maps.shape[2])),
        quality=quality if calibration is None else calibration(quality),
        stride=features.padded_hw[0] // maps.shape[1],
    )


def object_quality(per_query: np.ndarray | None, owner: np.ndarray, objects: int) -> np.ndarray:
    """Predicted IoU per object, float32 (K,) in 0..1: the mean over its queries; NaN if the network predicts none."""
    if per_query is None:
        return np.full(objects, np.nan, dtype=np.float32)
    means = [per_query[owner == k].mean() for k in range(objects)]
    return np.clip(np.array(means, dtype=np.float32), 0.0, 1.0)
