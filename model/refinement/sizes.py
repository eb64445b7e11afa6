"""How large objects are: near a large one a click speaks for more pixels, and its edge is smoother.

One radius and one smoothness for all sizes suit either the one or the other (docs/refinement.md, "What was tried").
"""

from __future__ import annotations

import numpy as np

from model.refinement.config import RefinementConfig


def largeness(labels: np.ndarray, count: int, config: RefinementConfig) -> np.ndarray:
    """0 for a small label to 1 for a large one, float64 (``count``,), background first: it has the mean of the others.

    ``labels`` int (h, w), 0 background; ``count``: of labels, background included, at least 2.
    """
    shares = np.bincount(labels.ravel(), minlength=count)[1:] / labels.size
    large = np.clip((np.sqrt(shares) - config.small) / (config.large - config.small), 0.0, 1.0)
    return np.concatenate([[large.mean()], large])
