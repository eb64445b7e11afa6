"""LabelMe, both ways: one JSON file an image, with its shapes.

https://github.com/wkentaro/labelme. Shapes of one label and ``group_id`` are parts of one object. Flags of a shape
become attributes, flags of an image its tags. ``attributes``, ``quality``, ``z``, ``stipple_id`` and ``unlabelled`` are
Stipple's own; LabelMe keeps them.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from backend.formats import curves, png_mask
from backend.formats.archive import Archive
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.fields import BadRecord, corners, score, size_hw, text
from backend.formats.json_stream import document, first_elements
from backend.formats.names import DistinctNames
from backend.formats.options import Options
from backend.formats.parts import joined
from backend.formats.records import (
    Box,
    ImageRecord,
    LabelRecord,
    Mask,
    ObjectRecord,
    Place,
    Polygons,
    Problem,
    Record,
    Shape,
)
from backend.formats.sources import Files, Unreadable
from backend.formats.sources.files import file_problem
from kernels import rle

FOLDER = "labelme"
LABELS = "labels.txt"
NOT_LABELS = frozenset({"__ignore__", "_background_"})
LINES = frozenset({"line", "linestrip", "point", "points"})


def recognises(files: Files) -> bool:
    return any("imagePath" in first_elements(files, name) for name in files.ending(".json")[:20])


def read(files: Files) -> Iterator[Record]:
    for name in files.ending(f"/{LABELS}"):
        yield from (LabelRecord(line) for _, line in files.lines(name) if line not in NOT_LABELS)
    for name in files.ending(".json"):
        try:
            found = document(files, name)
        except Unreadable as error:
            yield file_problem(name, error.code, error.detail)
            continue
        if isinstance(found, dict) and ("imagePath" in found or "shapes" in found):
            yield _image(files, name, found)
        else:
            files.used.discard(name)


def _image(files: Files, name: str, value: dict[str, Any]) -> Record:
    shapes, flags = value.get("shapes"), value.get("flags")
    if not isinstance(shapes, list):
        return Problem(Place(name), "bad-record", "shapes is not a list", "image", count=0)
    given = value.get("imagePath")
    image = given if isinstance(given, str) and given.strip() else PurePosixPath(name).stem
    size = size_hw(value.get("imageHeight"), value.get("imageWidth"))
    tags = tuple(flag for flag, is_set in flags.items() if is_set is True) if isinstance(flags, dict) else ()
    objects = list(_objects(shapes, name, image, size))
    return ImageRecord(
        image, Place(name), objects, size, files.beside(name, image), text(value.get("stipple_id")), tags
    )


def _objects(
    shapes: list[Any], file: str, image: str, size: tuple[int, int] | None
) -> Iterator[ObjectRecord | Problem]:
    """Objects in the order of their first parts."""
    groups: dict[Any, list[tuple[dict[str, Any], Shape]]] = {}
    places: dict[Any, Place] = {}
    for index, value in enumerate(shapes):
        place = Place(file, None, f"shapes[{index}]")
        try:
            key, shape = _group(value, index), _shape(value)
            groups.setdefault(key, []).append((value, shape))
            places.setdefault(key, place)
        except BadRecord as error:
            yield Problem(place, error.code, error.detail, image=image)
    for key, parts in groups.items():
        try:
            yield _object(parts, places[key], size)
        except BadRecord as error:
            yield Problem(places[key], error.code, error.detail, image=image)


def _group(value: Any, index: int) -> tuple[Any, ...]:
    if not isinstance(value, dict) or not isinstance(value.get("label"), str) or not value["label"].strip():
        raise BadRecord("a shape needs a label")
    group = text(value.get("group_id"))
    return (value["label"], group) if group else (value["label"], "", index)


def _object(parts: Sequence[tuple[dict[str, Any], Shape]], place: Place, size: tuple[int, int] | None) -> ObjectRecord:
    first = parts[0][0]
    attributes: dict[str, Any] = {}
    for value, _ in parts:
        attributes |= _attributes(value)
    key, z = text(first.get("stipple_id")), first.get("z")
    return ObjectRecord(
        None if key and first.get("unlabelled") is True else first["label"],
        joined([shape for _, shape in parts], size),
        place,
        key=key,
        stipple_id=key,
        attributes=attributes,
        score=score(first.get("quality")),
        z=z if type(z) is int else None,
    )


def _attributes(value: dict[str, Any]) -> dict[str, Any]:
    found = {"description": value["description"]} if text(value.get("description")) else {}
    for given in (value.get("flags"), value.get("attributes")):
        if isinstance(given, dict):
            found |= given
    return found


def _shape(value: dict[str, Any]) -> Shape:
    kind, points = str(value.get("shape_type") or "polygon"), value.get("points")
    if kind == "polygon":
        return Polygons((corners(points),))
    if kind in LINES:
        raise BadRecord(f"a shape of the kind {kind!r} is no area", "unsupported")
    if kind not in ("rectangle", "circle", "mask"):
        raise BadRecord(f"shapes of the kind {kind[:40]!r} are not read", "unsupported")
    (x0, y0), (x1, y1) = _two(points, kind)
    if kind == "circle":
        radius = math.hypot(x1 - x0, y1 - y0)
        return Polygons((curves.ellipse((x0, y0), radius, radius),))
    left, top, right, bottom = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    if kind == "rectangle":
        return Box(left, top, right, bottom)
    return _mask(value.get("mask"), (int(left), int(top)), (int(right), int(bottom)))


def _two(points: Any, kind: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Of a rectangle some versions write all four corners: the first and the third lie opposite each other."""
    found = corners(points, least=2)
    if len(found) == 4 and kind == "rectangle":
        return found[0], found[2]
    if len(found) != 2:
        raise BadRecord(f"a {kind} has 2 points; this one has {len(found)}")
    return found[0], found[1]


