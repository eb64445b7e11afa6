"""Which of the overlapping masks of a photo contain which: parts and wholes, as RITM has them (arXiv 2102.06583).

A mask lies in another when 70 % of its box and 80 % of its pixels do. Its parent is the innermost one that contains
it; masks without a parent are the objects that training draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

BOX_SHARE = 0.7
MASK_SHARE = 0.8

Box = tuple[int, int, int, int]


@dataclass
class Node:
    """One mask: the masks directly inside it, the one around it, and how many are around it in all."""

    children: list[int] = field(default_factory=list)
    parent: int | None = None
    level: int = 0


def hierarchy_of(masks: Sequence[np.ndarray]) -> list[Node]:
    """The nodes of ``masks``, bool (H, W), each with at least one pixel, in their order."""
    areas = [int(mask.sum()) for mask in masks]
    boxes = [box_of(mask) for mask in masks]
    nodes = [Node() for _ in masks]
    by_area = sorted(range(len(masks)), key=lambda k: -areas[k])
    for place, inner in enumerate(by_area):
        # The smallest mask around it is the innermost: those that contain that one contain this one, or nearly.
        for outer in reversed(by_area[:place]):
            if _contains(masks[outer], boxes[outer], masks[inner], boxes[inner], areas[inner]):
                nodes[inner].parent, nodes[inner].level = outer, nodes[outer].level + 1
                nodes[outer].children.append(inner)
                break
    return nodes


def box_of(mask: np.ndarray) -> Box:
    """(first row, last row, first column, last column) of a mask with at least one pixel."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


def box_area(box: Box) -> int:
    """Pixels of a box."""
    return (box[1] - box[0] + 1) * (box[3] - box[2] + 1)


def box_intersection(one: Box, two: Box) -> int:
    """Pixels that two boxes share."""
    rows = min(one[1], two[1]) - max(one[0], two[0]) + 1
    columns = min(one[3], two[3]) - max(one[2], two[2]) + 1
    return max(0, rows) * max(0, columns)


def _contains(outer: np.ndarray, outer_box: Box, inner: np.ndarray, inner_box: Box, area: int) -> bool:
    if box_intersection(outer_box, inner_box) < BOX_SHARE * box_area(inner_box):
        return False
    return bool((outer & inner).sum() > MASK_SHARE * area)
