"""How far a run is and what that means for the learning rate: warm-up, plateau, cosine to a hundredth."""

from __future__ import annotations

import math

WARM_UP_STEPS = 150
FLAT_SHARE = 0.3
FLOOR = 0.01


def rate_factor(step: int, progress: float) -> float:
    """Factor on the base learning rate at ``step``, ``progress`` 0..1 of the budget (wall clock or steps)."""
    warm = min(1.0, (step + 1) / WARM_UP_STEPS)
    if progress <= FLAT_SHARE:
        return warm
    rest = min(1.0, (progress - FLAT_SHARE) / (1 - FLAT_SHARE))
    return warm * (FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * rest)))
