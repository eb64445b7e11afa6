"""What part of the image the model looks at for an object, as clicks made zoomed in come and go. Pure: of the fold.

An object is answered in one frame: the crop of the last click on it (or on the background where its mask was), or the
whole image. While the frame stays, all of its clicks are decoded together. When it changes,
* and the new crop lies in the frame before and holds the mask and all clicks, the object is decoded anew there: the
  same clicks, seen sharper;
* else the mask that it has becomes its base: what was clicked before stays in effect by that mask, and the new clicks
  refine it inside their crop alone, as they refine a painted one.
A click that still waits for its answer outside of the new crop makes the frame the whole image, which holds them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

import numpy as np

from backend.annotation.state import ClickRecord, ObjectState
from backend.images.crop import Crop, crop_of
from kernels.rle import Rle, decode_box


def look(item: ObjectState, record: ClickRecord) -> bool:
    """Let the frame of ``item`` be that of ``record``, which is about to refine it; whether that changed anything."""
    crop = crop_of(record.get("crop"))
    if crop == crop_of(item.crop):
        return False
    if item.rle is not None and item.area and not _is_closer(item, crop):
        item.make_base(item.rle, item.mask_revision)
    is_held = crop is not None and all(crop.holds(points_of(click)) for click in item.later_clicks)
    item.crop = crop.to_list() if crop is not None and is_held else None
    return True


def look_where_taken(item: ObjectState, record: ClickRecord) -> bool:
    """The same for a click on the background, where it takes something from the unlocked ``item``."""
    return not item.is_locked and meets(item, record) and look(item, record)


def meets(item: ObjectState, record: ClickRecord) -> bool:
    """Whether the click, or some of the stroke, lies on the mask of ``item``."""
    if item.rle is None or item.bbox is None:
        return False
    return lies_on(record, item.rle, item.bbox)


def lies_on(record: ClickRecord, mask: Rle, box_xywh: Sequence[int]) -> bool:
    """The same of ``mask``, around which is ``box_xywh``."""
    x0, y0, width, height = box_xywh
    pixels = np.floor(_along(points_of(record))).astype(int) - (x0, y0)
    near = pixels[((pixels >= 0) & (pixels < (width, height))).all(axis=1)]
    if not len(near):
        return False
    left, top = near.min(axis=0)
    columns, rows = near.max(axis=0) + 1 - (left, top)
    inside = decode_box(mask, (x0 + int(left), y0 + int(top), int(columns), int(rows)))
    return bool(inside[near[:, 1] - top, near[:, 0] - left].any())


def _along(points: Sequence[Sequence[float]]) -> np.ndarray:
    """Places (N, 2) on the lines through ``points``, a pixel apart or less."""
    found = [np.asarray(points[:1], float)]
    for begin, end in pairwise(np.asarray(points, float)):
        steps = max(1, ceil(np.abs(end - begin).max()))
        found.append(begin + (end - begin) * (np.arange(1, steps + 1) / steps)[:, None])
    return np.concatenate(found)


def points_of(record: ClickRecord) -> list[list[float]]:
    """The click, the points of a stroke, two corners of a box."""
    if "box" in record:
        return [record["box"][:2], record["box"][2:]]
    return list(record["points"]) if "points" in record else [[record["x"], record["y"]]]


def _is_closer(item: ObjectState, crop: Crop | None) -> bool:
    """Whether ``crop`` shows all there is of the object, and closer."""
    before = crop_of(item.crop)
    if crop is None or item.base is not None or item.bbox is None:
        return False
    if before is not None and not before.holds_box((crop.x0, crop.y0, crop.width, crop.height)):
        return False
    return crop.holds_box(item.bbox) and all(crop.holds(points_of(click)) for click in item.clicks)
