"""Label Studio's JSON read: tasks with their annotations and predictions, all in one list or one task a file.

https://labelstud.io/guide/export. Brushes, polygons, ellipses and rectangles come in (turned ones as masks);
predictions as proposals. Of several annotations of one task the ground truth counts, else the one changed last.
Choices for the whole image are its tags, those for a region its attributes. ``<Label>``s of a labelling configuration
in the archive give colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from backend.formats.fields import BadRecord, score, size_hw, text
from backend.formats.json_stream import BadElement, document, elements, first_elements
from backend.formats.label_studio_regions import NO_REGION, attributes_of, labels_of, shape_of
from backend.formats.records import ImageRecord, LabelRecord, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable
from backend.formats.sources.files import PICTURES, encoding_of, file_problem
from backend.formats.xml_records import records, root_tag

LISTS = ("annotations", "completions", "predictions")
UPLOADED = re.compile(r"^[0-9a-f]{8}-")
COLOR = re.compile("#[0-9a-fA-F]{6}")
Json = dict[str, Any]


def recognises(files: Files) -> bool:
    return any(_is_task(first_elements(files, name)) for name in files.ending(".json")[:20])


def _is_task(found: Json) -> bool:
    """Of a list its first task tells; one task alone, or one annotation as storages get it, has names of its own."""
    task = found.get("", found)
    if not isinstance(task, dict):
        return False
    return (isinstance(task.get("data"), dict) and any(name in task for name in LISTS)) or (
        "result" in task and isinstance(task.get("task"), dict)
    )


def read(files: Files) -> Iterator[Record]:
    for name in files.ending(".xml"):
        if root_tag(files, name) == "View":
            yield from _labels(files, name)
    for name in files.ending(".json"):
        try:
            for value, place in _tasks(files, name):
                yield _image(files, value, place)
        except Unreadable as error:
            yield file_problem(name, error.code, error.detail)


def _labels(files: Files, name: str) -> Iterator[Record]:
    try:
        for node in records(files, name, {"Label"}):
            color = node.attributes.get("background", "")
            if label := node.attributes.get("value", "").strip():
                yield LabelRecord(label, color.lower() if COLOR.fullmatch(color) else None)
    except Unreadable as error:
        yield file_problem(name, error.code, error.detail)


def _tasks(files: Files, name: str) -> Iterator[tuple[Any, Place]]:
    with files.open(name) as file:
        head = file.read(256)
    if head.decode(encoding_of(head[:4]), "ignore").lstrip().startswith("["):
        for element in elements(files, name):
            yield element.value, element.place(name)
        return
    found = document(files, name)
    if isinstance(found, dict) and isinstance(found.get("task"), dict) and "result" in found:
        yield {**found["task"], "annotations": [found]}, Place(name)
    elif isinstance(found, dict) and _is_task(found):
        yield found, Place(name)


def _image(files: Files, task: Any, place: Place) -> Record:
    if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
        why = task.error if isinstance(task, BadElement) else "a task with data is expected"
        return Problem(place, "bad-record", why, "image", count=0)
    name, path = _name(files, task)
    if not name:
        return Problem(place, "bad-record", "no value of the task's data names an image", "image", count=0)
    meta = task.get("meta")
    ours = text(meta.get("stipple_id")) if isinstance(meta, dict) else ""
    reading = _Task(place, name, ours)
    reading.read(task)
    return ImageRecord(name, place, reading.objects, reading.size, path, ours, tuple(reading.tags))


def _name(files: Files, task: Json) -> tuple[str, str | None]:
    """The name before Label Studio put letters before it, and the file in the archive where there is one."""
    values = [value for value in task["data"].values() if isinstance(value, str)]
    values.sort(key=lambda value: value != task["data"].get("image"))
    given = next((value for value in values if _is_picture(_path(value))), "")
    upload = task.get("file_upload")
    given = given or (upload if isinstance(upload, str) else "") or (values[0] if values else "")
    path = _path(given)
    folders, _, last = path.rpartition("/")
    is_upload = "upload/" in f"{folders}/" or given == upload
    name = UPLOADED.sub("", last) if is_upload else path.lstrip("/")
    return name, files.picture_called(path)


def _path(value: str) -> str:
    """Of an address; of files that Label Studio serves from a folder the place in it."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return value
    served = parse_qs(parts.query).get("d", [""])[0]
    return served or (unquote(parts.path) if parts.scheme or parts.query or value.startswith("/") else value)


