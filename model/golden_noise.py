"""How far a tensor may be from a golden's that states the reference's own distance of float32 from float64."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

NOISE_FACTOR, RELATIVE = 20.0, 1e-5
"""Bound of a tensor: so many times the reference's own distance of float32 from float64, or this share of its rms."""
LABEL_BOUND = 1e-3
"""Share of the pixels of label maps that may differ."""


def noise_difference(
    name: str,
    computed: np.ndarray,
    expected: np.ndarray,
    stated: Mapping[str, Any],
    is_label_map: bool = False,
    bound: float | None = None,
) -> dict[str, Any]:
    """As ``model.golden.difference``; ``stated`` is the golden's entry of this tensor. Raises ValueError for shapes.

    ``bound`` takes the place of the one that follows from what is stated.
    """
    if computed.shape != expected.shape:
        raise ValueError(f"{name} is {computed.shape}; the golden has {expected.shape}")
    error = np.abs(computed.astype(np.float64) - expected.astype(np.float64))
    share = float((error != 0).mean()) if is_label_map else None
    if bound is None:
        bound = max(NOISE_FACTOR * stated.get("max_abs_vs_float64", 0.0), RELATIVE * stated.get("rms", 0.0))
    return {
        "max_abs": float(error.max()),
        "p999_abs": float(np.quantile(error, 0.999)),
        "rms": float(np.sqrt(np.mean(error**2))),
        "label_map_mismatch": share,
        "passed": bool(error.max() <= bound) if share is None else share <= LABEL_BOUND,
    }
