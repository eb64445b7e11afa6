"""Clicks that stand for a mask which no clicks made (a base), so that a model can be asked about it (hop 8). Pure.

Object and background clicks are simulated where the decode misses the mask, as DynaMITe's annotator would make them,
until the decode has reproduced the mask or there are ``MOST`` of them; those that came closest are taken. The same
mask, model and image give the same clicks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kernels.rle import Rle, bbox_xywh, decode_box
from model.clickers import DynamiteClicker, PlacedClick
from model.fusion import masks_from_logits
from model.types import Click, Clicks, Mark
from worker.decoder import Decoder

ENOUGH_IOU = 0.9
MOST = 10
MARGIN = 0.5
"""Of the longer side of the mask's box: what is looked at around it. Errors farther away are not about this mask."""
LEAST_MARGIN_PX = 32
LONGEST_SIDE = 256
"""Of what is looked at, in samples; a larger box is sampled in steps."""


@dataclass(frozen=True)
class Simulated:
    """A click on the mask (``on_object``) or beside it; ``depth``: how deep it lies in the error that it was made to
    correct, in pixels: what it speaks for. The first one corrects nothing and speaks for all of the mask."""

    mark: Click
    on_object: bool
    depth: float


def evidence_of(base: Rle, decoder: Decoder) -> tuple[Simulated, ...]:
    """What stands for ``base``, which has a pixel, in the order in which it was made; the first one lies on it."""
    sampled = _sampled(base)
    if not sampled.mask.any():
        return (Simulated(Click(*_some_point(base), 0), True, np.inf),)
    clicker = DynamiteClicker(sampled.mask[None])
    made = [sampled.simulated(clicker.first_clicks()[0], np.inf)]
    closest, best = -1.0, tuple(made)
    while True:
        maps = decoder.maps(of_one_object([(each.mark, each.on_object) for each in made]))
        predicted = masks_from_logits(maps, (sampled.rows, sampled.columns)) == 1
        iou = float((predicted & sampled.mask).sum() / (predicted | sampled.mask).sum())
        if iou > closest:
            closest, best = iou, tuple(made)
        following = clicker.next_click(predicted, 0) if iou < ENOUGH_IOU and len(made) < MOST else None
        if following is None:
            return best
        made.append(sampled.simulated(following, clicker.depth))


def of_one_object(marks: Sequence[tuple[Mark, bool]]) -> Clicks:
    """Clicks of one object (True) and of the background, numbered in this order."""
    timed = [(replace(mark, t=t), on_object) for t, (mark, on_object) in enumerate(marks)]
    inside = tuple(mark for mark, on_object in timed if on_object)
    return Clicks((inside,), tuple(mark for mark, on_object in timed if not on_object))


def deepest_point(base: Rle) -> tuple[float, float]:
    """The centre (x, y) of the pixel of ``base``, which has one, that is farthest from its border: the first click of
    the evidence."""
    sampled = _sampled(base)
    if not sampled.mask.any():
        return _some_point(base)
    first = sampled.simulated(DynamiteClicker(sampled.mask[None]).first_clicks()[0], np.inf)
    return first.mark.x, first.mark.y


@dataclass(frozen=True)
class Sampled:
    """``mask``, bool (h, w), at ``rows`` and ``columns`` of the image, which have the same step."""

    mask: np.ndarray
    rows: slice
    columns: slice

    def simulated(self, placed: PlacedClick, depth: float) -> Simulated:
        """``depth`` in samples."""
        step = self.rows.step
        x, y = self.columns.start + placed.column * step + 0.5, self.rows.start + placed.row * step + 0.5
        return Simulated(Click(x, y, placed.t), placed.is_positive, depth * step)


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
