"""Cityscapes read, ``gtFine`` and ``gtCoarse``: of each image the best of its files that can be used.

``*_instanceIds.png`` is exact; ``*_polygons.json`` is painted as Cityscapes' own scripts paint it, later polygons over
earlier ones; ``*_labelIds.png`` alone gives one object for each label. What is a group of objects there has the
attribute ``iscrowd`` here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Generator, Iterator
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from django.conf import settings
from PIL import Image as Pillow
from PIL import ImageDraw

from backend.formats.cityscapes import PHOTO
from backend.formats.cityscapes_labels import INSTANCES, STANDARD, UNLABELED, CityLabel, of_entry
from backend.formats.coco import CROWD
from backend.formats.exported import UNLABELLED
from backend.formats.json_stream import document
from backend.formats.number_png import header_of, read_numbers
from backend.formats.pixel_maps import masks_of
from backend.formats.records import ImageRecord, LabelRecord, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable

FILE = re.compile(r"(.+)_gt(?:fine|coarse)_(polygons\.json|instanceids\.png|labelids\.png|color\.png)", re.IGNORECASE)
FRAME = re.compile(r".+_\d{6}_\d{6}")
POLYGONS, INSTANCE_IDS, LABEL_IDS = "polygons.json", "instanceids.png", "labelids.png"
FARTHEST = 1e6

Legend = dict[int, CityLabel]
Found = tuple[tuple[int, int], list[ObjectRecord | Problem]]
"""Size (height, width) and objects."""


def recognises(files: Files) -> bool:
    return any(found[2].casefold() != "color.png" for found in map(FILE.fullmatch, files.names) if found)


def read(files: Files) -> Iterator[Record]:
    scenes: dict[str, dict[str, str]] = {}
    for found in filter(None, map(FILE.fullmatch, files.names)):
        scenes.setdefault(found[1], {})[found[2].casefold()] = found[0]
    files.set_aside(name for scene in scenes.values() for name in scene.values())
    legend = yield from _legend(files)
    for label in legend.values():
        if label.name is not None:
            yield LabelRecord(label.name, label.color, label.is_thing)
    for prefix, scene in scenes.items():
        yield from _scene(files, PurePosixPath(prefix).name, scene, legend)


def _legend(files: Files) -> Generator[Record, None, Legend]:
    """Returns the labels by number: those of the archive's labels.json, else Cityscapes' own."""
    for name in files.ending("/labels.json"):
        try:
            entries = document(files, name)
        except Unreadable as error:
            yield Problem(Place(name), error.code, error.detail, "file", count=0)
            continue
        entries = entries.get("labels") if isinstance(entries, dict) else None
        found = [label for entry in entries if (label := of_entry(entry))] if isinstance(entries, list) else []
        if found:
            return {label.id: label for label in found}
    return {number: label for number, label in STANDARD.items() if number}


def _scene(files: Files, base: str, scene: dict[str, str], legend: Legend) -> Iterator[Record]:
    about: dict[str, Any] = {}
    if POLYGONS in scene:
        try:
            about = _outlines(files, scene[POLYGONS])
        except Unreadable as error:
            yield Problem(Place(scene[POLYGONS]), error.code, error.detail, "file", base, count=0)
    image = _text(about.get("file_name")) or (f"{base}{PHOTO}.png" if FRAME.fullmatch(base) else base)
    readers: dict[str, Callable[[], Found]] = {
        INSTANCE_IDS: lambda: _of_map(files, scene[INSTANCE_IDS], legend, image, bits=16),
        POLYGONS: lambda: _of_outlines(about, scene[POLYGONS], legend, image),
        LABEL_IDS: lambda: _of_map(files, scene[LABEL_IDS], legend, image, bits=8),
    }
    for kind, reader in readers.items():
        if kind not in scene or (kind == POLYGONS and not about):
            continue
        try:
            size_hw, objects = reader()
        except Unreadable as error:
            yield Problem(Place(scene[kind]), error.code, error.detail, "file", image, count=0)
            continue
        yield from _disagreement(files, scene, kind, size_hw, image)
        if kind == LABEL_IDS:
            detail = "neither instanceIds.png nor polygons.json can be used: objects of one label are one object"
            yield Problem(Place(scene[kind]), "missing-pair", detail, "file", image, count=0)
        yield ImageRecord(image, Place(scene[kind]), objects, size_hw, stipple_id=_text(about.get("stipple_id")))
        return
    place = Place(next(iter(scene.values())))
    yield Problem(place, "missing-pair", "no file of this image says what is on it", "image", image, count=0)


def _disagreement(
    files: Files, scene: dict[str, str], used: str, size_hw: tuple[int, int], image: str
) -> Iterator[Problem]:
    for kind in (INSTANCE_IDS, LABEL_IDS):
        if kind in scene and kind != used:
            try:
                height, width = header_of(files, scene[kind]).size_hw
            except Unreadable:
                continue
            if (height, width) != size_hw:
                detail = f"it has {width}x{height} pixels, {scene[used]} has {size_hw[1]}x{size_hw[0]}; it is not used"
                yield Problem(Place(scene[kind]), "size-differs", detail, "file", image, count=0)


def _of_map(files: Files, name: str, legend: Legend, image: str, bits: int) -> Found:
    """``bits`` 16: a map of instances, else one of labels."""
    kinds = ("grey",) if bits == 16 else ("grey", "palette")
    found = read_numbers(files, name, bits=bits, kinds=kinds)
    objects: list[ObjectRecord | Problem] = []
    for value, mask in masks_of(found.values).items():
        place = Place(name, None, f"value {value}")
        number = value // INSTANCES if value >= INSTANCES else value
        label = legend.get(number)
        if label is None:
            detail = f"there is no label with the number {number}"
            objects.append(Problem(place, "unknown-label", detail, image=image))
            continue
        is_group = bits == 16 and value < INSTANCES and label.has_instances
        objects.append(ObjectRecord(label.name, mask, place, attributes={CROWD: True} if is_group else {}))
    return found.size_hw, objects


def _outlines(files: Files, name: str) -> dict[str, Any]:
    about = document(files, name)
    sides: list[Any] = [about.get("imgHeight"), about.get("imgWidth")] if isinstance(about, dict) else []
    if not sides or not isinstance(about.get("objects"), list) or not all(type(s) is int and s > 0 for s in sides):
        raise Unreadable("bad-record", f"{name} has no imgHeight, imgWidth and list of objects")
    if sides[0] * sides[1] > settings.ENV.max_pixels:
        limit = f"{settings.ENV.max_pixels:,} (STIPPLE_MAX_PIXELS)"
        raise Unreadable("too-many-pixels", f"{name} is for {sides[1]} x {sides[0]} pixels; the limit here is {limit}")
    return about


def _of_outlines(about: dict[str, Any], name: str, legend: Legend, image: str) -> Found:
    """Painted over each other; an object of which nothing shows is left out."""
    size_hw = about["imgHeight"], about["imgWidth"]
    picture = Pillow.new("I", size_hw[::-1])
    draw = ImageDraw.Draw(picture)
    painted: list[tuple[int, str | None, bool]] = []
    objects: list[ObjectRecord | Problem] = []
    names = {label.name for label in legend.values()}
    for index, each in enumerate(about["objects"]):
        place = Place(name, None, f"objects[{index}]")
        if isinstance(each, dict) and each.get("deleted"):
            continue
        corners = _corners(each)
        if isinstance(corners, str):
            objects.append(Problem(place, "bad-record", corners, image=image))
            continue
        label, is_group = _label(each["label"], names)
        if label != UNLABELED:
            painted.append((index, label, is_group))
        draw.polygon(corners, fill=len(painted) if label != UNLABELED else 0)
    masks = masks_of(np.asarray(picture))
    for number, (index, label, is_group) in enumerate(painted, 1):
        place = Place(name, None, f"objects[{index}]")
        if number in masks:
            attributes = {CROWD: True} if is_group else {}
            objects.append(ObjectRecord(label, masks[number], place, attributes=attributes))
        else:
            objects.append(Problem(place, "covered", "later polygons leave it no pixel of the image", image=image))
    return size_hw, objects


def _label(name: str, known: set[str | None]) -> tuple[str | None, bool]:
    """Its label, and whether it is a group of objects: polegroup is a label, cargroup is many cars."""
    if name.removesuffix("group") == UNLABELLED and None in known:
        return None, name != UNLABELLED
    one = name.removesuffix("group")
    return (one, True) if name not in known and one != name and one in known else (name, False)


def _corners(each: Any) -> list[tuple[float, float]] | str:
    """Or what is wrong with them."""
    if not isinstance(each, dict) or not isinstance(each.get("label"), str) or not each["label"].strip():
        return "an object needs a label and a polygon"
    polygon = each.get("polygon")
    if not isinstance(polygon, list) or len(polygon) < 3:
        return "a polygon needs 3 corners or more"
    for corner in polygon:
        if not isinstance(corner, list) or len(corner) != 2 or not all(_is_near(side) for side in corner):
            return f"{corner!r} is no position [x, y] in an image"
    return [(x, y) for x, y in polygon]


def _is_near(side: Any) -> bool:
    return type(side) in (int, float) and math.isfinite(side) and abs(side) < FARTHEST


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
