"""What a training sample asks for: one object, several, or one object built from neighbouring segments."""

from __future__ import annotations

import numpy as np

MIN_SHARE = 0.002


def choose_groups(labels: np.ndarray, kind: str, rng: np.random.Generator, max_objects: int) -> list[list[int]]:
    """Choose objects of a label map, uint8 (H, W), as groups of its segment numbers; may be empty."""
    counts = np.bincount(labels.ravel(), minlength=2)
    counts[0] = 0
    usable = np.flatnonzero(counts >= MIN_SHARE * labels.size)
    if len(usable) == 0:
        return []
    weights = np.sqrt(counts[usable])
    draw = rng.random()
    merges = {"regions": 0.6, "parts": 0.5, "panoptic": 0.1}.get(kind, 0.0)
    if draw < merges and len(usable) > 1:
        return [grow(labels, counts, usable, rng)]
    if len(usable) == 1 or draw < merges + (1 - merges) * 0.5:
        return [[int(rng.choice(usable, p=weights / weights.sum()))]]
    most = min(max_objects, max(1, int(0.7 * len(usable)) + 1))
    number = int(rng.integers(1, most + 1))
    picked = rng.choice(usable, size=min(number, len(usable)), replace=False, p=weights / weights.sum())
    return [[int(label)] for label in picked]


def grow(labels: np.ndarray, counts: np.ndarray, usable: np.ndarray, rng: np.random.Generator) -> list[int]:
    """Add touching segments to a random one until the union covers a random 4 % to 50 % of the photo."""
    pairs = touching(labels)
    weights = np.sqrt(counts[usable])
    group = [int(rng.choice(usable, p=weights / weights.sum()))]
    target = labels.size * np.exp(rng.uniform(np.log(0.04), np.log(0.5)))
    while counts[group].sum() < target:
        around = {b for a, b in pairs if a in group} | {a for a, b in pairs if b in group}
        around -= set(group) | {0}
        fitting = [label for label in sorted(around) if counts[group].sum() + counts[label] < labels.size * 0.65]
        if not fitting:
            break
        group.append(int(rng.choice(fitting)))
    return group


def touching(labels: np.ndarray) -> set[tuple[int, int]]:
    """Pairs (a < b) of segments that touch, seen on every fourth pixel."""
    small = labels[::4, ::4].astype(np.int32)
    pairs: set[tuple[int, int]] = set()
    for one, two in ((small[:, :-1], small[:, 1:]), (small[:-1], small[1:])):
        differ = one != two
        low, high = np.minimum(one, two)[differ], np.maximum(one, two)[differ]
        pairs.update((int(code) // 256, int(code) % 256) for code in np.unique(low * 256 + high))
    return pairs
