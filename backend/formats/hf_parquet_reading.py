"""Hugging Face datasets in Parquet, read: rows with an image, as bytes or by its path, and a column of objects.

Taken as the datasets of object detection and segmentation really have them: objects as lists side by side or as a list
of objects, categories by number (named in the metadata) or by name, boxes as COCO has them, with or without COCO's
segmentation.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import Any

from backend.formats.coco import CROWD
from backend.formats.coco_reading import BadRecord, label_record, shape_of
from backend.formats.hf_parquet import LIBRARY, OURS
from backend.formats.records import ImageRecord, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable

ROWS = 8
"""Read at once: they may hold the photos."""
CATEGORY = ("category", "category_id", "label", "labels", "class")
BOX = ("bbox", "bboxes", "box", "boxes")
OBJECTS = ("objects", "annotations")

Labels = dict[str, str | None]


def recognises(files: Files) -> bool:
    return bool(files.ending(".parquet"))


def read(files: Files) -> Iterator[Record]:
    for name in files.ending(".parquet"):
        try:
            yield from _read(files, name)
        except Unreadable as error:
            yield Problem(Place(name), error.code, error.detail, "file", count=0)


def _read(files: Files, name: str) -> Iterator[Record]:
    import pyarrow
    import pyarrow.parquet

    with tempfile.TemporaryFile() as copy:
        with files.open(name) as file:
            shutil.copyfileobj(file, copy)
        try:
            table = pyarrow.parquet.ParquetFile(copy)
            labels = yield from _labels(table.schema_arrow.metadata or {}, name)
            number = 0
            for batch in table.iter_batches(batch_size=ROWS):
                for row in batch.to_pylist():
                    yield _image(files, row, name, number, labels)
                    number += 1
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            raise Unreadable("bad-parquet", f"{name} cannot be read: {str(error)[:200]}") from error


def _labels(metadata: dict[bytes, bytes], name: str) -> Generator[Record, None, Labels]:
    """Returns the names of categories by number."""
    labels: Labels = {}
    categories = _json(metadata.get(OURS)).get("categories")
    if isinstance(categories, list):
        for number, category in enumerate(categories):
            if isinstance(category, dict):
                place = Place(name, None, f"categories[{number}]")
                yield from label_record(category | {"id": number}, place, labels)
        return labels
    for number, label in enumerate(_class_names(_json(metadata.get(LIBRARY)))):
        yield from label_record({"id": number, "name": label}, Place(name, None, f"names[{number}]"), labels)
    return labels


def _json(text: bytes | None) -> dict[str, Any]:
    with suppress(ValueError, RecursionError):
        found = json.loads(text or b"{}")
        return found if isinstance(found, dict) else {}
    return {}


def _class_names(about: dict[str, Any]) -> list[Any]:
    """Of the first ClassLabel among the features of the objects."""
    info = about.get("info")
    features = info.get("features") if isinstance(info, dict) else None
    waiting = [features.get(name) for name in OBJECTS] if isinstance(features, dict) else []
    while waiting:
        feature = waiting.pop(0)
        if isinstance(feature, dict) and feature.get("_type") == "ClassLabel":
            return feature["names"] if isinstance(feature.get("names"), list) else []
        if isinstance(feature, dict | list):
            waiting += feature.values() if isinstance(feature, dict) else feature
    return []


def _image(files: Files, row: dict[str, Any], file: str, number: int, labels: Labels) -> Record:
    place = Place(file, None, f"row {number}")
    content, file_name = _picture(row)
    column: Any = next((row[name] for name in OBJECTS if row.get(name) is not None), [])
    found = _objects(column)
    file_name = file_name or (f"{row.get('image_id', number)}{_ending(content)}" if content else "")
    if not file_name:
        return Problem(place, "bad-record", "an image needs bytes or a path", "image", count=len(found or ()))
    if found is None:
        return Problem(place, "bad-record", "the lists of its objects are not equally long", "image", file_name, 0)
    objects = [_object(each, Place(file, None, f"row {number}, object {n}"), labels) for n, each in enumerate(found)]
    height, width = row.get("height"), row.get("width")
    is_sized = type(height) is int and type(width) is int and height > 0 and width > 0
    path = files.lend(f"{file}/{number}/{file_name.rsplit('/', 1)[-1]}", content) if content else None
    stipple_id = row.get("stipple_id")
    return ImageRecord(
        file_name,
        place,
        objects,
        (height, width) if is_sized else None,  # type: ignore[arg-type]
        path,
        stipple_id if isinstance(stipple_id, str) else "",
    )


def _picture(row: dict[str, Any]) -> tuple[bytes | None, str]:
    """The bytes of the photo, where the row has them, and its path."""
    value = row.get("image")
    if isinstance(value, dict):
        content, path = value.get("bytes"), value.get("path")
    else:
        content, path = (value, None) if isinstance(value, bytes) else (None, value)
    path = path or row.get("file_name") or row.get("image_path")
    return (content if isinstance(content, bytes) and content else None), path if isinstance(path, str) else ""


def _ending(content: bytes) -> str:
    return ".png" if content.startswith(b"\x89PNG") else ".webp" if content.startswith(b"RIFF") else ".jpg"


def _objects(column: Any) -> list[Any] | None:
    """None where lists that belong together are not equally long."""
    if not isinstance(column, dict):
        return column if isinstance(column, list) else None
    lists = {name: values for name, values in column.items() if isinstance(values, list)}
    count = max(map(len, lists.values()), default=0)
    if any(len(values) != count for values in lists.values()):
        return None
    return [{name: values[n] for name, values in lists.items()} for n in range(count)]


def _object(value: Any, place: Place, labels: Labels) -> ObjectRecord | Problem:
    if not isinstance(value, dict):
        return Problem(place, "bad-record", f"an object is {type(value).__name__}")
    category = next((value[name] for name in CATEGORY if value.get(name) is not None), None)
    if category is None or (not isinstance(category, str) and str(category) not in labels):
        return Problem(place, "unknown-label", f"nothing names the category {category!r}")
    box = next((value[name] for name in BOX if value.get(name) is not None), None)
    try:
        shape = shape_of({"segmentation": value.get("segmentation"), "bbox": box})
    except BadRecord as error:
        return Problem(place, "bad-record", str(error))
    key, quality, z = value.get("id"), value.get("quality", value.get("score")), value.get("z")
    text = "" if key is None else str(key)
    return ObjectRecord(
        labels.get(str(category), category if isinstance(category, str) else None),
        shape,
        place,
        key=text,
        stipple_id=text,
        attributes=_attributes(value),
        score=float(quality) if isinstance(quality, int | float) else None,
        z=z if type(z) is int else None,
    )


def _attributes(value: dict[str, Any]) -> dict[str, Any]:
    given = value.get("attributes")
    found = _json(given.encode()) if isinstance(given, str) else given if isinstance(given, dict) else {}
    return found | ({CROWD: True} if value.get("iscrowd") in (1, True) else {})
