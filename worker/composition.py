"""From a decode to the masks that may be stored (hop 8): bases refined, frozen objects on top. Pure.

A base (a painted or imported mask) with clicks on it changes only where the decode with those clicks differs from the
decode without them. "Without" needs some evidence of the object: the clicks that the base has absorbed or, where there
are none, one implicit click at the base's deepest point (the pixel farthest from its border), which is then part of
both decodes. A base wins its pixels over the other active objects; frozen objects win theirs over all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from backend.annotation.state import boxes_meet
from kernels.rle import Rle, bbox_xywh, decode, encode_labels, subtract
from model.types import Click, Clicks, Mark

Segment = Callable[[Clicks], tuple[np.ndarray, np.ndarray]]
"""Clicks to (label map uint16 (H, W): 0 background, k + 1 object k; predicted quality float32 (K,))."""


@dataclass(frozen=True)
class Active:
    """One object of a decode: all its clicks and strokes, of which the first ``base_clicks`` are part of ``base``
    (None: no base)."""

    clicks: tuple[Mark, ...]
    base: Rle | None = None
    base_clicks: int = 0


def compose(segment: Segment, active: Sequence[Active], background: Sequence[Mark]) -> tuple[list[Rle], np.ndarray]:
    """The disjoint masks of ``active`` and their predicted quality, float32 (K,); NaN for refined bases.

    A model judges the mask that it decoded, and not what a person painted around it.
    """
    if not any(item.base for item in active):
        labels, quality = segment(Clicks(tuple(item.clicks for item in active), tuple(background)))
        return encode_labels(labels, len(active)), quality
    known = [_evidence_of_base(item) for item in active]
    later = [item.clicks[item.base_clicks :] if item.base else () for item in active]
    shifted = tuple(_shift(background))
    with_clicks = tuple(before + tuple(_shift(after)) for before, after in zip(known, later, strict=True))
    labels, quality = segment(Clicks(with_clicks, shifted))
    without, _ = segment(Clicks(tuple(known), shifted))
    for index, item in enumerate(active):
        if item.base is not None:
            _refine(labels, without, index + 1, decode(item.base).astype(bool))
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


def _refine(labels: np.ndarray, without: np.ndarray, label: int, base: np.ndarray) -> None:
    """Write the refined base into ``labels``: the base, but the new decode where the two decodes differ."""
    now, before = labels == label, without == label
    mask = np.where(now != before, now, base)
    labels[now & ~mask] = 0
    labels[mask] = label


def _evidence_of_base(item: Active) -> tuple[Mark, ...]:
    if item.base is None:
        return tuple(_shift(item.clicks))
    if item.base_clicks:
        return tuple(_shift(item.clicks[: item.base_clicks]))
    mask = decode(item.base)
    if not mask.any():  # all of it was erased or painted over: the clicks alone speak
        return tuple(_shift(item.clicks[:1]))
    x, y = deepest_point(mask)
    return (Click(x, y, 0),)


def _shift(marks: Sequence[Mark]) -> list[Mark]:
    """Time index 0 is left to implicit clicks."""
    return [replace(mark, t=mark.t + 1) for mark in marks]
