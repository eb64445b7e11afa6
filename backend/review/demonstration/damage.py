"""What a person makes of true masks: edges that are off by some pixels, a bite here and there, an object forgotten,
one too many, a wrong label. Everything comes from the random generator that is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from backend.review.agreement import Segment
from kernels.rle import area, bbox_xywh, decode, encode


@dataclass(frozen=True)
class Carelessness:
    """``edge_px``: how far an edge may be off. The others are probabilities of each object, ``extra`` of each image."""

    edge_px: float = 5.0
    bite: float = 0.3
    missing: float = 0.05
    wrong_label: float = 0.05
    extra: float = 0.1

    def scaled(self, factor: float) -> Carelessness:
        most = {name: min(0.9, factor * getattr(self, name)) for name in ("bite", "missing", "wrong_label", "extra")}
        return Carelessness(edge_px=min(8.0, factor * self.edge_px), **most)


def drawn_by(
    random: np.random.Generator, truth: Sequence[Segment], labels: Sequence[int | None], how: Carelessness
) -> list[Segment]:
    """The objects of ``truth``, masks of one size, as somebody draws them; what comes later gives way."""
    drawn: list[Segment] = []
    for item in truth:
        assert item.rle is not None
        if random.random() < how.missing:
            continue
        mask = moved_edges(random, decode(item.rle) != 0, how.edge_px)
        mask = bitten(random, mask) if random.random() < how.bite else mask
        label = _other(random, item.label, labels) if random.random() < how.wrong_label else item.label
        drawn.append(_segment(label, mask))
    if truth and random.random() < how.extra:
        height, width = truth[0].rle["size"] if truth[0].rle else (1, 1)
        drawn.append(_segment(labels[int(random.integers(len(labels)))], _blob(random, (height, width))))
    return _disjoint(drawn)


def moved_edges(random: np.random.Generator, mask: np.ndarray, most_px: float) -> np.ndarray:
    """``mask``, bool (H, W), with its edge moved by up to ``most_px`` in waves, around a shift of its own."""
    inside = cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    outside = cv2.distanceTransform(np.pad(~mask, 1, constant_values=True).astype(np.uint8), cv2.DIST_L2, 5)
    distance = inside - outside[1:-1, 1:-1]
    height, width = mask.shape
    coarse = random.normal(size=(max(2, height // 12), max(2, width // 12))).astype(np.float32)
    waves = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    offset = np.clip(waves * most_px / 2 + random.normal() * most_px / 4, -most_px, most_px)
    moved = distance + offset > 0
    return moved if moved.any() else mask


def bitten(random: np.random.Generator, mask: np.ndarray) -> np.ndarray:
    """``mask`` without a disc around one of its pixels, a tenth of its area at most."""
    rows, columns = np.nonzero(mask)
    place = int(random.integers(rows.size))
    radius = float(np.sqrt(rows.size * random.uniform(0.02, 0.1) / np.pi))
    y, x = np.ogrid[: mask.shape[0], : mask.shape[1]]
    left: np.ndarray = mask & ((y - rows[place]) ** 2 + (x - columns[place]) ** 2 > radius**2)
    return left if left.any() else mask


def _blob(random: np.random.Generator, size_hw: tuple[int, int]) -> np.ndarray:
    height, width = size_hw
    y, x = np.ogrid[:height, :width]
    centre_y, centre_x = random.uniform(0, height), random.uniform(0, width)
    radius = random.uniform(0.04, 0.1) * min(size_hw) + 2
    return np.asarray((y - centre_y) ** 2 + (x - centre_x) ** 2 <= radius**2)


def _other(random: np.random.Generator, label: int | None, labels: Sequence[int | None]) -> int | None:
    others = [other for other in labels if other != label]
    return others[int(random.integers(len(others)))] if others else label


def _segment(label: int | None, mask: np.ndarray) -> Segment:
    rle = encode(mask)
    return Segment(label, list(bbox_xywh(rle)), rle)


def _disjoint(drawn: Sequence[Segment]) -> list[Segment]:
    result: list[Segment] = []
    taken: np.ndarray | None = None
    for item in drawn:
        assert item.rle is not None
        mask = decode(item.rle) != 0
        free = mask if taken is None else mask & ~taken
        taken = mask if taken is None else taken | mask
        rle = encode(free)
        if area(rle):
            result.append(replace(item, rle=rle, bbox=list(bbox_xywh(rle))))
    return result
