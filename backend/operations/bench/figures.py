"""Percentiles as the benchmarks print them: milliseconds or bytes, one decimal."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The smallest value that at least ``percent`` of the values do not exceed (nearest rank); None without values."""
    if not values:
        return None
    ordered = sorted(values)
    rank = max(1, math.ceil(percent / 100 * len(ordered)))
    return round(ordered[rank - 1], 1)


def percentiles(values: Sequence[float], percents: Sequence[int] = (50, 95)) -> dict[str, float | None]:
    return {f"p{percent}": percentile(values, percent) for percent in percents}
