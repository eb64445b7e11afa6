"""A backup of a CVAT task, or of a project with its tasks, read: ``task.json``, ``annotations.json``, ``data``.

https://docs.cvat.ai/docs/manual/advanced/backup/. ``data/manifest.jsonl`` names the images, of which ``start_frame``
and ``frame_filter`` choose; annotations name them by their number in the task. Jobs come one after the other; those of
the ground truth and of consensus repeat others and are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from backend.formats import cvat_shapes
from backend.formats.cvat_labels import Asked, Labels
from backend.formats.fields import BadRecord, corners, number, size_hw, whole
from backend.formats.grouping import Groups
from backend.formats.json_stream import BadElement, document, elements, first_elements
from backend.formats.records import ImageRecord, ObjectRecord, Place, Polygons, Problem, Record, Shape
from backend.formats.sources import Files, Unreadable
from backend.formats.sources.files import file_problem

TASK, ANNOTATIONS, MANIFEST = "task.json", "annotations.json", "data/manifest.jsonl"
STEP = re.compile(r"step\s*=\s*(\d+)")
REPEATING = frozenset({"ground_truth", "consensus_replica"})
Json = dict[str, Any]


def recognises(files: Files) -> bool:
    tasks = files.ending(f"/{TASK}")[:20]
    return any("data" in first_elements(files, task) and files.beside(task, ANNOTATIONS) for task in tasks)


def read(files: Files) -> Iterator[Record]:
    files.used.update(files.ending("/project.json"))  # only tasks without labels of their own need it
    for task in files.ending(f"/{TASK}"):
        try:
            found = document(files, task)
            if not isinstance(found, dict):
                raise Unreadable("bad-record", f"{task} is no JSON object")
            with Groups() as groups:
                yield from _Task(files, task, found, groups).records()
        except Unreadable as error:
            yield file_problem(task, error.code, error.detail)


class _Task:
    def __init__(self, files: Files, name: str, task: Json, groups: Groups) -> None:
        self.files, self.name, self.task, self.groups = files, name, task, groups
        self.annotations = files.beside(name, ANNOTATIONS)
        self.manifest = files.beside(name, MANIFEST) or ""
        self.learned = Labels()

    def records(self) -> Iterator[Record]:
        yield from self._labels()
        if self.annotations is None:
            yield file_problem(self.name, "no-annotations", f"there is no {ANNOTATIONS} beside it")
            return
        yield from self._frames()
        try:
            for element in elements(self.files, self.annotations):
                yield from self._job(element.value, element.index, element.place(self.annotations))
        except Unreadable as error:
            yield file_problem(self.annotations, error.code, error.detail)
        deleted = self._data("deleted_frames", list, [])
        for frame, entry, line in self.groups.walk("frame"):
            yield self._image(frame, entry, line, frame in deleted)
        for kind in ("object", "tag"):
            for value in self.groups.without(kind, "frame"):
                if kind == "object":
                    yield Problem(
                        Place(*value[:3]), "unknown-image", f"the task has no frame {value[4].get('frame')!r}"
                    )

    def _data(self, name: str, kind: type, default: Any) -> Any:
        data = self.task.get("data")
        value = data.get(name) if isinstance(data, dict) else None
        return value if isinstance(value, kind) else default

    def _labels(self) -> Iterator[Record]:
        """A task of a project may leave them to the project."""
        found = self.task.get("labels")
        project = self.files.beside(self.name, "../project.json")
        if not found and project:
            whole_project = document(self.files, project)
            found = whole_project.get("labels") if isinstance(whole_project, dict) else None
        for index, label in enumerate(found if isinstance(found, list) else []):
            name = label.get("name") if isinstance(label, dict) else None
            if not isinstance(name, str) or not name.strip():
                place = Place(self.name, None, f"labels[{index}]")
                yield Problem(place, "bad-record", "a label needs a name", "file", count=0)
            elif label.get("type") != "tag":
                yield self.learned.learn(name, str(label.get("color") or ""), asked_of(label))

    def _frames(self) -> Iterator[Record]:
        """The images of the task in the order of their numbers, put aside."""
        if not self.manifest:
            yield file_problem(self.name, "no-manifest", f"there is no {MANIFEST}, which says which images are meant")
            return
        step = STEP.search(self._data("frame_filter", str, ""))
        start, every = self._data("start_frame", int, 0), max(int(step[1]), 1) if step else 1
        stop = self._data("stop_frame", int, None)
        position = 0
        for line, text in self.files.lines(self.manifest):
            try:
                entry = json.loads(text)
            except ValueError as error:
                yield Problem(Place(self.manifest, line), "bad-json", str(error), "image", count=0)
                entry = {"name": ""}
            if not isinstance(entry, dict) or "name" not in entry:
                continue  # the first lines say what follows
            frame, is_between = divmod(position - start, every)
            if frame >= 0 and not is_between and (stop is None or position <= stop) and entry["name"]:
                self.groups.add("frame", frame, (frame, entry, line))
            position += 1

    def _job(self, value: Any, index: int | None, place: Place) -> Iterator[Record]:
        if not isinstance(value, dict):
            why = value.error if isinstance(value, BadElement) else "a job with tags, shapes and tracks is expected"
            yield Problem(place, "bad-record", why, "file", count=0)
            return
        jobs = self.task.get("jobs")
        job = jobs[index] if isinstance(jobs, list) and index is not None and index < len(jobs) else {}
        kind = str(job.get("type")) if isinstance(job, dict) else ""
        for name in ("shapes", "tracks", "tags"):
            for at, each in enumerate(value[name] if isinstance(value.get(name), list) else []):
                record = f"{place.record}.{name}[{at}]".lstrip(".")
                yield from self._put_aside(name, each, Place(place.file, place.line, record), kind in REPEATING)

    def _put_aside(self, name: str, value: Any, place: Place, is_repeated: bool) -> Iterator[Record]:
        is_usable = isinstance(value, dict) and isinstance(value.get("label"), str)
        if name == "tags":
            if is_usable and not is_repeated:
                self.groups.add("tag", value.get("frame"), value["label"])
        elif is_repeated:
            yield Problem(place, "superseded", "it belongs to a job that repeats others, to compare them")
        elif name == "tracks":
            yield Problem(place, "unsupported", "a track of a video is no object of one image")
        elif not is_usable:
            yield Problem(place, "bad-record", "a shape needs a label and a frame")
        else:
            self.groups.add("object", value.get("frame"), (place.file, place.line, place.record, "", value))

    def _image(self, frame: int, entry: Json, line: int, is_deleted: bool) -> Record:
        name = f"{entry.get('name')}{entry.get('extension') or ''}"
        place = Place(self.manifest, line, f"frame {frame}")
        found = self.groups.take("object", frame)
        if is_deleted:
            detail = "the frame was deleted from the task"
            return Problem(place, "deleted-frame", detail, "image", name, count=len(found))
        return ImageRecord(
            name,
            place,
            [self._object(value, Place(*where), name) for *where, _, value in found],
            size_hw(entry.get("height"), entry.get("width")),
            self.files.beside(self.manifest, name),
            tags=tuple(dict.fromkeys(self.groups.take("tag", frame))),
        )

    def _object(self, value: Json, place: Place, image: str) -> ObjectRecord | Problem:
        label, z = value["label"], value.get("z_order")
        try:
            shape = _shape(value)
        except BadRecord as error:
            return Problem(place, error.code, error.detail, image=image)
        given = value.get("attributes")
        pairs = [
            (str(each.get("name") or ""), str(each.get("value") or ""))
            for each in (given if isinstance(given, list) else [])
            if isinstance(each, dict)
        ]
        attributes = self.learned.values(label, pairs, value.get("occluded"), value.get("group"))
        return ObjectRecord(label, shape, place, attributes=attributes, z=z if type(z) is int else None)


def asked_of(label: Json) -> list[Asked]:
    found = label.get("attributes")
    asked = []
    for each in found if isinstance(found, list) else []:
        if isinstance(each, dict) and isinstance(each.get("name"), str) and each["name"]:
            values = each.get("values")
            values = values.splitlines() if isinstance(values, str) else values if isinstance(values, list) else []
            default = str(each.get("default_value") or "")
            asked.append(Asked(each["name"], str(each.get("input_type")), tuple(map(str, values)), default))
    return asked


def _shape(value: Json) -> Shape:
    kind, points = str(value.get("type")), value.get("points")
    if kind in ("rectangle", "ellipse"):
        if not isinstance(points, list) or len(points) != 4:
            raise BadRecord(f"a {kind} has 4 numbers as points")
        a, b, c, d = (number(side, "points") for side in points)
        angle = number(value.get("rotation") or 0, "rotation")
        if kind == "rectangle":
            return cvat_shapes.rectangle(a, b, c, d, angle)
        return cvat_shapes.ellipse(a, b, c - a, b - d, angle)
    if kind == "polygon":
        return Polygons((corners(points),))
    if kind == "mask":
        if not isinstance(points, list) or len(points) < 5:
            raise BadRecord("a mask has run lengths and the four sides of its box as points", "bad-mask")
        *runs, left, top, right, bottom = (whole(side, "points") for side in points)
        return cvat_shapes.mask(runs, left, top, right - left + 1, bottom - top + 1)
    raise cvat_shapes.unsupported(kind)
