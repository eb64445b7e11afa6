"""Clicks of a simulated person during training (DynaMITe, section 3.3): where they start and how they correct.

First clicks are deep inside their object; corrections go to the deep part of the larger error, and belong to whatever
the ground truth holds there. Unlike the reference, every image of a batch receives corrections (``compat_first_image``
in the specification keeps the reference's fault; it is not offered here). All arithmetic is numpy on uint8 label maps.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

BACKGROUND = -1
UNKNOWN = 255


@dataclass
class ClickList:
    """Rows (y, x, t, owner) of one image, pixels of the crop, t counting from 0."""

    rows: list[tuple[float, float, float, int]] = field(default_factory=list)

    def add(self, y: float, x: float, owner: int) -> None:
        self.rows.append((y, x, float(len(self.rows)), owner))


def initial_clicks(labels: np.ndarray, objects: int, rng: np.random.Generator) -> ClickList:
    """One click per object of a label map uint8 (S, S), larger objects first, then a few more and on the background."""
    clicks = ClickList()
    areas = np.bincount(labels.ravel(), minlength=objects + 1)[1 : objects + 1]
    for index in np.argsort(-areas, kind="stable"):
        mask = labels == index + 1
        clicks.add(*deep_point(mask, rng, share=1.7, centre=rng.random() < 0.5), int(index))
        for _ in range(_extra(rng, 0.25, 3)):
            clicks.add(*_inside_point(mask, rng), int(index))
    for _ in range(_extra(rng, 0.25, 4)):
        background = labels == 0
        if background.any():
            clicks.add(*_inside_point(background, rng), BACKGROUND)
    return clicks


def corrective_clicks(
    clicks: ClickList,
    predicted: np.ndarray,
    labels: np.ndarray,
    objects: int,
    rng: np.random.Generator,
    limit: int = 15,
) -> None:
    """Append corrections for the worst objects; both label maps uint8 (S, S), 0 background, 1..K objects."""
    known = labels != UNKNOWN
    ious = np.array([_iou(predicted == number, labels == number, known) for number in range(1, objects + 1)])
    enough = 0.97 if objects == 1 else 0.92
    for index in [i for i in np.argsort(ious, kind="stable") if ious[i] < enough][:limit]:
        truth, guess = labels == index + 1, predicted == index + 1
        missed, extra = truth & ~guess, guess & ~truth & known
        if not missed.any() and not extra.any():
            continue
        missed_depth, extra_depth = _depth(missed), _depth(extra)
        depth = missed_depth if missed_depth.max() > extra_depth.max() else extra_depth
        for _ in range(1 if rng.random() < 0.8 else 2):
            y, x = _point_of_depth(depth, rng, share=2.0, centre=rng.random() < 0.5)
            value = int(labels[int(y), int(x)])
            clicks.add(y, x, value - 1 if value else BACKGROUND)


def deep_point(mask: np.ndarray, rng: np.random.Generator, share: float, centre: bool) -> tuple[float, float]:
    """A point whose depth is the largest (``centre``) or above the largest / ``share``; pixel centres."""
    return _point_of_depth(_depth(mask), rng, share, centre)


def _point_of_depth(depth: np.ndarray, rng: np.random.Generator, share: float, centre: bool) -> tuple[float, float]:
    if centre:
        flat = int(depth.argmax())
    else:
        candidates = np.flatnonzero(depth.ravel() > depth.max() / share)
        flat = int(candidates[rng.integers(len(candidates))])
    return flat // depth.shape[1] + 0.5, flat % depth.shape[1] + 0.5


def _inside_point(mask: np.ndarray, rng: np.random.Generator) -> tuple[float, float]:
    eroded = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    candidates = np.flatnonzero(eroded.ravel())
    if len(candidates) == 0:
        candidates = np.flatnonzero(mask.ravel())
    flat = int(candidates[rng.integers(len(candidates))])
    return flat // mask.shape[1] + 0.5, flat % mask.shape[1] + 0.5


def _depth(mask: np.ndarray) -> np.ndarray:
    padded = np.pad(mask.astype(np.uint8), 1)
    return cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]


def _extra(rng: np.random.Generator, share: float, most: int) -> int:
    """0 with probability 1 - ``share``, else 1..most with weights 0.7^n."""
    if rng.random() >= share:
        return 0
    weights = 0.7 ** np.arange(1, most + 1)
    return int(rng.choice(np.arange(1, most + 1), p=weights / weights.sum()))


def _iou(one: np.ndarray, two: np.ndarray, known: np.ndarray) -> float:
    union = ((one | two) & known).sum()
    return float((one & two & known).sum() / union) if union else 1.0
