"""Datumaro's JSON read: ``annotations/<subset>.json`` with ``categories`` and ``items``.

https://openvinotoolkit.github.io/datumaro/latest/docs/data-formats/formats/datumaro.html. Masks, polygons and boxes
come in; annotations of one label and one ``group`` (not 0) are parts of one object, and a box among them is only that
object's box. Labels of the whole image are its tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from backend.formats import coco_reading
from backend.formats.fields import BadRecord, corners, number, score, size_hw, text
from backend.formats.json_stream import BadElement, elements, first_elements
from backend.formats.parts import joined
from backend.formats.records import Box, ImageRecord, LabelRecord, ObjectRecord, Place, Polygons, Problem, Record, Shape
from backend.formats.sources import Files, Unreadable
from backend.formats.sources.files import file_problem

Json = dict[str, Any]


def recognises(files: Files) -> bool:
    return any(_is_ours(files, name) for name in files.ending(".json")[:20])


def _is_ours(files: Files, name: str) -> bool:
    found = first_elements(files, name)
    item, categories = found.get("items"), found.get("categories")
    if isinstance(item, dict):
        return "annotations" in item and "id" in item
    return isinstance(categories, dict) and "label" in categories


def read(files: Files) -> Iterator[Record]:
    for name in files.ending(".json"):
        if _is_ours(files, name):
            try:
                yield from _document(files, name)
            except Unreadable as error:
                yield file_problem(name, error.code, error.detail)


def _document(files: Files, name: str) -> Iterator[Record]:
    categories = first_elements(files, name).get("categories")
    reading = _Subset(files, name, categories if isinstance(categories, dict) else {})
    yield from reading.labels()
    for element in elements(files, name):
        if element.name != "items" or element.index is None:
            continue
        place, value = element.place(name), element.value
        if isinstance(value, dict) and isinstance(value.get("annotations"), list):
            yield reading.image(value, place)
        else:
            why = value.error if isinstance(value, BadElement) else "an item with a list of annotations is expected"
            yield Problem(place, "bad-record", why, "image", count=0)


class _Subset:
    """One document; ``names`` are its labels by their place in the list, None where one has no name."""

    def __init__(self, files: Files, file: str, categories: Json) -> None:
        self.files, self.file = files, file
        self.subset = PurePosixPath(file).stem
        self.categories = categories
        self.entries = _list(_dict(categories.get("label")).get("labels"))
        self.names = [_label_name(entry) for entry in self.entries]

    def labels(self) -> Iterator[Record]:
        colors = self._colors()
        for index, (entry, name) in enumerate(zip(self.entries, self.names, strict=True)):
            if name is None:
                place = Place(self.file, None, f"categories.label.labels[{index}]")
                yield Problem(place, "bad-record", "a label needs a name", "file", count=0)
            elif not (isinstance(entry, dict) and entry.get("is_tag") is True):
                schema = _list(entry.get("schema")) if isinstance(entry, dict) else []
                is_thing = not isinstance(entry, dict) or entry.get("is_thing") is not False
                is_schema = all(isinstance(each, dict) for each in schema)
                yield LabelRecord(name, colors.get(index), is_thing, tuple(schema) if is_schema else ())

    def _colors(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for entry in _list(_dict(self.categories.get("mask")).get("colormap")):
            red, green, blue, number = (_dict(entry).get(name) for name in ("r", "g", "b", "label_id"))
            is_color = all(type(each) is int and 0 <= each < 256 for each in (red, green, blue))
            if is_color and type(number) is int:
                found[number] = f"#{red:02x}{green:02x}{blue:02x}"
        return found

    def image(self, item: Json, place: Place) -> Record:
        media = _dict(item.get("image") or item.get("media"))
        name = text(media.get("path")) or text(item.get("id"))
        if not name:
            return Problem(place, "bad-record", "an item needs an id", "image", count=len(item["annotations"]))
        sides = _list(media.get("size"))
        size = size_hw(sides[0], sides[1]) if len(sides) >= 2 else None
        ours = text(item.get("stipple_id"))
        tags: dict[str, None] = {}
        objects = list(_Item(self, place, name, size, bool(ours)).objects(item["annotations"], tags))
        return ImageRecord(name, place, objects, size, self._path(name), ours, tuple(tags))

    def _path(self, name: str) -> str | None:
        tried = (f"../images/{self.subset}/{name}", f"../images/{name}")
        return next((found for path in tried if (found := self.files.beside(self.file, path))), None)

    def label(self, value: Any) -> str | None:
        """Raises BadRecord where the number is no label's. None: the annotation has no label."""
        if value is None:
            return None
        name = self.names[value] if type(value) is int and 0 <= value < len(self.names) else None
        if name is None:
            raise BadRecord(f"there is no label with the number {str(value)[:40]}", "unknown-label")
        return name


