"""ADE20K, both ways: maps of classes as in its scene parsing challenge, maps of instances as in the whole dataset.

https://github.com/CSAILVision/sceneparsing, https://github.com/CSAILVision/ADE20K. ``annotations/*.png``: the class of
each pixel, 0 unlabelled. ``instances/*_seg.png``: RGB, R // 10 * 256 + G is the class, B the object. The challenge's
``annotations_instance/*.png`` have the object in G; their R counts classes in a list of its own, so that the class is
read from the map of classes. ``objectInfo150.txt`` names the classes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from backend.formats.archive import Archive
from backend.formats.exported import UNLABELLED, ExportedImage, ExportedLabel, ExportedObject
from backend.formats.instance_codes import InstanceCodes
from backend.formats.names import DistinctNames
from backend.formats.number_png import header_of, png_of, read_numbers
from backend.formats.options import Options
from backend.formats.pixel_maps import masks_of
from backend.formats.records import ImageRecord, LabelRecord, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable

LEGEND = "objectInfo150.txt"
COLUMNS = ("Idx", "Ratio", "Train", "Val", "Stuff", "Name")
CLASSES, INSTANCES, CHALLENGE = "annotations", "instances", "annotations_instance"
SEG = "_seg.png"
LAST_CLASS = 25 * 256 + 255
MOST_OBJECTS = 255


class Ade20kWriter:
    name = "ade20k"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels = archive, labels
        self.dtype = np.uint8 if len(labels) < 256 else np.uint16
        self.names = DistinctNames()
        self.codes = InstanceCodes(INSTANCES, f"{MOST_OBJECTS} objects in an image, {LAST_CLASS} labels", _code)
        self.pixels: Counter[int] = Counter()
        self.images: Counter[int] = Counter()

    @property
    def object_count(self) -> int:
        return self.codes.object_count

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        values = self.codes.paint(image, objects).values
        name = PurePosixPath(self.names.take(f"{PurePosixPath(image.file_name).stem}.png")).stem
        classes, numbers = values >> 8, values & 255
        seg = np.stack([classes // 256 * 10, classes % 256, numbers], axis=2).astype(np.uint8)
        self.archive.write(f"{CLASSES}/{name}.png", png_of(classes.astype(self.dtype)), is_packed=True)
        self.archive.write(f"{INSTANCES}/{name}{SEG}", png_of(seg), is_packed=True)
        found, areas = np.unique(classes, return_counts=True)
        self.pixels.update(dict(zip(found.tolist(), areas.tolist(), strict=True)))
        self.images.update(found.tolist())

    def close(self) -> None:
        everything = max(sum(self.pixels.values()), 1)
        rows = [COLUMNS] + [
            (
                str(label.value),
                f"{self.pixels[label.value] / everything:.4f}",
                str(self.images[label.value]),
                "0",
                str(int(not label.is_thing)),
                " ".join(label.name.split()),
            )
            for label in self.labels
        ]
        self.archive.write(LEGEND, "".join("\t".join(row) + "\n" for row in rows).encode())

    def notes(self) -> list[str]:
        return self.codes.notes()


def _code(thing: ExportedObject, of_label: int, of_image: int) -> int | None:
    has_number = of_image < MOST_OBJECTS and thing.label.value <= LAST_CLASS
    return thing.label.value << 8 | of_image + 1 if has_number else None


def recognises(files: Files) -> bool:
    """The list of classes, or names as the dataset's own."""
    names = [f"/{name}" for name in files.ending(".png")]
    has_maps = any(_kind(name) for name in names)
    return has_maps and (bool(files.ending("objectinfo150.txt")) or any("/ADE_" in name for name in names))


def read(files: Files) -> Iterator[Record]:
    pairs: dict[str, dict[str, str]] = {}
    for name in files.ending(".png"):
        if kind := _kind(name):
            pairs.setdefault(_image_name(name, kind), {})[kind] = name
    files.set_aside(name for maps in pairs.values() for name in maps.values())
    labels = yield from _legend(files)
    for image, maps in pairs.items():
        yield from _scene(files, image, maps, labels)


