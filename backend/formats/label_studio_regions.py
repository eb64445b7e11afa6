"""Regions of Label Studio: shapes in percent of the image, labels and answers of one region in several results."""

from __future__ import annotations

from typing import Any

from backend.formats import brush_rle, curves
from backend.formats.fields import BadRecord, corners, number
from backend.formats.records import Box, Mask, Polygons, Shape
from kernels import rle

NO_REGION = frozenset(
    {"choices", "labels", "textarea", "number", "rating", "taxonomy", "datetime", "relation", "ranker"}
)
Json = dict[str, Any]


def shape_of(region: Json, size_hw: tuple[int, int] | None) -> Shape:
    """``size_hw`` is what the region says of its image. Raises BadRecord."""
    kind, value = str(region.get("type", "")), region.get("value")
    if not isinstance(value, dict):
        raise BadRecord("a region needs a value")
    if region.get("image_rotation") not in (None, 0):
        detail = f"the image was turned by {region['image_rotation']} degrees while this was drawn"
        raise BadRecord(f"{detail}; only regions of images as they are come in", "unsupported")
    match kind.removesuffix("labels"):
        case "brush":
            return _brush(value, size_hw)
        case "polygon":
            ring = [(x / 100, y / 100) for x, y in corners(value.get("points"))]
            return Polygons((ring,), is_relative=True)
        case "rectangle":
            return _rectangle(value, size_hw)
        case "ellipse":
            return _ellipse(value, size_hw)
        case "keypoint":
            raise BadRecord("a point is no area", "unsupported")
    raise BadRecord(f"regions of the type {kind[:40]!r} are not read", "unsupported")


def _brush(value: Json, size_hw: tuple[int, int] | None) -> Shape:
    if value.get("format") != "rle":
        raise BadRecord(f"format={str(value.get('format'))[:40]!r} of a brush is not read; rle is", "unsupported")
    return Mask(rle.encode(brush_rle.decode(value.get("rle"), _known(size_hw))))


def _rectangle(value: Json, size_hw: tuple[int, int] | None) -> Shape:
    """Turned around its first corner."""
    x, y, width, height = (number(value.get(name), name) for name in ("x", "y", "width", "height"))
    angle = number(value.get("rotation") or 0, "rotation")
    if angle % 360 == 0:
        return Box(x / 100, y / 100, (x + width) / 100, (y + height) / 100, is_relative=True)
    rows, columns = (side / 100 for side in _known(size_hw))
    corner = x * columns, y * rows
    return Polygons((curves.rectangle(*corner, (x + width) * columns, (y + height) * rows, angle, corner),))


def _ellipse(value: Json, size_hw: tuple[int, int] | None) -> Shape:
    """Turned around its middle."""
    x, y, across, down = (number(value.get(name), name) for name in ("x", "y", "radiusX", "radiusY"))
    angle = number(value.get("rotation") or 0, "rotation")
    rows, columns = (side / 100 for side in _known(size_hw))
    return Polygons((curves.ellipse((x * columns, y * rows), across * columns, down * rows, angle),))


def _known(size_hw: tuple[int, int] | None) -> tuple[int, int]:
    if size_hw is None:
        raise BadRecord("original_width and original_height are missing")
    return size_hw


def labels_of(group: list[Json]) -> list[str]:
    """Those in the region itself, or in a result of type ``labels`` with its id."""
    for result in group:
        kind, value = str(result.get("type", "")), result.get("value")
        found = value.get(kind) if isinstance(value, dict) and kind.endswith("labels") else None
        if isinstance(found, list) and (
            named := [label for label in found if isinstance(label, str) and label.strip()]
        ):
            return named
    return []


def attributes_of(group: list[Json]) -> Json:
    """Answers to what the region was asked for, by the name of the question."""
    found: Json = {}
    for result in group:
        kind, value, name = result.get("type"), result.get("value"), result.get("from_name")
        if kind in ("choices", "textarea", "number", "rating") and isinstance(value, dict) and isinstance(name, str):
            answer = value.get("text" if kind == "textarea" else str(kind))
            found[name] = answer[0] if isinstance(answer, list) and len(answer) == 1 else answer
    return {name: answer for name, answer in found.items() if answer is not None}