def _is_picture(path: str) -> bool:
    return f".{path.rpartition('.')[2]}".casefold() in PICTURES


class _Task:
    """What of one task comes in."""

    def __init__(self, place: Place, image: str, ours: str) -> None:
        self.place, self.image, self.is_ours = place, image, bool(ours)
        self.objects: list[ObjectRecord | Problem] = []
        self.tags: dict[str, None] = {}
        self.size: tuple[int, int] | None = None

    def read(self, task: Json) -> None:
        made = [(name, index, each) for name in LISTS[:2] for index, each in enumerate(_list(task.get(name)))]
        chosen = _chosen([each for _, _, each in made])
        for name, index, each in made:
            why = "" if each is chosen else "another annotation of this task counts"
            if isinstance(each, dict) and each.get("was_cancelled") is True:
                why = "the annotation was cancelled"
            self._read_list(each, f"{name}[{index}]", why)
        for index, each in enumerate(_list(task.get("predictions"))):
            is_superseded = chosen is not None and not self.is_ours
            why = "an annotation of this task counts" if is_superseded else ""
            self._read_list(each, f"predictions[{index}]", why)

    def _read_list(self, value: Any, name: str, why_not: str) -> None:
        if not isinstance(value, dict):
            self._leave_out(name, "bad-record", f"{type(value).__name__} is no annotation")
            return
        is_proposal = name.startswith("predictions")
        groups, images = _regions(_list(value.get("result")))
        for index, group in groups:
            record = f"{name}.result[{index}]"
            if why_not:
                self._leave_out(record, "superseded", why_not)
                continue
            try:
                self.objects.append(self._object(group, record, value if is_proposal else None))
            except BadRecord as error:
                self._leave_out(record, error.code, error.detail)
        if not why_not and not is_proposal:
            self.tags |= {tag: None for each in images for tag in _choices(each)}

    def _leave_out(self, record: str, code: str, detail: str) -> None:
        self.objects.append(Problem(self._place(record), code, detail, image=self.image))

    def _place(self, record: str) -> Place:
        return Place(self.place.file, self.place.line, f"{self.place.record}.{record}".lstrip("."))

    def _object(self, group: list[Json], record: str, prediction: Json | None) -> ObjectRecord:
        region = group[0]
        size = size_hw(region.get("original_height"), region.get("original_width"))
        self.size = self.size or size
        labels, own = labels_of(group), region.get("meta")
        meta = own if isinstance(own, dict) and self.is_ours else {}
        attributes = attributes_of(group) | ({"labels": labels} if len(labels) > 1 else {})
        if isinstance(meta.get("attributes"), dict):
            attributes |= meta["attributes"]
        key, z = text(region.get("id")), meta.get("z")
        given = score(region.get("score"))
        return ObjectRecord(
            labels[0] if labels else None,
            shape_of(region, size),
            self._place(record),
            key=key,
            stipple_id=key if self.is_ours else "",
            attributes=attributes,
            score=given if given is not None or prediction is None else score(prediction.get("score")),
            z=z if type(z) is int else None,
            is_proposal=prediction is not None,
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _chosen(annotations: list[Any]) -> Json | None:
    usable = [each for each in annotations if isinstance(each, dict) and each.get("was_cancelled") is not True]
    return max(usable, key=lambda each: (each.get("ground_truth") is True, _changed(each)), default=None)


def _changed(annotation: Json) -> str:
    return str(annotation.get("updated_at") or annotation.get("created_at") or "")


def _regions(results: list[Any]) -> tuple[list[tuple[int, list[Json]]], list[Json]]:
    """Results by region, (index of the first, all of one id with that one first), and those for the whole image."""
    groups: dict[str, tuple[int, list[Json]]] = {}
    others: list[tuple[str, Json]] = []
    for index, result in enumerate(results):
        value = result if isinstance(result, dict) else {}
        key = text(value.get("id"))
        if str(value.get("type")) in NO_REGION:
            others.append((key, value))
        elif key and key in groups:
            groups[key][1].append(value)
        else:
            groups[key or f" {index}"] = (index, [value])
    images = []
    for key, value in others:
        if key and key in groups:
            groups[key][1].append(value)
        else:
            images.append(value)
    return list(groups.values()), images


def _choices(result: Json) -> list[str]:
    value = result.get("value")
    found = _list(value.get("choices")) if isinstance(value, dict) else []
    return [choice for choice in found if isinstance(choice, str)]
