"""Panoptic quality (Panoptic Segmentation, arXiv 1801.00868, equation 1), counted as the COCO panoptic tools count.

A predicted segment matches a true one of its class if their IoU is above 0.5, which at most one can reach. Pixels that
the truth leaves void count against nobody; a crowd is neither found nor missed, and what lies mostly in void or in a
crowd of its class is no false positive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

VOID = 0
"""The id of pixels without a segment."""
LEAST_IOU = 0.5
MOST_IGNORED = 0.5


@dataclass(frozen=True)
class PanopticSegment:
    """A segment of a map: its ``id`` (not 0), its class, and whether it stands for many objects at once."""

    id: int
    category: int
    is_crowd: bool = False


@dataclass(frozen=True)
class PanopticTruth:
    """``ids``, integer (H, W), and what each id but 0 stands for. A prediction has the same form."""

    ids: np.ndarray
    segments: Sequence[PanopticSegment]


@dataclass
class ClassCounts:
    """What was matched of one class: pairs, their summed IoU, and what is left over on both sides."""

    iou_sum: float = 0.0
    true_positives: int = 0
    false_positives: int = 0
    false_negatives: int = 0

    @property
    def occurs(self) -> bool:
        return self.true_positives + self.false_positives + self.false_negatives > 0

    @property
    def pq(self) -> float:
        return self.sq * self.rq

    @property
    def sq(self) -> float:
        return self.iou_sum / self.true_positives if self.true_positives else 0.0

    @property
    def rq(self) -> float:
        total = self.true_positives + 0.5 * self.false_positives + 0.5 * self.false_negatives
        return self.true_positives / total if total else 0.0


@dataclass(frozen=True)
class PanopticFigures:
    """Means over the ``classes`` classes that occur, 0..1; all 0 where none does."""

    pq: float
    sq: float
    rq: float
    classes: int


@dataclass
class PanopticQuality:
    """Counts of images added one by one; it keeps nothing of them but the counts per class."""

    counts: dict[int, ClassCounts] = field(default_factory=lambda: defaultdict(ClassCounts))

    def add(self, truth: PanopticTruth, predicted: PanopticTruth) -> None:
        """Compare one image. Raises ValueError for maps of two sizes, or with ids that no segment or no pixel has."""
        if truth.ids.shape != predicted.ids.shape:
            raise ValueError(f"predicted map is {predicted.ids.shape}, the truth {truth.ids.shape}; they must be equal")
        true_areas, areas = _areas(truth, "true"), _areas(predicted, "predicted")
        shared = _shared(truth.ids, predicted.ids)
        of_truth = {segment.id: segment for segment in truth.segments}
        of_prediction = {segment.id: segment for segment in predicted.segments}
        found, used = set(), set()
        for (true_id, id_), both in shared.items():
            if true_id == VOID or id_ == VOID or of_truth[true_id].is_crowd:
                continue
            if of_truth[true_id].category != of_prediction[id_].category:
                continue
            union = areas[id_] + true_areas[true_id] - both - shared.get((VOID, id_), 0)
            if both / union > LEAST_IOU:
                counts = self.counts[of_truth[true_id].category]
                counts.true_positives += 1
                counts.iou_sum += both / union
                found.add(true_id)
                used.add(id_)
        crowds = {segment.category: segment.id for segment in truth.segments if segment.is_crowd}  # as there, the last
        for segment in truth.segments:
            if segment.id not in found and not segment.is_crowd:
                self.counts[segment.category].false_negatives += 1
        for segment in predicted.segments:
            ignored = shared.get((VOID, segment.id), 0)
            if segment.category in crowds:
                ignored += shared.get((crowds[segment.category], segment.id), 0)
            if segment.id not in used and ignored / areas[segment.id] <= MOST_IGNORED:
                self.counts[segment.category].false_positives += 1

    def figures(self, categories: Iterable[int] | None = None) -> PanopticFigures:
        """Over ``categories``, such as those of things, or all."""
        chosen = self.counts.keys() if categories is None else set(categories)
        counted = [counts for category, counts in self.counts.items() if category in chosen and counts.occurs]
        if not counted:
            return PanopticFigures(0.0, 0.0, 0.0, 0)
        pq, sq, rq = (float(np.mean([getattr(counts, name) for counts in counted])) for name in ("pq", "sq", "rq"))
        return PanopticFigures(pq, sq, rq, len(counted))

    def of_all_things_and_stuff(self, is_thing: Mapping[int, bool]) -> dict[str, PanopticFigures]:
        """``All``, ``Things`` and ``Stuff`` of the categories of ``is_thing``, as the COCO tools print them."""
        return {
            "All": self.figures(is_thing),
            "Things": self.figures(category for category, thing in is_thing.items() if thing),
            "Stuff": self.figures(category for category, thing in is_thing.items() if not thing),
        }


def _areas(map_: PanopticTruth, whose: str) -> dict[int, int]:
    """Pixels per id. Raises ValueError where map and segments do not belong together."""
    ids, counts = np.unique(map_.ids, return_counts=True)
    areas = {int(id_): int(count) for id_, count in zip(ids, counts, strict=True) if id_ != VOID}
    listed = [segment.id for segment in map_.segments]
    if unlisted := sorted(areas.keys() - set(listed)):
        raise ValueError(f"the {whose} map has pixels of id {unlisted[0]}, which none of its segments has")
    if unseen := sorted(set(listed) - areas.keys()):
        raise ValueError(f"the {whose} segment {unseen[0]} has no pixel in its map; leave it out")
    if len(set(listed)) != len(listed):
        raise ValueError(f"two of the {whose} segments have one id; ids must differ: {sorted(listed)[:10]}")
    return areas


def _shared(true_ids: np.ndarray, ids: np.ndarray) -> dict[tuple[int, int], int]:
    """Pixels of each pair (true id, predicted id) that meets."""
    pairs, counts = np.unique(np.stack((true_ids.ravel(), ids.ravel())).astype(np.int64), axis=1, return_counts=True)
    return {(int(true_id), int(id_)): int(count) for true_id, id_, count in zip(*pairs, counts, strict=True)}
