"""The same composition inside a crop, pasted back (hop 8): small objects, seen at their own resolution. Pure.

Everything is moved into the frame of the crop: marks outside of it are left out, bases are cut. What comes out lies in
the crop; of a base, what lies outside stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backend.images.crop import Crop
from kernels.rle import Rle, area, decode, decode_box, empty, encode, encode_box, subtract, union
from model.boxes import Box, Evidence
from model.types import Click, Mark, Stroke
from worker.composition import Active, Refine, compose
from worker.decoder import Decoder, Judged


def compose_in(
    crop: Crop,
    image_hw: tuple[int, int],
    decoder: Decoder,
    refine: Refine,
    active: Sequence[Active],
    background: Sequence[Mark],
    *,
    keeps_apart: bool = True,
) -> tuple[list[Rle], list[Judged]]:
    """The masks of ``active``, of ``image_hw`` pixels, and what the model thinks of them. They are disjoint where
    ``keeps_apart``, as in ``compose``.

    ``decoder`` has the features of the crop, whose pixels are its frame. Marks are in image pixels. An object of which
    nothing lies in the crop has no mask there.
    """
    inside = [_moved(item, background, crop) for item in active]
    taking_part = [index for index, item in enumerate(inside) if item.clicks or item.base is not None]
    shared = [mark for each in background if (mark := _mark_in(each, crop)) is not None]
    masks = [item.base or empty(image_hw) for item in active]
    judged = [Judged()] * len(active)
    if not taking_part:
        return masks, judged
    asked = [inside[index] for index in taking_part]
    found, of_crop = compose(decoder, refine, asked, shared, keeps_apart=keeps_apart)
    for index, rle, value in zip(taking_part, found, of_crop, strict=True):
        masks[index], judged[index] = _pasted(rle, active[index].base, crop, image_hw), _placed(value, crop)
    return masks, judged


def _moved(item: Active, background: Sequence[Mark], crop: Crop) -> Active:
    """``item`` in the frame of the crop; of its base and its marks what lies there."""
    base_clicks = _evidence_in(item.clicks[: item.base_clicks], crop)
    clicks = base_clicks + _evidence_in(item.clicks[item.base_clicks :], crop)
    known = sum(_mark_in(mark, crop) is not None for mark in background[: item.base_background])
    return Active(clicks, None if item.base is None else _cut(item.base, crop), len(base_clicks), known)


def _cut(base: Rle, crop: Crop) -> Rle:
    return encode(decode_box(base, (crop.x0, crop.y0, crop.width, crop.height)))


def _pasted(found: Rle, base: Rle | None, crop: Crop, image_hw: tuple[int, int]) -> Rle:
    inside = encode_box(decode(found) > 0, (crop.x0, crop.y0), image_hw)
    if base is None or not area(base):
        return inside
    whole = encode_box(np.ones((crop.height, crop.width), dtype=bool), (crop.x0, crop.y0), image_hw)
    return union(subtract(base, whole), inside)


def _placed(judged: Judged, crop: Crop) -> Judged:
    """From the frame of the crop to that of the image."""
    place = judged.unsure
    return judged if place is None else replace(judged, unsure=replace(place, x=place.x + crop.x0, y=place.y + crop.y0))


def _evidence_in(evidence: Sequence[Evidence], crop: Crop) -> tuple[Evidence, ...]:
    return tuple(
        found
        for each in evidence
        if (found := _box_in(each, crop) if isinstance(each, Box) else _mark_in(each, crop)) is not None
    )


def _box_in(box: Box, crop: Crop) -> Box | None:
    """A box that reaches over the crop says something else there than it said: it is left out."""
    if not crop.holds([(box.x0, box.y0), (box.x1, box.y1)]):
        return None
    return Box(box.x0 - crop.x0, box.y0 - crop.y0, box.x1 - crop.x0, box.y1 - crop.y0, box.t)


def _mark_in(mark: Mark, crop: Crop) -> Mark | None:
    """The click, or the points of the stroke, that lie in the crop, in its frame."""
    if isinstance(mark, Click):
        return replace(mark, x=mark.x - crop.x0, y=mark.y - crop.y0) if crop.holds([(mark.x, mark.y)]) else None
    points = tuple((x - crop.x0, y - crop.y0) for x, y in mark.points if crop.holds([(x, y)]))
    return Stroke(points, mark.t) if points else None
