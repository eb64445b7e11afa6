"""Supervisely read: ``meta.json`` with classes and tags, and ``<dataset>/ann/<image>.json`` for each image.

https://docs.supervisely.com/customization-and-integration/00_ann_format_navi. Bitmaps, polygons with holes and
rectangles come in, later ones on top. Tags of an object become attributes, tags of an image its tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from backend.formats.fields import BadRecord, score, size_hw, text
from backend.formats.json_stream import document, first_elements
from backend.formats.records import ImageRecord, LabelRecord, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable
from backend.formats.sources.files import file_problem
from backend.formats.supervisely_shapes import shape_of

META = "meta.json"
Json = dict[str, Any]


def recognises(files: Files) -> bool:
    return any(_is_annotation(first_elements(files, name)) for name in _annotations(files)[:5])


def _annotations(files: Files) -> list[str]:
    return [name for name in files.ending(".json") if PurePosixPath(name).parent.name == "ann"]


def _is_annotation(found: Json) -> bool:
    return isinstance(found.get("size"), dict) and "height" in found["size"]


def read(files: Files) -> Iterator[Record]:
    for name in files.ending(f"/{META}"):
        try:
            yield from _labels(document(files, name), name)
        except Unreadable as error:
            yield file_problem(name, error.code, error.detail)
    for name in _annotations(files):
        try:
            found = document(files, name)
        except Unreadable as error:
            yield file_problem(name, error.code, error.detail)
            continue
        if isinstance(found, dict) and "objects" in found:
            yield _image(files, name, found)
        elif isinstance(found, dict):
            files.used.discard(name)
        else:
            yield file_problem(name, "bad-record", "an annotation with size and objects is expected")


def _labels(meta: Any, file: str) -> Iterator[Record]:
    classes = meta.get("classes") if isinstance(meta, dict) else None
    for index, value in enumerate(classes if isinstance(classes, list) else []):
        name = value.get("title") if isinstance(value, dict) else None
        if not isinstance(name, str) or not name.strip():
            detail = "a class needs a title"
            yield Problem(Place(file, None, f"classes[{index}]"), "bad-record", detail, "file", count=0)
        elif "stipple_id" not in value or value["stipple_id"] is not None:
            color, schema = value.get("color"), value.get("attributes")
            is_schema = isinstance(schema, list) and all(isinstance(each, dict) for each in schema)
            yield LabelRecord(
                name,
                color.lower() if isinstance(color, str) and len(color) == 7 else None,
                value.get("isthing") is not False,
                tuple(schema) if is_schema and schema else (),
            )


def _image(files: Files, name: str, value: Json) -> Record:
    objects, size = value.get("objects", []), value.get("size")
    if not isinstance(objects, list):
        return Problem(Place(name), "bad-record", "objects is not a list", "image", count=0)
    image = PurePosixPath(name).name.removesuffix(".json")
    hw = size_hw(size.get("height"), size.get("width")) if isinstance(size, dict) else None
    path = files.beside(name, f"../img/{image}") or files.picture_called(
        f"{PurePosixPath(name).parent.parent}/img/{image}"
    )
    return ImageRecord(
        image,
        Place(name),
        [_object(each, Place(name, None, f"objects[{index}]"), index, image, hw) for index, each in enumerate(objects)],
        hw,
        path,
        text(value.get("stipple_id")),
        tuple(tag if answer is True else f"{tag}: {answer}" for tag, answer in _tags(value).items()),
    )


def _object(value: Any, place: Place, index: int, image: str, size: tuple[int, int] | None) -> ObjectRecord | Problem:
    try:
        label = value.get("classTitle") if isinstance(value, dict) else None
        if not isinstance(label, str) or not label.strip():
            raise BadRecord("an object needs a classTitle")
        shape = shape_of(value, size)
    except BadRecord as error:
        return Problem(place, error.code, error.detail, image=image)
    ours, own, z = text(value.get("stipple_id")), value.get("attributes"), value.get("z")
    return ObjectRecord(
        None if ours and value.get("unlabelled") is True else label,
        shape,
        place,
        key=ours or text(value.get("id")),
        stipple_id=ours,
        attributes=dict(own) if ours and isinstance(own, dict) else _tags(value),
        score=score(value.get("quality")) if ours else None,
        z=z if ours and type(z) is int else index,
    )


def _tags(value: Json) -> Json:
    """Values by name; True for a tag that has none. Old versions write names alone."""
    found: Json = {}
    tags = value.get("tags")
    for tag in tags if isinstance(tags, list) else []:
        if isinstance(tag, str):
            found[tag] = True
        elif isinstance(tag, dict) and isinstance(tag.get("name"), str):
            found[tag["name"]] = True if tag.get("value") in (None, "") else tag["value"]
    return found
