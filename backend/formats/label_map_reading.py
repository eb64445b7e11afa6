"""Label maps read as they are written (label_map.py): ``objects.json``, ``labels.json`` and the instance maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backend.formats.json_stream import document, elements, first_elements
from backend.formats.pixel_maps import masks_of, read_map
from backend.formats.records import ImageRecord, LabelRecord, Mask, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable

FOLDERS = frozenset({"label_maps", "instance_maps"})
INDEX, LEGEND = "/objects.json", "/labels.json"


def recognises(files: Files) -> bool:
    return any(_has_maps(files, name) for name in files.ending(INDEX)) and bool(files.ending(LEGEND))


def read(files: Files) -> Iterator[Record]:
    for index in files.ending(INDEX):
        if not _has_maps(files, index):
            continue
        files.set_aside(
            name for name in files.pictures() if "/label_maps/" in f"/{name}" or "/instance_maps/" in f"/{name}"
        )
        legend = files.beside(index, "labels.json")
        if legend is None:
            raise Unreadable("no-labels", f"labels.json is not beside {index}; it says what the numbers mean")
        labels: dict[int, str | None] = {}
        yield from _labels(document(files, legend), Place(legend), labels)
        for element in elements(files, index):
            place = element.place(index)
            try:
                yield _image(files, element.value, place, labels)
            except Unreadable as error:
                things = element.value.get("objects") if isinstance(element.value, dict) else None
                count = len(things) if isinstance(things, list) else 0
                yield Problem(place, error.code, error.detail, "image", count=count)


def _has_maps(files: Files, index: str) -> bool:
    first = first_elements(files, index).get("")
    return isinstance(first, dict) and "instance_map" in first and isinstance(first.get("file_name"), str)


def _labels(legend: Any, place: Place, labels: dict[int, str | None]) -> Iterator[Record]:
    listed = legend.get("labels") if isinstance(legend, dict) else None
    for entry in listed if isinstance(listed, list) else ():
        if not isinstance(entry, dict) or type(entry.get("value")) is not int or not isinstance(entry.get("name"), str):
            yield Problem(place, "bad-record", "a label needs a value and a name", "file", count=0)
        elif entry["value"]:
            labels[entry["value"]] = entry["name"] if entry.get("stipple_id", "") is not None else None
            if entry.get("stipple_id", "") is not None:
                color = entry.get("color")
                yield LabelRecord(
                    entry["name"], color if isinstance(color, str) else None, entry.get("isthing", 1) != 0
                )


def _image(files: Files, value: Any, place: Place, labels: dict[int, str | None]) -> ImageRecord:
    if not isinstance(value, dict) or not isinstance(value.get("file_name"), str):
        raise Unreadable("bad-record", "an entry needs a file_name")
    path = files.beside(place.file, str(value.get("instance_map")))
    if path is None:
        raise Unreadable("no-picture", f"the picture {value.get('instance_map')!r} is not among the files")
    found = read_map(files, path)
    masks = masks_of(found.values)
    things = value.get("objects")
    if not isinstance(things, list):
        raise Unreadable("bad-record", "an entry needs a list of objects")
    objects: list[ObjectRecord | Problem] = [
        _object(thing, Place(place.file, place.line, f"{place.record}.objects[{number}]"), masks, labels)
        for number, thing in enumerate(things)
    ]
    named = {_number(thing.get("value")) for thing in things if isinstance(thing, dict)}
    for pixels in masks.keys() - named:
        detail = f"pixels have the value {pixels}, which no object has"
        objects.append(Problem(Place(path, None, f"value {pixels}"), "unknown-segment", detail))
    return ImageRecord(value["file_name"], place, objects, found.size_hw, stipple_id=str(value.get("stipple_id") or ""))


def _number(value: Any) -> int:
    return value if type(value) is int else -1


def _object(thing: Any, place: Place, masks: dict[int, Mask], labels: dict[int, str | None]) -> ObjectRecord | Problem:
    if not isinstance(thing, dict) or type(thing.get("value")) is not int or _number(thing.get("label")) not in labels:
        return Problem(place, "bad-record", "an object needs a value and the label of labels.json")
    if thing["value"] not in masks:
        return Problem(place, "empty-mask", f"no pixel of the picture has the value {thing['value']}")
    stipple_id = str(thing.get("stipple_id") or "")
    return ObjectRecord(labels[thing["label"]], masks[thing["value"]], place, key=stipple_id, stipple_id=stipple_id)
