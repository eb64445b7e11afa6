"""Any mask refined by clicks, wherever it came from (hop 8): one click after the other, each changes what it reaches.

The model is shown the mask as clicks (``base_evidence``) and asked again with the click of a person, whose word counts
more than the evidence of the other side near it. Where the answer differs from the mask, and the click reaches
(``click_reach``), the mask changes; every other pixel stays as it is. A click on the object only adds, one on the
background only takes away. The mask itself stands for the decode without the click: where the model would not have
said so before either, that is no reason to leave an error at which somebody points (numbers in docs/refinement.md).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from kernels.rle import Rle, decode_box, encode_box, subtract, union
from model.fusion import masks_from_logits
from model.types import Click, Logits, Mark
from worker.base_evidence import Simulated, evidence_of, of_one_object
from worker.click_reach import farthest_reach, most_depth, reached
from worker.decoder import Decoder

NEAREST_PX = 48
"""What is looked at around a click at first; more where the mask is farther away."""
LONGEST_SIDE = 1024
"""Of what is looked at, in samples; more is sampled in steps, so that no float has the size of a large image."""
OVERRULED = 2.25
OVERRULED_PX = 5.0
"""A click overrules evidence of the other side as near as the mask is, and no farther than OVERRULED times what that
evidence speaks for; OVERRULED_PX more in either case."""
MOST_KEPT = 128


@dataclass(frozen=True)
class Pointed:
    """A person's click or stroke on the object, or on the background."""

    mark: Mark
    on_object: bool


@dataclass(frozen=True)
class Refined:
    """A mask, and the simulated clicks that still speak for it, one of them at least on the object; none were simulated
    yet where nothing has changed."""

    mask: Rle
    evidence: tuple[Simulated, ...] = ()


Key = tuple[str, str, tuple[Pointed, ...]]


class BaseRefiner:
    """Refines, and keeps its last results, so that one more click takes one more decode. Not for several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Refined] = OrderedDict()

    def refine(self, key: str, base: Rle, pointed: Sequence[Pointed], decoder: Decoder) -> Refined:
        """``base``, which has a pixel, after all that was ``pointed`` at, in this order.

        ``key`` stands for image and model. What was kept changes the time it takes and nothing else.
        """
        keys: list[Key] = [(key, base["counts"], tuple(pointed[:number])) for number in range(len(pointed) + 1)]
        done = next((number for number in reversed(range(len(keys))) if keys[number] in self._kept), 0)
        state = self._kept.get(keys[done]) or Refined(base)
        for number in range(done + 1, len(keys)):
            around = _around(state.mask, pointed[number - 1])
            if around is not None:
                state = refined_by(self._with_evidence(state, keys[0], decoder), around, pointed[:number], decoder)
            self._keep(keys[number], state)
        return state

    def _with_evidence(self, state: Refined, key: Key, decoder: Decoder) -> Refined:
        """``state``, or where nothing has changed yet, the base with its evidence, which is kept as ``key``."""
        if state.evidence:
            return state
        begun = self._kept.get(key) or replace(state, evidence=evidence_of(state.mask, decoder))
        self._keep(key, begun)
        return begun

    def _keep(self, key: Key, state: Refined) -> None:
        self._kept[key] = state
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def refined_by(before: Refined, around: Around, pointed: Sequence[Pointed], decoder: Decoder) -> Refined:
    """What the last of ``pointed``, around which is ``around``, makes of ``before``, which knows those before it.

    One decode."""
    on_object = pointed[-1].on_object
    evidence = _not_overruled(before.evidence, on_object, around)
    marks: list[tuple[Mark, bool]] = [(each.mark, each.on_object) for each in evidence]
    maps = decoder.maps(of_one_object(marks + [(each.mark, each.on_object) for each in pointed]))
    region, left_top = _region(around, maps, before.mask, on_object)
    change = encode_box(region, left_top, decoder.image_hw)
    return Refined((union if on_object else subtract)(before.mask, change), evidence)


@dataclass(frozen=True)
class Around:
    """What is looked at around a click: ``rows`` and ``columns`` of the image, every ``step``-th.

    ``side``: what is on the click's side already. ``touched``: what lies under the click and is not. Both bool (h, w).
    ``pixels``: of those, in the image, int (n, 2) row and column. ``depth``: pixels that the error is deep at most.
    """

    rows: slice
    columns: slice
    step: int
    side: np.ndarray
    touched: np.ndarray
    pixels: np.ndarray
    depth: float


def _around(mask: Rle, pointed: Pointed) -> Around | None:
    """All that the click may change; None where the mask has it on the click's side already."""
    pixels = _pixels_under(pointed.mark, (mask["size"][0], mask["size"][1]))
    (top, left), (bottom, right) = pixels.min(axis=0), pixels.max(axis=0) + 1
    box = decode_box(mask, (int(left), int(top), int(right - left), int(bottom - top))) > 0
    pixels = pixels[box[pixels[:, 0] - top, pixels[:, 1] - left] != pointed.on_object]
    if not len(pixels):
        return None
    half = NEAREST_PX
    while True:
        found = _looked_at(mask, pixels, pointed.on_object, half)
        is_all = all(
            part.start < found.step and part.stop == size
            for part, size in zip((found.rows, found.columns), mask["size"], strict=True)
        )
        needed = farthest_reach(found.depth) + found.step
        if needed <= half or is_all:
            return found
        half = min(int(needed) + 1, 2 * half)  # a larger window may show that the mask is nearer