class _Item:
    """The annotations of one image."""

    def __init__(self, subset: _Subset, place: Place, image: str, size: tuple[int, int] | None, is_ours: bool) -> None:
        self.subset, self.place, self.image, self.size, self.is_ours = subset, place, image, size, is_ours

    def objects(self, annotations: list[Any], tags: dict[str, None]) -> Iterator[ObjectRecord | Problem]:
        """``tags`` are filled."""
        groups: dict[Any, list[tuple[int, Json, Shape]]] = {}
        for index, value in enumerate(annotations):
            try:
                if not isinstance(value, dict):
                    raise BadRecord(f"{type(value).__name__} is no annotation")
                label = self.subset.label(value.get("label_id"))
                if value.get("type") == "label":
                    tags |= {label: None} if label else {}
                    continue
                shape = _shape(value)
            except BadRecord as error:
                yield self._problem(index, error)
                continue
            group = value.get("group") or 0
            key = ("alone", index) if not group or isinstance(shape, Box) else (label, str(group))
            groups.setdefault(key, []).append((index, value, shape))
        with_masks = {str(parts[0][1].get("group")) for key, parts in groups.items() if key[0] != "alone"}
        for parts in groups.values():
            yield self._made(parts, with_masks)

    def _made(self, parts: list[tuple[int, Json, Shape]], with_masks: set[str]) -> ObjectRecord | Problem:
        index, first, shape = parts[0]
        try:
            if isinstance(shape, Box) and first.get("group") and str(first["group"]) in with_masks:
                raise BadRecord(f"it is the box of a mask, that of group {str(first['group'])[:40]}", "box-of-mask")
            return self._object(first, joined([part for _, _, part in parts], self.size), index)
        except BadRecord as error:
            return self._problem(index, error)

    def _object(self, value: Json, shape: Shape, index: int) -> ObjectRecord:
        key = text(value.get("stipple_id")) if self.is_ours else ""
        attributes, z = _dict(value.get("attributes")), value.get("z_order")
        given = score(value.get("quality")) if self.is_ours else score(attributes.get("score"))
        return ObjectRecord(
            self.subset.label(value.get("label_id")),
            shape,
            self._placed(index),
            key=key or (text(value.get("id")) if value.get("id") else ""),
            stipple_id=key,
            attributes=dict(attributes),
            score=given,
            z=z if type(z) is int else None,
        )

    def _problem(self, index: int, error: BadRecord) -> Problem:
        return Problem(self._placed(index), error.code, error.detail, image=self.image)

    def _placed(self, index: int) -> Place:
        return Place(self.place.file, self.place.line, f"{self.place.record}.annotations[{index}]")


def _shape(value: Json) -> Shape:
    kind = value.get("type")
    if kind == "mask":
        try:
            return coco_reading.shape_of({"segmentation": _dict(value.get("rle")) or None})
        except coco_reading.BadRecord as error:
            raise BadRecord(f"rle: {error}", "bad-mask") from error
    if kind == "polygon":
        return Polygons((corners(value.get("points")),))
    if kind == "bbox":
        sides = _list(value.get("bbox"))
        if len(sides) != 4:
            raise BadRecord("bbox is not [x, y, width, height]")
        x, y, width, height = (number(side, "bbox") for side in sides)
        return Box(x, y, x + width, y + height)
    raise BadRecord(f"annotations of the type {str(kind)[:40]!r} do not come in", "unsupported")


def _label_name(entry: Any) -> str | None:
    name = entry.get("name") if isinstance(entry, dict) else entry
    return name if isinstance(name, str) and name.strip() else None


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
