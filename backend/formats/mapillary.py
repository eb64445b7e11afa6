"""Mapillary Vistas, both ways: maps of labels and of instances, and ``config_v2.0.json`` that names the labels.

G. Neuhold et al., "The Mapillary Vistas Dataset for Semantic Understanding of Street Scenes" (ICCV 2017);
https://www.mapillary.com/dataset/vistas. ``labels/*.png``: 8 bits with the labels' colours as palette, each value a
place in the list of labels. ``instances/*.png``: 16 bits, value // 256 is the label, value % 256 the n-th object of it,
0 where the label has no instances. The last label is for pixels without any.
``panoptic`` is COCO's format of that name.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from backend.formats.archive import Archive
from backend.formats.coco_panoptic import CocoPanopticWriter
from backend.formats.exported import UNLABELLED, ExportedImage, ExportedLabel, ExportedObject
from backend.formats.instance_codes import InstanceCodes
from backend.formats.json_stream import document, first_elements
from backend.formats.names import DistinctNames
from backend.formats.number_png import header_of, png_of, read_numbers
from backend.formats.options import Options
from backend.formats.pixel_maps import masks_of
from backend.formats.records import ImageRecord, LabelRecord, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable

CONFIG = "config_v2.0.json"
FOLDER = "training/v2.0"
VOID = "void--unlabeled"
INSTANCES = 256
MOST_LABELS = 255
LIMIT = f"{MOST_LABELS} labels, {INSTANCES} objects of each in an image"


class MapillaryWriter:
    name = "mapillary"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive = archive
        self.labels = labels[:MOST_LABELS]
        self.void = len(self.labels)
        self.names = DistinctNames()
        self.codes = InstanceCodes(f"{FOLDER}/instances", LIMIT, self._code, self.void * INSTANCES)
        self.palette = [label.color for label in self.labels] + ["#000000"]

    @property
    def object_count(self) -> int:
        return self.codes.object_count

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        values = self.codes.paint(image, objects).values
        name = self.names.take(f"{PurePosixPath(image.file_name).stem}.png")
        labels = (values // INSTANCES).astype(np.uint8)
        self.archive.write(f"{FOLDER}/labels/{name}", png_of(labels, self.palette), is_packed=True)
        self.archive.write(f"{FOLDER}/instances/{name}", png_of(values.astype(np.uint16)), is_packed=True)

    def close(self) -> None:
        entries = [_entry(label.name, label.color, label.is_thing) for label in self.labels]
        entries.append(_entry(VOID, "#000000", False) | {"readable": "Unlabeled", "evaluate": False})
        structure = "{split}/{version}/{content}/{image_id}.png"
        about = {"version": "2.0", "mapping": "public", "folder_structure": structure, "labels": entries}
        self.archive.write_json(CONFIG, about)

    def notes(self) -> list[str]:
        return self.codes.notes()

    def _code(self, thing: ExportedObject, of_label: int, of_image: int) -> int | None:
        place = thing.label.value - 1
        if place >= self.void or of_label >= INSTANCES:
            return None
        return place * INSTANCES + (of_label if thing.label.is_thing else 0)


class MapillaryPanopticWriter(CocoPanopticWriter):
    """The same segments as COCO has them: the category is the place of the label in the list, from 1."""

    name = "mapillary-panoptic"
    document = f"{FOLDER}/panoptic/panoptic_2020.json"
    folder = f"{FOLDER}/panoptic"


def _entry(name: str, color: str, has_instances: bool) -> dict[str, Any]:
    rgb = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return {"name": name, "readable": name, "color": rgb, "instances": has_instances, "evaluate": True}


@dataclass(frozen=True)
class Known:
    """A label of the config. ``is_void``: its pixels belong to no object."""

    name: str | None
    color: str | None
    is_thing: bool
    is_void: bool


def recognises(files: Files) -> bool:
    """Where there is nothing but ``panoptic``, that is COCO's."""
    has_maps = any(PurePosixPath(name).parent.name in ("labels", "instances") for name in files.ending(".png"))
    return has_maps and _config(files) is not None


def _config(files: Files) -> str | None:
    for name in files.ending(".json"):
        if PurePosixPath(name).name.startswith("config"):
            label = first_elements(files, name).get("labels")
            if isinstance(label, dict) and "readable" in label and "instances" in label:
                return name
    return None


