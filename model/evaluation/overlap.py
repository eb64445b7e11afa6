"""Intersection over union of all objects of an image at once, outside ignored pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Overlap:
    """Per object, K each: ``ious``, ``areas`` predicted in pixels; ``flagged`` lists objects of which nothing is
    there and nothing was predicted: 0 / 0 counts as 1, else no protocol could end on such an image.
    """

    ious: list[float]
    areas: list[int]
    flagged: list[int]


def overlap(truth: np.ndarray, predicted: np.ndarray, objects: int) -> Overlap:
    """Compare label maps, integer (H, W): 0 background, 1..``objects``; pixels where ``truth`` is -1 do not count.

    Raises ValueError where the shapes differ or ``predicted`` holds a label above ``objects``.
    """
    if truth.shape != predicted.shape:
        raise ValueError(f"predicted labels are {predicted.shape}, the ground truth {truth.shape}; they must be equal")
    if predicted.size and not 0 <= int(predicted.min()) <= int(predicted.max()) <= objects:
        raise ValueError(f"predicted labels reach {predicted.min()}..{predicted.max()}; expected 0..{objects}")
    counted = truth >= 0
    pairs = truth[counted].astype(np.int64) * (objects + 1) + predicted[counted]
    confusion = np.bincount(pairs, minlength=(objects + 1) ** 2).reshape(objects + 1, objects + 1)
    shared = confusion.diagonal()[1:]
    unions = confusion.sum(axis=1)[1:] + confusion.sum(axis=0)[1:] - shared
    ious = [int(i) / int(u) if u else 1.0 for i, u in zip(shared, unions, strict=True)]
    areas = np.bincount(predicted.ravel(), minlength=objects + 1)[1:]
    return Overlap(ious, [int(area) for area in areas], [k for k, union in enumerate(unions) if not union])