def _mask(content: Any, first: tuple[int, int], last: tuple[int, int]) -> Mask:
    """``first`` and ``last`` are the pixels (x, y) at its corners, both inside."""
    mask = png_mask.mask_of(png_mask.from_base64(content))
    size = (last[1] - first[1] + 1, last[0] - first[0] + 1)
    if mask.shape != size:
        detail = f"the mask has {mask.shape[1]}x{mask.shape[0]} pixels, its points say {size[1]}x{size[0]}"
        raise BadRecord(detail, "bad-mask")
    return Mask(rle.encode(mask), first)


class LabelMeWriter:
    name = "labelme"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels = archive, labels
        self.names = DistinctNames()
        self.object_count = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        about = {
            "version": "5.5.0",
            "flags": dict.fromkeys(image.tags, True),
            "shapes": [_written(thing) for thing in objects],
            "imagePath": image.file_name,
            "imageData": None,
            "imageHeight": image.height,
            "imageWidth": image.width,
            "stipple_id": image.id,
        }
        self.archive.write_json(f"{FOLDER}/{self.names.take(f'{PurePosixPath(image.file_name).stem}.json')}", about)
        self.object_count += len(objects)

    def close(self) -> None:
        names = [label.name for label in self.labels if label.id is not None]
        self.archive.write(f"{FOLDER}/{LABELS}", "".join(f"{name}\n" for name in names).encode())

    def notes(self) -> list[str]:
        return []


def _written(thing: ExportedObject) -> dict[str, Any]:
    x, y, width, height = thing.bbox_xywh
    is_box = thing.rle is None
    flags = {name: value for name, value in thing.attributes.items() if isinstance(value, bool)}
    last = [x + width, y + height] if is_box else [x + width - 1, y + height - 1]
    shape = {
        "label": thing.label.name,
        "points": [[float(x), float(y)], [float(side) for side in last]],
        "group_id": None,
        "description": "",
        "shape_type": "rectangle" if is_box else "mask",
        "flags": flags,
        "mask": None,
        "attributes": {name: value for name, value in thing.attributes.items() if name not in flags},
        "quality": thing.quality,
        "z": thing.z,
        "stipple_id": thing.id,
    }
    if thing.rle is not None:
        pixels = rle.decode_box(thing.rle, thing.bbox_xywh)
        shape["mask"] = base64.b64encode(png_mask.grey_png(pixels)).decode()
    return shape | ({"unlabelled": True} if thing.label.id is None else {})