def _kind(name: str) -> str | None:
    parts = PurePosixPath(name).parts
    if parts[-1].endswith(SEG):
        return INSTANCES
    return CHALLENGE if CHALLENGE in parts else CLASSES if CLASSES in parts else None


def _image_name(name: str, kind: str) -> str:
    """What the maps of one image have in common: the folders but for that of their kind, and the stem."""
    *folders, last = PurePosixPath(name).parts
    stem = last.removesuffix(SEG if kind == INSTANCES else ".png")
    return "/".join([folder for folder in folders if folder not in (CLASSES, INSTANCES, CHALLENGE)] + [stem])


def _legend(files: Files) -> Generator[Record, None, dict[int, str]]:
    """Returns the names of the classes by number."""
    labels: dict[int, str] = {}
    for name in files.ending("objectinfo150.txt")[:1]:
        for line, text in files.lines(name):
            cells = [cell.strip() for cell in text.split("\t")]
            if cells[0].casefold() == COLUMNS[0].casefold():
                continue
            if len(cells) < len(COLUMNS) or not cells[0].isdecimal() or not cells[-1]:
                detail = f"{text[:80]!r} has not the columns {', '.join(COLUMNS)}, with tabs between them"
                yield Problem(Place(name, line), "bad-record", detail, "file", count=0)
                continue
            labels[int(cells[0])] = cells[-1]
            if cells[-1] != UNLABELLED:
                yield LabelRecord(cells[-1], is_thing=cells[-2] != "1")
    return labels


def _scene(files: Files, image: str, maps: dict[str, str], labels: dict[int, str]) -> Iterator[Record]:
    used = maps.get(INSTANCES) or maps.get(CHALLENGE) or maps[CLASSES]
    try:
        size_hw = header_of(files, used).size_hw
        for name in maps.values():
            _check_size(files, name, used, size_hw)
        if INSTANCES in maps:
            values = _seg(files, maps[INSTANCES])
        elif CLASSES in maps:
            values = read_numbers(files, maps[CLASSES]).values << 8
            if CHALLENGE in maps:
                values |= read_numbers(files, maps[CHALLENGE], kinds=("RGB",)).values >> 8 & 255
        else:
            raise Unreadable("missing-pair", f"{used} has no map of classes in the folder {CLASSES}")
        masks = masks_of(values)
    except Unreadable as error:
        yield Problem(Place(used), error.code, error.detail, "image", image, count=0)
        return
    yield ImageRecord(image, Place(used), list(_objects(masks, used, labels, image)), size_hw)


def _check_size(files: Files, name: str, used: str, size_hw: tuple[int, int]) -> None:
    height, width = header_of(files, name).size_hw
    if (height, width) != size_hw:
        raise Unreadable("size-differs", f"{name} has {width}x{height} pixels, {used} has {size_hw[1]}x{size_hw[0]}")


def _seg(files: Files, name: str) -> np.ndarray:
    """The class * 256 + the number of the object, of each pixel."""
    colors = read_numbers(files, name, kinds=("RGB", "RGBA")).values
    red, green, blue = colors & 255, colors >> 8 & 255, colors >> 16
    values: np.ndarray = (red // 10 * 256 + green) << 8 | blue
    return values


def _objects(masks: dict[int, Any], name: str, labels: dict[int, str], image: str) -> Iterator[ObjectRecord | Problem]:
    for value, mask in masks.items():
        number, instance = divmod(value, 256)
        place = Place(name, None, f"class {number}, object {instance}")
        if not number:
            continue
        if number not in labels:
            yield Problem(place, "unknown-label", f"{LEGEND} has no class with the number {number}", image=image)
        else:
            label = labels[number]
            yield ObjectRecord(None if label == UNLABELLED else label, mask, place)
