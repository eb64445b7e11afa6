"""How large objects are: near a large one a click speaks for more pixels, and its edge is smoother.

One radius and one smoothness for all sizes suit either the one or the other (docs/refinement.md, "What was tried").
"""

from __future__ import annotations

import numpy as np

from model.refinement.config import RefinementConfig


def largeness(labels: np.ndarray, count: int, config: RefinementConfig) -> float:
    """0 to 1: how large the smallest of the objects is, which suffers most from what suits large ones.

    ``labels`` int (h, w), 0 background; ``count``: of labels, background included, at least 2.
    """
    shares = np.bincount(labels.ravel(), minlength=count)[1:] / labels.size
    size = float(np.sqrt(shares.min()))
    return min(max((size - config.small) / (config.large - config.small), 0.0), 1.0)