def _looked_at(mask: Rle, pixels: np.ndarray, on_object: bool, half: int) -> Around:
    height, width = mask["size"]
    top, left = (max(0, int(edge) - half) for edge in pixels.min(axis=0))
    bottom, right = (
        min(size, int(edge) + 1 + half) for size, edge in zip((height, width), pixels.max(axis=0), strict=True)
    )
    step = -(-max(bottom - top, right - left) // LONGEST_SIDE)
    box = decode_box(mask, (left, top, right - left, bottom - top))
    side = (box[step // 2 :: step, step // 2 :: step] > 0) == on_object
    touched = np.zeros(side.shape, dtype=bool)
    places = np.minimum((pixels - (top, left)) // step, np.array(side.shape) - 1)
    touched[places[:, 0], places[:, 1]] = True
    side &= ~touched
    to_border = float(np.minimum(pixels, np.array(mask["size"]) - 1 - pixels).min(axis=1).max() + 1)
    depth = most_depth(side, touched, to_border, step)
    rows, columns = slice(top + step // 2, bottom, step), slice(left + step // 2, right, step)
    return Around(rows, columns, step, side, touched, pixels, depth)


def _pixels_under(mark: Mark, size_hw: tuple[int, int]) -> np.ndarray:
    """Rows and columns of the pixels under a click or along a stroke, int (n, 2); points outside fall on the border."""
    points = ((mark.x, mark.y),) if isinstance(mark, Click) else mark.points
    limits = np.array(size_hw)[::-1] - 1
    places = np.clip(np.floor(points).astype(np.int64), 0, limits)
    corner = places.min(axis=0)
    size = places.max(axis=0) - corner + 1
    canvas = np.zeros((size[1], size[0]), dtype=np.uint8)
    inside = [(int(x), int(y)) for x, y in places - corner]
    for start, end in pairwise([*inside, inside[-1]]):
        cv2.line(canvas, start, end, 1)
    return np.argwhere(canvas) + corner[::-1]


def _region(around: Around, maps: Logits, mask: Rle, on_object: bool) -> tuple[np.ndarray, tuple[int, int]]:
    """The pixels that change, bool (h, w), and left and top of this box in the image."""
    wanted = (masks_from_logits(maps, (around.rows, around.columns)) == 1) == on_object
    region = reached(around.side, wanted, around.touched, around.depth, around.step)
    step = around.step
    top, left = around.rows.start - step // 2, around.columns.start - step // 2
    if step == 1:
        return region, (left, top)
    # looked at in steps: in the blocks that it found, and those beside them, every pixel is asked for itself
    blocks = cv2.dilate(region.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    x, y, width, height = cv2.boundingRect(blocks.astype(np.uint8))
    rows = slice(top + y * step, min(top + (y + height) * step, around.rows.stop))
    columns = slice(left + x * step, min(left + (x + width) * step, around.columns.stop))
    box = decode_box(mask, (columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start))
    near = (
        blocks[y : y + height, x : x + width].repeat(step, axis=0).repeat(step, axis=1)[: box.shape[0], : box.shape[1]]
    )
    wanted = (masks_from_logits(maps, (rows, columns)) == 1) == on_object
    region = near & wanted & ((box > 0) != on_object)
    region[around.pixels[:, 0] - rows.start, around.pixels[:, 1] - columns.start] = True
    return region, (columns.start, rows.start)


def _not_overruled(evidence: Sequence[Simulated], on_object: bool, around: Around) -> tuple[Simulated, ...]:
    """``evidence`` without clicks of the other side near what is pointed at; one on the object always stays."""

    def distance(each: Simulated) -> float:
        return float(np.hypot(*(around.pixels + 0.5 - (each.mark.y, each.mark.x)).T).min())

    left = tuple(
        each
        for each in evidence
        if each.on_object == on_object or distance(each) > min(around.depth, OVERRULED * each.depth) + OVERRULED_PX
    )
    if any(each.on_object for each in left):
        return left
    farthest = max((each for each in evidence if each.on_object), key=distance)
    return tuple(each for each in evidence if each in left or each is farthest)
