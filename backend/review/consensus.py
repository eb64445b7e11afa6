"""Several people's objects of one image become one set of objects. Pure.

Objects of different people are gathered into clusters by their overlap, whatever their labels, the closest first; a
cluster holds one object of each person at most. What fewer than half the people have drawn is left out. The label is
that of the majority. A pixel is in where more than half of the *trust* in the people who drew the object says so: each
person is trusted as far as they agree with the others over the whole image. With that a tie of two is broken in favour
of whom the others confirm; where all are trusted alike it is the plain majority. A box takes the weighted median of
each of its sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from backend.annotation.state import boxes_meet
from backend.review.agreement import Segment, overlap
from kernels.rle import Rle, area, bbox_xywh, decode_box, encode_box, without

SAME_OBJECT = 0.3
"""Two people mean the same object from this IoU on."""
SAME_LABEL_BONUS = 0.05

Member = tuple[int, int]
"""(person, place among that person's objects)"""


@dataclass(frozen=True)
class Merged:
    """One object of the consensus, and whose objects it was made of."""

    segment: Segment
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Outcome:
    """``objects`` in the order of their first members; ``left_out`` were drawn by too few, or lost all their pixels."""

    objects: tuple[Merged, ...]
    left_out: int


def consensus(people: Sequence[Sequence[Segment]], trust: Sequence[float], *, may_overlap: bool) -> Outcome:
    """``people``: the objects of each; ``trust``: of each person, 0..1. Masks are all of one size.

    No pixel belongs to two objects unless ``may_overlap``: those that more people drew come first.
    """
    clusters = _clusters(people)
    kept = [members for members in clusters if 2 * len(members) >= len(people)]
    merged = [Merged(_fused(people, members, trust), members) for members in kept]
    merged = merged if may_overlap else _disjoint(merged)
    merged = [item for item in merged if item.segment.rle is None or area(item.segment.rle)]
    return Outcome(tuple(merged), len(clusters) - len(merged))


def trust_of(count: int, mean_ious: dict[tuple[int, int], float]) -> list[float]:
    """How far each of ``count`` people agrees with the others, from the mean IoU of each pair; never quite nothing."""
    agreed: list[list[float]] = [[] for _ in range(count)]
    for (one, other), value in mean_ious.items():
        agreed[one].append(value)
        agreed[other].append(value)
    return [max(0.01, sum(values) / len(values)) if values else 1.0 for values in agreed]


def _clusters(people: Sequence[Sequence[Segment]]) -> list[tuple[Member, ...]]:
    """Every object is in one cluster; single ones too."""
    cluster_of = {(person, place): [(person, place)] for person, own in enumerate(people) for place in range(len(own))}
    for _, one, other in sorted(_links(people), key=lambda link: (-link[0], link[1:])):
        first, second = cluster_of[one], cluster_of[other]
        if first is second or {person for person, _ in first} & {person for person, _ in second}:
            continue
        first += second
        for member in second:
            cluster_of[member] = first
    found = {id(members): tuple(sorted(members)) for members in cluster_of.values()}
    return sorted(found.values())


def _links(people: Sequence[Sequence[Segment]]) -> list[tuple[float, Member, Member]]:
    """(closeness, one, other) of objects of two people that may be the same."""
    links = []
    for one, other in combinations(range(len(people)), 2):
        for i, mine in enumerate(people[one]):
            for j, theirs in enumerate(people[other]):
                if boxes_meet(mine.bbox, theirs.bbox) and (close := overlap(mine, theirs)) >= SAME_OBJECT:
                    bonus = SAME_LABEL_BONUS if mine.label == theirs.label else 0.0
                    links.append((close + bonus, (one, i), (other, j)))
    return links


def _fused(people: Sequence[Sequence[Segment]], members: Sequence[Member], trust: Sequence[float]) -> Segment:
    drawn = [people[person][place] for person, place in members]
    weights = np.array([trust[person] for person, _ in members])
    label = _majority([item.label for item in drawn], weights)
    masks = [item.rle for item in drawn if item.rle is not None]
    if not masks:
        return Segment(label, _median_box([item.bbox for item in drawn], weights))
    rle = _voted(masks, [item.bbox for item in drawn], weights)
    return Segment(label, list(bbox_xywh(rle)), rle)


def _majority(labels: Sequence[int | None], weights: np.ndarray) -> int | None:
    """What most people say; of two that as many say, what the more trusted ones do."""
    votes: dict[int | None, list[float]] = defaultdict(list)
    for label, weight in zip(labels, weights, strict=True):
        votes[label].append(float(weight))
    return max(votes, key=lambda label: (len(votes[label]), sum(votes[label])))


def _voted(masks: Sequence[Rle], boxes: Sequence[Sequence[int]], weights: np.ndarray) -> Rle:
    """Pixels for which more than half of ``weights`` votes; only the box around all masks is looked at."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    around = (left, top, right - left, bottom - top)
    votes = np.zeros((around[3], around[2]))
    for mask, weight in zip(masks, weights, strict=True):
        votes += weight * decode_box(mask, around)
    height, width = masks[0]["size"]
    return encode_box(votes > weights.sum() / 2, (left, top), (height, width))


def _median_box(boxes: Sequence[Sequence[int]], weights: np.ndarray) -> list[int]:
    """The weighted median of the left, top, right and bottom sides, as (x, y, width, height)."""
    sides = np.array([[x, y, x + width, y + height] for x, y, width, height in boxes])
    left, top, right, bottom = (_median(column, weights) for column in sides.T)
    return [left, top, right - left, bottom - top]


def _median(values: np.ndarray, weights: np.ndarray) -> int:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) >= weights.sum() / 2
    return int(values[order][np.argmax(reached)])


def _disjoint(merged: Sequence[Merged]) -> list[Merged]:
    """Each pixel stays with the object that the most people drew; of two such, with the smaller one, else with the
    first."""
    masked = [place for place, item in enumerate(merged) if item.segment.rle is not None]
    masked.sort(key=lambda place: (-len(merged[place].members), _area(merged[place]), place))
    result = list(merged)
    for rank, place in enumerate(masked):
        mine = result[place].segment
        before = [result[other].segment for other in masked[:rank]]
        above = [other.rle for other in before if other.rle is not None and boxes_meet(other.bbox, mine.bbox)]
        if mine.rle is not None and above:
            rle = without([mine.rle], above)[0]
            result[place] = replace(result[place], segment=Segment(mine.label, list(bbox_xywh(rle)), rle))
    return result


def _area(item: Merged) -> int:
    return area(item.segment.rle) if item.segment.rle is not None else 0