def read(files: Files) -> Iterator[Record]:
    config = _config(files)
    if config is None:
        raise Unreadable("no-config", "there is no config.json with a list of labels beside the maps")
    labels = yield from _labels(files, config)
    pairs: dict[tuple[str, str], dict[str, str]] = {}
    for name in files.ending(".png"):
        path = PurePosixPath(name)
        kind = path.parent.name
        if kind in ("labels", "instances", "panoptic"):
            pairs.setdefault((str(path.parent.parent), path.stem), {})[kind] = name
    files.set_aside(name for maps in pairs.values() for name in maps.values())
    files.used.update(name for name in files.ending(".json") if PurePosixPath(name).parent.name == "panoptic")
    for (_, stem), maps in pairs.items():
        if "labels" in maps or "instances" in maps:
            yield from _scene(files, stem, maps, labels)


def _labels(files: Files, config: str) -> Generator[Record, None, dict[int, Known]]:
    """Returns the labels by their place in the list; their names are the readable ones, where nothing else has them."""
    about = document(files, config)
    entries = about["labels"] if isinstance(about, dict) and isinstance(about.get("labels"), list) else []
    labels: dict[int, Known] = {}
    taken: set[str] = set()
    for place, entry in enumerate(entries):
        known = _known(entry, taken)
        if known is None:
            detail = "a label needs a name"
            yield Problem(Place(config, None, f"labels[{place}]"), "bad-record", detail, "file", count=0)
            continue
        labels[place] = known
        if known.name and not known.is_void:
            taken.add(known.name)
            yield LabelRecord(known.name, known.color, known.is_thing)
    return labels


def _known(entry: Any, taken: set[str]) -> Known | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
        return None
    readable = entry.get("readable")
    name = readable if isinstance(readable, str) and readable.strip() and readable not in taken else entry["name"]
    color = entry.get("color")
    is_color = isinstance(color, list) and len(color) == 3 and all(type(c) is int and 0 <= c < 256 for c in color)
    text = "#{:02x}{:02x}{:02x}".format(*color) if is_color and color else None
    is_thing = bool(entry.get("instances"))
    return Known(None if name == UNLABELLED else name, text, is_thing, entry["name"] == VOID)


def _scene(files: Files, stem: str, maps: dict[str, str], labels: dict[int, Known]) -> Iterator[Record]:
    """From the map of instances, else from that of labels."""
    for kind, bits in (("instances", 16), ("labels", 8)):
        if kind not in maps:
            continue
        place = Place(maps[kind])
        try:
            kinds = ("grey",) if bits == 16 else ("grey", "palette")
            found = read_numbers(files, maps[kind], bits=bits, kinds=kinds)
            masks = masks_of(found.values if bits == 16 else found.values * INSTANCES, but=())
        except Unreadable as error:
            yield Problem(place, error.code, error.detail, "file", stem, count=0)
            continue
        yield from _disagreement(files, stem, maps, kind, found.size_hw)
        yield ImageRecord(stem, place, list(_objects(masks, maps[kind], labels, stem)), found.size_hw)
        return
    place = Place(next(iter(maps.values())))
    yield Problem(place, "missing-pair", "no map of this image can be used", "image", stem, count=0)


def _disagreement(
    files: Files, stem: str, maps: dict[str, str], used: str, size_hw: tuple[int, int]
) -> Iterator[Problem]:
    if used == "labels":
        detail = "there is no map of instances to use: objects of one label are one object"
        yield Problem(Place(maps[used]), "missing-pair", detail, "file", stem, count=0)
    elif "labels" not in maps:
        detail = "there is no map of labels beside it; the instances are taken"
        yield Problem(Place(maps[used]), "missing-pair", detail, "file", stem, count=0)
    else:
        try:
            height, width = header_of(files, maps["labels"]).size_hw
        except Unreadable as error:
            yield Problem(Place(maps["labels"]), error.code, error.detail, "file", stem, count=0)
            return
        if (height, width) != size_hw:
            detail = f"it has {width}x{height} pixels, {maps[used]} has {size_hw[1]}x{size_hw[0]}; it is not used"
            yield Problem(Place(maps["labels"]), "size-differs", detail, "file", stem, count=0)


def _objects(
    masks: dict[int, Any], name: str, labels: dict[int, Known], image: str
) -> Iterator[ObjectRecord | Problem]:
    for value, mask in masks.items():
        number, instance = divmod(value, INSTANCES)
        place = Place(name, None, f"label {number}, object {instance}")
        label = labels.get(number)
        if label is None:
            yield Problem(place, "unknown-label", f"the config has no label number {number}", image=image)
        elif not label.is_void:
            yield ObjectRecord(label.name, mask, place)
