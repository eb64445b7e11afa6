"""How far two documents of the same image agree. Pure.

Objects are matched one to one inside each label, so that their intersection over union adds up to the most
(assignment.py). Then, over the objects of a label or of the whole image:

* mean IoU and mean Dice count each matched pair once and each object without a partner as 0;
* panoptic quality (Panoptic Segmentation, arXiv 1801.00868) counts pairs with an IoU above 0.5 as found:
  PQ = SQ * RQ, SQ the mean IoU of the pairs found, RQ = found / (found + half of all that was not).

Two empty documents agree wholly. An object is a mask or a box; a mask and a box never match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backend.annotation.state import boxes_meet
from backend.review.assignment import best_pairs
from kernels.rle import Rle, iou

FOUND_ABOVE = 0.5


@dataclass(frozen=True)
class Segment:
    """An object as it is compared: ``rle`` None makes it the box ``bbox`` (x, y, width, height) itself."""

    label: int | None
    bbox: list[int]
    rle: Rle | None = None


@dataclass(frozen=True)
class Figures:
    """Of one label or of all. ``ious`` are those of the matched pairs; ``missing`` objects of the first document have
    no partner, ``extra`` ones of the second."""

    ious: tuple[float, ...] = ()
    missing: int = 0
    extra: int = 0

    @property
    def mean_iou(self) -> float:
        return self._mean(self.ious)

    @property
    def dice(self) -> float:
        return self._mean([2 * value / (1 + value) for value in self.ious])

    @property
    def found(self) -> list[float]:
        return [value for value in self.ious if value > FOUND_ABOVE]

    @property
    def sq(self) -> float:
        return sum(self.found) / len(self.found) if self.found else float(not self._count)

    @property
    def rq(self) -> float:
        lost = 2 * (len(self.ious) - len(self.found)) + self.missing + self.extra
        return len(self.found) / (len(self.found) + lost / 2) if self._count else 1.0

    @property
    def pq(self) -> float:
        return self.sq * self.rq

    @property
    def _count(self) -> int:
        return len(self.ious) + self.missing + self.extra

    def _mean(self, values: Sequence[float]) -> float:
        return sum(values) / self._count if self._count else 1.0

    def to_json(self) -> dict[str, Any]:
        figures = {name: round(getattr(self, name), 6) for name in ("mean_iou", "dice", "pq", "sq", "rq")}
        return figures | {"matched": len(self.ious), "missing": self.missing, "extra": self.extra}


@dataclass(frozen=True)
class Agreement:
    """``pairs``: places in the two documents of the objects that were matched."""

    overall: Figures
    per_label: dict[int | None, Figures] = field(default_factory=dict)
    pairs: tuple[tuple[int, int], ...] = ()


def agreement(first: Sequence[Segment], second: Sequence[Segment]) -> Agreement:
    per_label: dict[int | None, Figures] = {}
    pairs: list[tuple[int, int]] = []
    for label in dict.fromkeys(item.label for item in (*first, *second)):
        mine, theirs = _of_label(first, label), _of_label(second, label)
        values = overlaps([first[i] for i in mine], [second[i] for i in theirs])
        matched = best_pairs(values)
        ious = tuple(float(values[row, column]) for row, column in matched)
        per_label[label] = Figures(ious, len(mine) - len(ious), len(theirs) - len(ious))
        pairs += [(mine[row], theirs[column]) for row, column in matched]
    return Agreement(_all(per_label.values()), per_label, tuple(sorted(pairs)))


def overlaps(first: Sequence[Segment], second: Sequence[Segment]) -> np.ndarray:
    """IoU of each object of ``first`` with each of ``second``, float64 (F, S)."""
    values = np.zeros((len(first), len(second)))
    for row, one in enumerate(first):
        for column, other in enumerate(second):
            if boxes_meet(one.bbox, other.bbox):
                values[row, column] = overlap(one, other)
    return values


def overlap(one: Segment, other: Segment) -> float:
    if one.rle is not None and other.rle is not None:
        return iou(one.rle, other.rle)
    return box_iou(one.bbox, other.bbox) if one.rle is None and other.rle is None else 0.0


def box_iou(one: Sequence[int], other: Sequence[int]) -> float:
    """Of two boxes (x, y, width, height)."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    common = max(0, width) * max(0, height)
    together = one[2] * one[3] + other[2] * other[3] - common
    return common / together if together else 0.0


def _of_label(items: Sequence[Segment], label: int | None) -> list[int]:
    return [place for place, item in enumerate(items) if item.label == label]


def _all(figures: Iterable[Figures]) -> Figures:
    parts = list(figures)
    ious = tuple(value for part in parts for value in part.ious)
    return Figures(ious, sum(part.missing for part in parts), sum(part.extra for part in parts))
