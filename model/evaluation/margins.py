"""How clearly each object wins its pixels: what test-time transforms average and crop by (DynaMITe, arXiv 2304.06668).

The published network has no probability per object: every pixel goes to the largest map. The margin of an object over
all the others is the logit that stands in for one; its sigmoid is the object's share in a softmax of the two.
"""

from __future__ import annotations

import numpy as np

from kernels.label_map.reference import resampled
from model.types import Logits


def object_margins(logits: Logits, objects: int) -> np.ndarray:
    """float32 (K, H, W) at image size: object k's largest map minus the largest map of any other object or background.

    Positive exactly where ``model.fusion.masks_from_logits`` gives the pixel to k, ties aside; the refinement of masks
    (``model.refinement``) has no margins, so what is built on them measures the network alone. One map is resampled
    at a time, so memory grows with K and not with the number of queries.
    """
    height, width = logits.image_hw
    best = np.full((objects + 1, height, width), -np.inf, dtype=np.float32)  # row 0: background
    for query, owner in enumerate(logits.owner):
        full = resampled(logits.maps[query : query + 1], logits.image_hw, logits.valid_hw, logits.stride)[0]
        np.maximum(best[owner + 1], full, out=best[owner + 1])
    winner = best.argmax(axis=0)
    first = np.take_along_axis(best, winner[None], axis=0)[0]
    np.put_along_axis(best, winner[None], np.float32(-np.inf), axis=0)
    second = best.max(axis=0)
    np.put_along_axis(best, winner[None], first[None], axis=0)
    rivals = np.where(winner[None] == np.arange(1, objects + 1)[:, None, None], second[None], first[None])
    margins: np.ndarray = best[1:] - rivals
    return margins
