"""Clicks that stand for a mask which no clicks made (a base), so that a model can be asked about it (hop 8). Pure.

Object and background clicks are simulated where the decode misses the mask, as DynaMITe's annotator would make them,
until the decode has reproduced the mask or there are ``MOST`` of them; those that came closest are taken. The same
mask, model and image give the same clicks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kernels.rle import Rle, bbox_xywh, decode_box
from model.clickers import DynamiteClicker, PlacedClick
from model.fusion import masks_from_logits
from model.types import Click, Clicks
from worker.decoder import Decoder

ENOUGH_IOU = 0.9
MOST = 10
MARGIN = 0.5
"""Of the longer side of the mask's box: what is looked at around it. Errors farther away are not about this mask."""
LEAST_MARGIN_PX = 32
LONGEST_SIDE = 256
"""Of what is looked at, in samples; a larger box is sampled in steps."""


def evidence_of(base: Rle, decoder: Decoder) -> Clicks:
    """Clicks on ``base``, which has a pixel: one object with at least one, and background; their times count from 0."""
    sampled = _sampled(base)
    if not sampled.mask.any():
        return Clicks(((Click(*_some_point(base), 0),),))
    clicker = DynamiteClicker(sampled.mask[None])
    placed = clicker.first_clicks()
    closest, best = -1.0, sampled.clicks(placed)
    while True:
        clicks = sampled.clicks(placed)
        predicted = masks_from_logits(decoder.maps(clicks), (sampled.rows, sampled.columns)) == 1
        iou = float((predicted & sampled.mask).sum() / (predicted | sampled.mask).sum())
        if iou > closest:
            closest, best = iou, clicks
        following = clicker.next_click(predicted, 0) if iou < ENOUGH_IOU and len(placed) < MOST else None
        if following is None:
            return best
        placed.append(following)


def deepest_point(base: Rle) -> tuple[float, float]:
    """The centre (x, y) of the pixel of ``base``, which has one, that is farthest from its border: the first click of
    the evidence."""
    sampled = _sampled(base)
    if not sampled.mask.any():
        return _some_point(base)
    return sampled.point(DynamiteClicker(sampled.mask[None]).first_clicks()[0])


@dataclass(frozen=True)
class Sampled:
    """``mask``, bool (h, w), at ``rows`` and ``columns`` of the image, which have the same step."""

    mask: np.ndarray
    rows: slice
    columns: slice

    def point(self, placed: PlacedClick) -> tuple[float, float]:
        step = self.rows.step
        return self.columns.start + placed.column * step + 0.5, self.rows.start + placed.row * step + 0.5

    def clicks(self, placed: Sequence[PlacedClick]) -> Clicks:
        inside = tuple(Click(*self.point(each), each.t) for each in placed if each.is_positive)
        return Clicks((inside,), tuple(Click(*self.point(each), each.t) for each in placed if not each.is_positive))


def _sampled(base: Rle) -> Sampled:
    """``base`` and its surroundings; without a pixel where the mask is thinner than the step."""
    x, y, width, height = bbox_xywh(base)
    margin = max(LEAST_MARGIN_PX, round(MARGIN * max(width, height)))
    left, top = max(0, x - margin), max(0, y - margin)
    right, bottom = min(base["size"][1], x + width + margin), min(base["size"][0], y + height + margin)
    step = -(-max(right - left, bottom - top) // LONGEST_SIDE)
    box = decode_box(base, (left, top, right - left, bottom - top))
    first = step // 2
    rows, columns = slice(top + first, bottom, step), slice(left + first, right, step)
    return Sampled(box[first::step, first::step] > 0, rows, columns)


def _some_point(base: Rle) -> tuple[float, float]:
    box = bbox_xywh(base)
    inside = np.flatnonzero(decode_box(base, box))
    row, column = divmod(int(inside[len(inside) // 2]), box[2])
    return box[0] + column + 0.5, box[1] + row + 0.5
