"""COCO instances read: documents with ``images``, ``annotations`` and ``categories``, and lists of detection results.

https://cocodataset.org/#format-data. Taken as tools really write them: run lengths as text or as numbers, polygons
nested or flat, boxes alone, images and annotations in any order, several documents in one archive. ``iscrowd`` becomes
an attribute. Results (``[{"image_id", "category_id", "score", ...}]``) find their images and categories in
other documents of the archive, whose own annotations are then left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from backend.formats.coco import CROWD
from backend.formats.exported import UNLABELLED
from backend.formats.fields import score as score_of
from backend.formats.grouping import Groups
from backend.formats.json_stream import BadElement, Element, elements, first_elements
from backend.formats.lvis_images import file_name_of, tags_of, unknown_labels
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
    Ring,
    Shape,
)
from backend.formats.sources import Files, Unreadable
from kernels.rle.counts import from_runs

POLYGONS_BESIDE = "_polygons.json"
TAKEN = ("images", "annotations", "categories")


class BadRecord(ValueError):
    """A record without what it needs; says what."""


def recognises(files: Files) -> bool:
    """Whether a JSON document has images and annotations of instances, or results."""
    return any(_is_instances(first_elements(files, name)) for name in files.ending(".json")[:20])


def read(files: Files) -> Iterator[Record]:
    documents = _documents(files)
    results = [name for name in documents if "" in first_elements(files, name)]
    if results:
        yield from _read(files, documents, results)
    else:
        for name in documents:
            yield from _read(files, [name], [name])


def _documents(files: Files) -> list[str]:
    """Those that are COCO's; of an export with run lengths and polygons only the run lengths, which are exact."""
    names = [name for name in files.ending(".json") if _is_instances(first_elements(files, name))]
    known = set(names)
    files.used |= known
    return [name for name in names if name.removesuffix(POLYGONS_BESIDE) + ".json" not in known - {name}]


def _is_instances(found: dict[str, Any]) -> bool:
    annotation = found.get("annotations", found.get(""))
    if isinstance(annotation, dict):
        is_ours = "image_id" in annotation and ("bbox" in annotation or "segmentation" in annotation)
        return is_ours and "segments_info" not in annotation
    return annotation is None and _has_fields(found.get("images"), "id", "file_name") and "categories" in found


def _has_fields(value: Any, *names: str) -> bool:
    return isinstance(value, dict) and all(name in value for name in names)


def _read(files: Files, documents: list[str], annotated: list[str]) -> Iterator[Record]:
    """Gather all ``documents``, taking annotations from those ``annotated``; then image by image."""
    with Groups() as groups:
        labels: dict[str, str | None] = {}
        for name in documents:
            try:
                for element in elements(files, name):
                    if element.index is not None:
                        yield from _gathered(element, name, groups, labels, name in annotated)
            except Unreadable as error:
                yield Problem(Place(name), error.code, error.detail, "file", count=0)
        for value, file, line, index in groups.walk("image"):
            place = Place(file, line, f"images[{index}]")
            yield from unknown_labels(value, labels, place)
            yield _image(value, place, groups, labels)
        for value, file, line, index in groups.without("annotation", "image"):
            detail = f"there is no image with the id {value.get('image_id')!r}"
            yield Problem(Place(file, line, f"annotations[{index}]"), "unknown-image", detail)


def _gathered(
    element: Element, file: str, groups: Groups, labels: dict[str, str | None], has_annotations: bool
) -> Iterator[Record]:
    kind = element.name or "annotations"
    if kind not in TAKEN or (kind == "annotations" and not has_annotations):
        return
    what: Any = "object" if kind == "annotations" else "image" if kind == "images" else "file"
    count = 1 if what == "object" else 0
    value = element.value
    if not isinstance(value, dict):
        why = value.error if isinstance(value, BadElement) else f"{type(value).__name__} is no JSON object"
        yield Problem(element.place(file), "bad-record", why, what, count=count)
    elif kind == "categories":
        yield from label_record(value, element.place(file), labels)
    elif kind == "images" and (problem := _bad_image(value, groups)):
        yield Problem(element.place(file), "bad-record", problem, "image", count=0)
    else:
        key = value["id"] if kind == "images" else value.get("image_id")
        groups.add(kind[:-1], key, (value, file, element.line, element.index))


def _bad_image(value: dict[str, Any], groups: Groups) -> str | None:
    if "id" not in value or not file_name_of(value):
        return "an image needs an id and a file_name"
    if not groups.is_new("image", value["id"]):
        return f"another image has the id {value['id']!r}; this one is left out, and its objects go to the first"
    return None


