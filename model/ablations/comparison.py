"""Is an arm different from the base? Two seeds and sixty photos say little: small differences are called open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Literal

import numpy as np

from model.ablations.result import CLICKS, Result

SPREADS = 3.0
RESAMPLES = 4000
Verdict = Literal["better", "worse", "open"]


@dataclass(frozen=True)
class Comparison:
    """``difference`` of the mean IoU to the base; ``interval`` 95 % of it over photos, None without their curves."""

    difference: float
    interval: tuple[float, float] | None
    verdict: Verdict


def spread(values: Sequence[float]) -> float | None:
    """Standard deviation over the seeds (n - 1); None for fewer than two."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else None


def noise(runs: Mapping[str, Sequence[Result]], base: str) -> float | None:
    """Spread that a difference is measured by; None while the base has fewer than two seeds.

    The base's own or, if larger, the root mean square over all arms: two seeds that happen to agree say nothing.
    """
    own = spread([run.mean_iou for run in runs.get(base, ())])
    if own is None:
        return None
    spreads = [spread([run.mean_iou for run in arm]) for arm in runs.values()]
    known = [each for each in spreads if each is not None]
    return max(own, sqrt(sum(each**2 for each in known) / len(known)))


def compare(arm: Sequence[Result], base: Sequence[Result], noise: float | None) -> Comparison:
    """``arm`` against ``base``; open unless both have two seeds and both tests agree on a difference.

    The tests: more than three times ``noise``, and a bootstrap interval over the photos that leaves 0 out.
    """
    difference = _mean(arm) - _mean(base)
    interval = _interval(arm, base)
    is_clear = (
        noise is not None
        and len(arm) > 1
        and abs(difference) > SPREADS * noise
        and interval is not None
        and (interval[0] > 0 or interval[1] < 0)
    )
    return Comparison(difference, interval, ("better" if difference > 0 else "worse") if is_clear else "open")


def same_budget(results: Sequence[Result]) -> None:
    """Raises ValueError that names two results whose budgets differ."""
    for one, two in pairwise(results):
        if one.budget != two.budget:
            raise ValueError(
                f"{one.arm}-seed{one.seed} had {one.budget}, {two.arm}-seed{two.seed} had {two.budget}: such runs must "
                "not be compared; keep them in different folders"
            )


def _mean(runs: Sequence[Result]) -> float:
    return sum(run.mean_iou for run in runs) / len(runs)


def _interval(arm: Sequence[Result], base: Sequence[Result]) -> tuple[float, float] | None:
    """Paired bootstrap of the difference over the photos that all runs have."""
    photos = sorted(set.intersection(*(set(run.curves) for run in (*arm, *base))))
    if not photos:
        return None
    differences = _per_photo(arm, photos) - _per_photo(base, photos)
    draws = np.random.default_rng(0).integers(len(photos), size=(RESAMPLES, len(photos)))
    low, high = np.quantile(differences[draws].mean(1), (0.025, 0.975))
    return float(low), float(high)


def _per_photo(runs: Sequence[Result], photos: Sequence[str]) -> np.ndarray:
    """Mean IoU over the judged clicks and the seeds, (photos,)."""
    return np.array([[[run.curves[name][k - 1] for k in CLICKS] for name in photos] for run in runs]).mean((0, 2))
