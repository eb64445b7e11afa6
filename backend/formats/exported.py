"""What a format writes: images and objects as plain data, checked, numbered and free of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kernels.rle import Rle

UNLABELLED = "unlabelled"
"""Stands for no label where a format needs one for every object."""


@dataclass(frozen=True)
class ExportedLabel:
    """``value`` is 1, 2, 3 ... in the order of the project's labels: COCO's category id and the label map's value.
    ``attributes_schema``: what its objects are asked for (``projects/attributes.py``)."""

    value: int
    id: int | None
    name: str
    color: str
    is_thing: bool
    attributes_schema: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class ExportedImage:
    """``number`` is 1, 2, 3 ... in this export; ``file_name`` is distinct in it."""

    number: int
    id: str
    file_name: str
    width: int
    height: int
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportedObject:
    """An object with a mask of its image's size that holds a pixel or more, or a bounding box without a mask.

    ``model`` ({"name", "digest", "engine"}) made the mask; None where a brush did. ``quality`` is
    the IoU that it expects, in 0..1; None where it expects none. Of two that overlap the one with the higher ``z`` lies
    on top. ``is_proposal``: nobody has accepted it yet; only writers of formats that carry proposals get such.
    """

    id: str
    label: ExportedLabel
    rle: Rle | None
    area: int
    bbox_xywh: tuple[int, int, int, int]
    attributes: dict[str, Any]
    source: str
    model: dict[str, str] | None
    quality: float | None
    z: int = 0
    is_proposal: bool = False