def label_record(value: dict[str, Any], place: Place, labels: dict[str, str | None]) -> Iterator[Record]:
    key, name = str(value.get("id")), value.get("name")
    if "id" not in value or not isinstance(name, str) or not name.strip():
        yield Problem(place, "bad-record", "a category needs an id and a name", "file", count=0)
        return
    if value.get("stipple_id", "") is None and UNLABELLED in name:  # a label of the project may be called so
        labels[key] = None
        return
    if key not in labels:
        labels[key] = name
        schema = value.get("attributes") or ()
        is_schema = isinstance(schema, list) and all(isinstance(each, dict) for each in schema)
        yield LabelRecord(name, _color(value), value.get("isthing", 1) != 0, tuple(schema) if is_schema else ())


def _color(value: dict[str, Any]) -> str | None:
    color = value.get("color")
    is_color = isinstance(color, list) and len(color) == 3 and all(type(c) is int and 0 <= c < 256 for c in color)
    return "#{:02x}{:02x}{:02x}".format(*color) if is_color and color else None


def _image(value: dict[str, Any], place: Place, groups: Groups, labels: dict[str, str | None]) -> Record:
    objects: list[ObjectRecord | Problem] = []
    file_name = file_name_of(value)
    for annotation, file, line, index in groups.take("annotation", value["id"]):
        objects.append(_object(annotation, Place(file, line, f"annotations[{index}]"), labels, file_name))
    height, width = value.get("height"), value.get("width")
    is_sized = type(height) is int and type(width) is int and height > 0 and width > 0
    return ImageRecord(
        file_name,
        place,
        objects,
        (height, width) if is_sized else None,  # type: ignore[arg-type]
        stipple_id=text_of(value.get("stipple_id")),
        tags=tags_of(value, labels),
    )


def _object(value: dict[str, Any], place: Place, labels: dict[str, str | None], image: str) -> ObjectRecord | Problem:
    category = str(value.get("category_id"))
    if category not in labels:
        detail = f"there is no category with the id {value.get('category_id')!r}"
        return Problem(place, "unknown-label", detail, image=image)
    try:
        shape = shape_of(value)
    except BadRecord as error:
        return Problem(place, "bad-record", str(error), image=image)
    score = value.get("score", value.get("quality"))
    z = value.get("z")
    return ObjectRecord(
        labels[category],
        shape,
        place,
        key=text_of(value.get("stipple_id")) or text_of(value.get("id")),
        stipple_id=text_of(value.get("stipple_id")),
        attributes=_attributes(value),
        score=score_of(score),
        z=z if type(z) is int else None,
    )


def _attributes(value: dict[str, Any]) -> dict[str, Any]:
    given = value.get("attributes")
    crowd = {CROWD: True} if value.get("iscrowd") in (1, True) else {}
    return (dict(given) if isinstance(given, dict) else {}) | crowd


def shape_of(value: dict[str, Any]) -> Shape:
    """The shape of an annotation. Raises BadRecord."""
    segmentation = value.get("segmentation")
    if isinstance(segmentation, dict):
        return Mask({"size": _size(segmentation), "counts": _counts(segmentation.get("counts"))})
    if segmentation:
        return Polygons(tuple(_rings(segmentation)))
    box = value.get("bbox")
    if not isinstance(box, list) or len(box) != 4 or not all(_is_number(side) for side in box):
        raise BadRecord("there is neither a segmentation nor a bbox of four numbers")
    x, y, width, height = box
    return Box(x, y, x + width, y + height)


def _size(segmentation: dict[str, Any]) -> list[int]:
    size = segmentation.get("size")
    if isinstance(size, list) and len(size) == 2 and all(type(side) is int and side > 0 for side in size):
        return size
    raise BadRecord(f"size={size!r} of the run lengths is not [height, width]")


def _counts(counts: Any) -> str:
    if isinstance(counts, str):
        return counts
    if isinstance(counts, list) and counts and all(type(run) is int and 0 <= run < 1 << 34 for run in counts):
        return from_runs(np.array(counts, dtype=np.int64))
    raise BadRecord("counts is neither COCO's text nor a list of run lengths")


def _rings(segmentation: Any) -> Iterator[Ring]:
    if not isinstance(segmentation, list):
        raise BadRecord(f"segmentation is {type(segmentation).__name__}; run lengths or polygons are expected")
    for ring in [segmentation] if all(_is_number(side) for side in segmentation) else segmentation:
        flat = [side for corner in ring for side in corner] if _is_nested(ring) else ring
        if not isinstance(flat, list) or len(flat) % 2 or len(flat) < 6 or not all(map(_is_number, flat)):
            raise BadRecord("a polygon needs 3 corners or more, as x and y in turn")
        yield list(zip(flat[0::2], flat[1::2], strict=True))


def _is_nested(ring: Any) -> bool:
    return isinstance(ring, list) and bool(ring) and all(isinstance(corner, list) for corner in ring)


def _is_number(value: Any) -> bool:
    """One that fits a float: whole numbers have no end in JSON."""
    is_whole = isinstance(value, int) and not isinstance(value, bool) and value.bit_length() < 1000
    return isinstance(value, float) or is_whole


def text_of(value: Any) -> str:
    return "" if value is None else str(value)
