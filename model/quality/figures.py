"""How good predicted IoUs are: agreement in value, in order, and in what they promise (mask_scoring, section 6)."""

from __future__ import annotations

import numpy as np

GOOD = 0.85
"""A mask below this IoU is one to correct."""
EQUAL_MASS_BINS = 15


def figures(predicted: np.ndarray, reached: np.ndarray) -> dict[str, float]:
    """All figures of ``predicted`` (N,) against ``reached`` (N,) by name, rounded for a report."""
    found = {
        "pearson": pearson(predicted, reached),
        "spearman": pearson(ranks(predicted), ranks(reached)),
        "mae": float(np.abs(predicted - reached).mean()),
        "ece": expected_calibration_error(predicted, reached),
        "auroc_below_85": auroc(-predicted, reached < GOOD),
        "found_in_20": found_in_share(predicted, reached < GOOD, 0.2),
    }
    return {name: round(value, 4) for name, value in found.items()}


def pearson(one: np.ndarray, two: np.ndarray) -> float:
    """Correlation in -1..1; NaN where one of them is constant."""
    one, two = one - one.mean(), two - two.mean()
    norm = np.sqrt((one**2).sum() * (two**2).sum())
    return float((one * two).sum() / norm) if norm > 0 else float("nan")


def ranks(values: np.ndarray) -> np.ndarray:
    """Places from 0, equal values at the mean of theirs, float64 (N,)."""
    _, member, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count + 1) / 2)[member], dtype=np.float64)


def equal_mass_bins(predicted: np.ndarray, bins: int) -> list[np.ndarray]:
    """Indices of ``predicted`` in order, divided into at most ``bins`` parts of the same size."""
    return np.array_split(np.argsort(predicted, kind="stable"), min(bins, len(predicted)))


def expected_calibration_error(predicted: np.ndarray, reached: np.ndarray, bins: int = EQUAL_MASS_BINS) -> float:
    """Mean distance, over bins of equal mass, between what was predicted and what was reached."""
    parts = equal_mass_bins(predicted, bins)
    gaps = [abs(predicted[part].mean() - reached[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(predicted))


def auroc(score: np.ndarray, is_positive: np.ndarray) -> float:
    """Chance that a positive one scores above a negative one; NaN where one kind is missing."""
    positives, negatives = int(is_positive.sum()), int((~is_positive).sum())
    if not positives or not negatives:
        return float("nan")
    total = ranks(score)[is_positive].sum() - positives * (positives - 1) / 2
    return float(total / (positives * negatives))


def found_in_share(predicted: np.ndarray, is_bad: np.ndarray, share: float) -> float:
    """Which part of the bad ones is among the ``share`` with the lowest prediction; NaN without a bad one."""
    looked_at = np.argsort(predicted, kind="stable")[: round(share * len(predicted))]
    return float(is_bad[looked_at].sum() / is_bad.sum()) if is_bad.any() else float("nan")
