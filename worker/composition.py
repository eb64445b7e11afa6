"""From a decode to the masks that may be stored (hop 8): bases refined, frozen objects on top. Pure.

A base (a painted or imported mask) with clicks on it changes only where the decode with those clicks differs from the
decode without them, and where a box is drawn only inside it. "Without" needs some evidence of the object: the clicks
that the base has absorbed or, where there are none, one implicit click at the base's deepest point (the pixel farthest
from its border), which is then part of both decodes. A base wins its pixels over the other active objects; frozen
objects win theirs over all.

What a box says of its outside (model/boxes.py) is said of its own object: objects without a box get their masks from
a decode that does not hear it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import cv2
import numpy as np

from backend.annotation.state import boxes_meet
from kernels.rle import Rle, bbox_xywh, decode, encode_labels, subtract
from model.boxes import Box, Evidence, box_in_effect, marks_of, marks_outside, reach
from model.types import Click, Clicks, Mark

Window = tuple[slice, slice]
EVERYWHERE = (slice(None), slice(None))
E = TypeVar("E", Mark, Evidence)
Segment = Callable[[Clicks], tuple[np.ndarray, np.ndarray]]
"""Clicks to (label map uint16 (H, W): 0 background, k + 1 object k; predicted quality float32 (K,))."""


@dataclass(frozen=True)
class Active:
    """One object of a decode: all its clicks, strokes and boxes, of which the first ``base_clicks`` are part of
    ``base`` (None: no base)."""

    clicks: tuple[Evidence, ...]
    base: Rle | None = None
    base_clicks: int = 0


def compose(
    segment: Segment, active: Sequence[Active], background: Sequence[Mark], image_hw: tuple[int, int]
) -> tuple[list[Rle], np.ndarray]:
    """The disjoint masks of ``active`` and their predicted quality, float32 (K,); NaN for refined bases.

    A model judges the mask that it decoded, and not what a person painted around it.
    """
    if not any(item.base for item in active):
        labels, quality = _answered(segment, [item.clicks for item in active], tuple(background), image_hw)
        return encode_labels(labels, len(active)), quality
    known = [_evidence_of_base(item) for item in active]
    later = [item.clicks[item.base_clicks :] if item.base else () for item in active]
    shifted = tuple(_shift(background))
    with_clicks = [before + tuple(_shift(after)) for before, after in zip(known, later, strict=True)]
    labels, quality = _answered(segment, with_clicks, shifted, image_hw)
    without, _ = _answered(segment, known, shifted, image_hw)
    for index, item in enumerate(active):
        if item.base is not None:
            box = box_in_effect(with_clicks[index])
            within = reach(box, image_hw) if box else EVERYWHERE
            _refine(labels, without, index + 1, decode(item.base).astype(bool), within)
            quality[index] = np.nan
    return encode_labels(labels, len(active)), quality


def without_frozen(masks: Sequence[Rle], frozen: Sequence[Rle]) -> list[Rle]:
    """``masks`` less the pixels of ``frozen``: those are composed last and never change."""
    result = []
    boxes = [list(bbox_xywh(rle)) for rle in frozen]
    for mask in masks:
        box = list(bbox_xywh(mask))
        for rle, other in zip(frozen, boxes, strict=True):
            if boxes_meet(box, other):
                mask = subtract(mask, rle)
        result.append(mask)
    return result


def deepest_point(mask: np.ndarray) -> tuple[float, float]:
    """The centre (x, y) of the pixel farthest from the border of ``mask``, bool (H, W) with at least one pixel."""
    padded = np.pad(mask.astype(np.uint8), 1)
    distance = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    row, column = np.unravel_index(int(distance.argmax()), distance.shape)
    return float(column) + 0.5, float(row) + 0.5


def _answered(
    segment: Segment, evidence: Sequence[Sequence[Evidence]], background: tuple[Mark, ...], image_hw: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """The answer of ``segment`` to objects of which some have boxes; each of those stays within its box."""
    objects = tuple(marks_of(marks) for marks in evidence)
    boxes = {index: box for index, marks in enumerate(evidence) if (box := box_in_effect(marks)) is not None}
    if not boxes:
        return segment(Clicks(objects, background))
    boxed, quality = segment(Clicks(objects, background + _outside(boxes, image_hw)))
    if len(boxes) == len(objects):
        labels = np.zeros_like(boxed)
    else:
        plain, plain_quality = segment(Clicks(objects, background))
        labels = np.array([0, *(0 if k in boxes else k + 1 for k in range(len(objects)))], dtype=plain.dtype)[plain]
        quality = np.array([(quality if k in boxes else plain_quality)[k] for k in range(len(objects))])
    for index, box in boxes.items():
        within = reach(box, image_hw)
        labels[within][boxed[within] == index + 1] = index + 1
    return labels, quality


def _outside(boxes: Mapping[int, Box], image_hw: tuple[int, int]) -> tuple[Mark, ...]:
    """What the boxes say of their outside; where one says that another's inside is background, it is not heard."""
    return tuple(
        mark
        for index, box in boxes.items()
        for mark in marks_outside(box, image_hw, (other for key, other in boxes.items() if key != index))
    )


def _refine(labels: np.ndarray, without: np.ndarray, label: int, base: np.ndarray, within: Window) -> None:
    """Write the refined base into ``labels``: the base, but the new decode where the two differ ``within`` its box."""
    now, before = labels == label, without == label
    mask = base.copy()
    mask[within] = np.where(now[within] != before[within], now[within], base[within])
    labels[now & ~mask] = 0
    labels[mask] = label


def _evidence_of_base(item: Active) -> tuple[Evidence, ...]:
    if item.base is None:
        return tuple(_shift(item.clicks))
    if item.base_clicks:
        return tuple(_shift(item.clicks[: item.base_clicks]))
    mask = decode(item.base)
    if not mask.any():  # all of it was erased or painted over: the clicks alone speak
        return tuple(_shift(item.clicks[:1]))
    x, y = deepest_point(mask)
    return (Click(x, y, 0),)


def _shift(marks: Sequence[E]) -> list[E]:
    """Time index 0 is left to implicit clicks."""
    return [replace(mark, t=mark.t + 1) for mark in marks]
