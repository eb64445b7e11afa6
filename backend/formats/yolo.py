"""YOLO as Ultralytics has it: ``data.yaml``, ``images/<split>/a.jpg`` and ``labels/<split>/a.txt``; both ways.

https://docs.ultralytics.com/datasets/. A line is one object: the number of its class, then its box (centre, width and
height) or the corners of its polygon, all as shares of the image's width and height; predictions have their confidence
at the end. Read as tools write it: names as list or map, ``classes.txt`` or ``obj.names``, labels beside the images,
boxes and polygons mixed.

A polygon is one closed line, so an object in parts, or with holes, is written as loops that are joined by lines to and
fro: where fillings count crossings, as OpenCV's and pycocotools' do, no pixel is lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any

import yaml

from backend.formats.archive import Archive
from backend.formats.exported import UNLABELLED, ExportedImage, ExportedLabel, ExportedObject
from backend.formats.names import DistinctNames
from backend.formats.options import Options
from backend.formats.polygons import bridged, outline
from backend.formats.records import Box, ImageRecord, LabelRecord, ObjectRecord, Place, Polygons, Problem, Record, Shape
from backend.formats.sources import Files, Unreadable
from kernels import rle

FOLDER = "labels/train"
LARGEST_YAML = 1 << 20
NAME_LISTS = ("/classes.txt", "/obj.names", "/labels.names", "/predefined_classes.txt")
OTHER_TEXTS = frozenset({"classes.txt", "train.txt", "val.txt", "test.txt", "predefined_classes.txt", "readme.txt"})


class YoloWriter:
    """Boxes. A mask gives its bounding box, which says so in the notes."""

    name = "yolo"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels = archive, labels
        self.names = DistinctNames()
        self.object_count = self.masks = self.boxes = 0
        self.has_unlabelled = False

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        name = self.names.take(f"{PurePosixPath(image.file_name).stem}.txt")
        lines = [line for thing in objects if (line := self._line(image, thing))]
        self.has_unlabelled |= any(thing.label.id is None for thing in objects)
        self.object_count += len(lines)
        self.archive.write(f"{FOLDER}/{name}", "".join(f"{line}\n" for line in lines).encode())

    def close(self) -> None:
        used = [label for label in self.labels if label.id is not None or self.has_unlabelled]
        names = {label.value - 1: label.name for label in used}
        about = {"path": ".", "train": "images/train", "val": "images/train", "names": names}
        self.archive.write("data.yaml", yaml.safe_dump(about, allow_unicode=True, sort_keys=False).encode())

    def notes(self) -> list[str]:
        return [f"labels: {self.masks} masks are written as their bounding boxes."] if self.masks else []

    def _line(self, image: ExportedImage, thing: ExportedObject) -> str | None:
        self.masks += thing.rle is not None
        return box_line(image, thing)


class YoloSegmentationWriter(YoloWriter):
    """Polygons; bounding boxes that are objects of their own are left out, for trainers take no mixture."""

    name = "yolo-segmentation"

    def notes(self) -> list[str]:
        return [f"labels: {self.boxes} bounding boxes have no polygon and are left out."] if self.boxes else []

    def _line(self, image: ExportedImage, thing: ExportedObject) -> str | None:
        if thing.rle is None:
            self.boxes += 1
            return None
        found = outline(rle.decode_box(thing.rle, thing.bbox_xywh), thing.bbox_xywh[:2])
        corners = bridged(found)
        sides = (side / (image.height if place % 2 else image.width) for place, side in enumerate(corners))
        return " ".join([str(thing.label.value - 1), *(f"{side:.8g}" for side in sides)])


def box_line(image: ExportedImage, thing: ExportedObject) -> str:
    x, y, width, height = thing.bbox_xywh
    sides = (x + width / 2) / image.width, (y + height / 2) / image.height, width / image.width, height / image.height
    return " ".join([str(thing.label.value - 1), *(f"{side:.10g}" for side in sides)])


def recognises(files: Files) -> bool:
    """A list of names, or texts of numbers beside images or in a folder ``labels``."""
    texts = _texts(files)
    has_names = _yaml(files) is not None or bool(files.ending(*NAME_LISTS))
    lines = (line for name in texts[:20] for _, line in files.lines(name))
    first = next(lines, None)
    if first is None:
        return has_names and bool(texts)
    return _numbers(first.split()) is not None and (has_names or any("/labels/" in f"/{name}" for name in texts[:20]))


def read(files: Files) -> Iterator[Record]:
    yield from _bad_lists(files)
    names = _names(files)
    for name in dict.fromkeys(names.values()):
        yield LabelRecord(name)
    for file in _texts(files):
        try:
            yield _image(files, file, names)
        except Unreadable as error:
            yield Problem(Place(file), error.code, error.detail, "image", PurePosixPath(file).stem, 0)
    for path in _without_text(files):
        yield ImageRecord(path, Place(path), path=path)


def _texts(files: Files) -> list[str]:
    """Those of objects: in ``labels``, where there is such a folder."""
    found = [name for name in files.ending(".txt") if PurePosixPath(name).name.casefold() not in OTHER_TEXTS]
    inside = [name for name in found if "/labels/" in f"/{name.casefold()}"]
    return inside or found


def _without_text(files: Files) -> list[str]:
    """Images that nobody found anything in have no text, or an empty one."""
    stems = {PurePosixPath(name).stem.casefold() for name in _texts(files)}
    return [path for path in files.photos() if PurePosixPath(path).stem.casefold() not in stems]


def _yaml(files: Files) -> dict[str, Any] | None:
    for name in files.ending(".yaml", ".yml"):
        with suppress(Unreadable):
            if found := _described(files, name):
                return found
    return None


def _described(files: Files, name: str) -> dict[str, Any] | None:
    """What a YAML file says where it names classes. Raises Unreadable."""
    if files.sizes[name] > LARGEST_YAML:
        raise Unreadable("too-large", f"{name} has {files.sizes[name]:,} bytes; at most {LARGEST_YAML:,} are read")
    try:
        found = yaml.safe_load(files.text(name))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        where = f"{name}, line {line}" if line else name
        raise Unreadable("bad-yaml", f"{where}: {getattr(error, 'problem', None) or str(error)[:200]}") from error
    return found if isinstance(found, dict) and isinstance(found.get("names"), dict | list) else None


def _bad_lists(files: Files) -> Iterator[Record]:
    """Descriptions without which classes have numbers for names."""
    for name in files.ending(".yaml", ".yml"):
        try:
            found = _described(files, name)
        except Unreadable as error:
            yield Problem(Place(name), error.code, error.detail, "file", count=0)
            continue
        for key, label in _pairs(found) if found else ():
            if not _is_name(key, label):
                detail = f"names[{str(key)[:40]}] is no name of a class; its objects are called by their number"
                yield Problem(Place(name, None, "names"), "bad-record", detail, "file", count=0)


def _names(files: Files) -> dict[int, str]:
    described = _yaml(files)
    if described is not None:
        return {int(key): str(name) for key, name in _pairs(described) if _is_name(key, name)}
    for path in files.ending(*NAME_LISTS):
        return {place: line for place, (_, line) in enumerate(files.lines(path))}
    return {}


def _pairs(described: dict[str, Any]) -> Iterable[tuple[Any, Any]]:
    names = described["names"]
    return names.items() if isinstance(names, dict) else enumerate(names)


def _is_name(key: Any, name: Any) -> bool:
    """A list in a list may be small on disk and endless as text."""
    return isinstance(key, int | str) and str(key).isdecimal() and isinstance(name, str | int | float)


def _image(files: Files, file: str, names: dict[int, str]) -> ImageRecord:
    path = PurePosixPath(file).with_suffix("").as_posix()
    objects = [_object(line.split(), Place(file, n, f"line {n}"), names, path) for n, line in files.lines(file)]
    at = f"/{path}".casefold().rfind("/labels/")
    return ImageRecord(path if at < 0 else f"{path[:at]}images/{path[at + 7 :]}", Place(file), objects)


def _object(words: list[str], place: Place, names: dict[int, str], image: str) -> ObjectRecord | Problem:
    numbers = _numbers(words)
    is_whole = numbers is not None and len(numbers) >= 5 and all(map(math.isfinite, numbers))
    if numbers is None or not is_whole or numbers[0] != int(numbers[0]) or numbers[0] < 0:
        detail = "a line is the number of a class and 4 numbers of a box, or 6 and more of a polygon"
        return Problem(place, "bad-record", detail, image=image)
    number, sides = int(numbers[0]), numbers[1:]
    score = sides.pop() if len(sides) % 2 else None
    name = names.get(number)
    if names and name is None:
        return Problem(
            place, "unknown-label", f"there is no class {number}; the names end at {max(names)}", image=image
        )
    label = None if name == UNLABELLED else name or str(number)
    return ObjectRecord(label, _shape(sides), place, score=score)


def _shape(sides: list[float]) -> Shape:
    if len(sides) == 4:
        x, y, width, height = sides
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2, is_relative=True)
    return Polygons((list(zip(sides[0::2], sides[1::2], strict=True)),), is_relative=True)


def _numbers(words: list[str]) -> list[float] | None:
    try:
        return [float(word) for word in words]
    except ValueError:
        return None
