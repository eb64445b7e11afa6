"""Plain masks: ``masks/<image>/<number>_<label>.png``, one picture an object, white where it is; both ways.

Exact, overlaps included, and any program reads it. Also read: one picture an image whose pixels are numbers or colours
of classes (``masks/<image>.png``), with names in ``labels.txt`` or ``classes.txt`` (``value name`` or ``name r g b``,
or a name a line, the first being that of 0), or else the numbers and colours themselves as names.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from PIL import Image as Pillow

from backend.formats.archive import Archive
from backend.formats.exported import UNLABELLED, ExportedImage, ExportedLabel, ExportedObject
from backend.formats.names import DistinctNames, safe_name
from backend.formats.options import Options
from backend.formats.pixel_maps import is_map, masks_of, read_map
from backend.formats.records import ImageRecord, LabelRecord, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable
from kernels import rle

FOLDER = "masks"
NOTHING = frozenset({"background", "unlabelled", "unlabeled", "void", "ignore", "none"})
"""What lists of classes call 0 where it stands for no object."""
FOLDERS = frozenset({"masks", "mask", "labels", "annotations", "segmentation", "segmentations", "gt", "groundtruth"})
NUMBERED = re.compile(r"^\d+[_\- ]+(.+)$")
NAMED = re.compile(r"^(?:(\d+)[\s,:]+(\S.*)|(\S.*?)[\s,:]+(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})|(\S.*))$")


class MasksWriter:
    name = "masks"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels = archive, labels
        self.names = DistinctNames()
        self.object_count = self.boxes = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        folder = PurePosixPath(self.names.take(f"{PurePosixPath(image.file_name).stem}.png")).stem
        masked = [(thing, thing.rle) for thing in objects if thing.rle is not None]
        self.boxes += len(objects) - len(masked)
        self.object_count += len(masked)
        for number, (thing, mask) in enumerate(masked, 1):
            buffer = io.BytesIO()
            Pillow.fromarray(rle.decode(mask) * 255).convert("1").save(buffer, "PNG")
            label = PurePosixPath(safe_name(f"{thing.label.name}.png")).stem
            self.archive.write(f"{FOLDER}/{folder}/{number:04}_{label}.png", buffer.getvalue(), is_packed=True)

    def close(self) -> None:
        names = [label.name for label in self.labels if label.id is not None]
        self.archive.write("labels.txt", "".join(f"{n} {name}\n" for n, name in enumerate(names, 1)).encode())

    def notes(self) -> list[str]:
        return [f"{FOLDER}: {self.boxes} bounding boxes have no mask and are left out."] if self.boxes else []


def recognises(files: Files) -> bool:
    """Pictures of numbers, in a folder for masks or beside nothing but pictures and a list of names."""
    masks = _masks(files)
    return any(is_map(files, name) for name in masks[:20])


def read(files: Files) -> Iterator[Record]:
    masks = _masks(files)
    files.set_aside(masks)
    names = _names(files)
    for name, color in names.values():
        if name.casefold() not in ("background", UNLABELLED):
            yield LabelRecord(name, color)
    alone, in_folders = _grouped(masks)
    for path in alone:
        yield _classes(files, path, names)
    for folder, paths in in_folders.items():
        yield _objects(files, folder, paths, {safe_name(name): name for name, _ in names.values()})


def _masks(files: Files) -> list[str]:
    found = [name for name in files.ending(".png") if FOLDERS & {p.casefold() for p in PurePosixPath(name).parts[:-1]}]
    only = {".png", ".txt", ".jpg", ".jpeg"}
    if not found and all(PurePosixPath(name).suffix.casefold() in only for name in files.names):
        found = [name for name in files.ending(".png") if is_map(files, name)]
    return found


def _grouped(masks: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    """One picture an image, and folders of one picture an object: those inside of the folder for masks."""
    alone, in_folders = [], defaultdict(list)
    for path in masks:
        parts = PurePosixPath(path).parts
        last = max((n for n, part in enumerate(parts[:-1]) if part.casefold() in FOLDERS), default=len(parts))
        is_inside = last < len(parts) - 2 and NUMBERED.match(PurePosixPath(path).stem)
        if is_inside:
            in_folders[str(PurePosixPath(path).parent)].append(path)
        else:
            alone.append(path)
    return alone, in_folders


def _names(files: Files) -> dict[int | str, tuple[str, str | None]]:
    """(name, colour) of each class, by its number, and by its colour where the list has some."""
    names: dict[int | str, tuple[str, str | None]] = {}
    for path in files.ending("/labels.txt", "/classes.txt", "/label_names.txt", "/labelmap.txt")[:1]:
        for place, (_, line) in enumerate(files.lines(path)):
            found = NAMED.match(line)
            if found is None or line.startswith("#"):
                continue
            number, numbered, colored, red, green, blue, plain = found.groups()
            color = "#{:02x}{:02x}{:02x}".format(*(int(side) & 255 for side in (red, green, blue))) if colored else None
            key: int | str = int(number) if number else color or place
            names[key] = (numbered or colored or plain).strip(), color
    return names


def _classes(files: Files, path: str, names: dict[int | str, tuple[str, str | None]]) -> Record:
    place = Place(path)
    stem = _stem(path)
    try:
        found = read_map(files, path)
        first, _ = names.get(0, ("background", None))
        masks = masks_of(found.values, but=(0,) if first.casefold() in NOTHING else ())
    except Unreadable as error:
        return Problem(place, error.code, error.detail, "image", stem, 0)
    objects = []
    for value, mask in masks.items():
        color = found.color_of(value) if found.is_color or found.palette else None
        name, _ = names.get(value) or names.get(color or "") or (color if found.is_color else str(value), None)
        if str(name).casefold() != "background":
            objects.append(
                ObjectRecord(None if name == UNLABELLED else name, mask, Place(path, record=f"value {value}"))
            )
    return ImageRecord(stem, place, objects, found.size_hw)


def _stem(path: str) -> str:
    return re.sub(r"[_\-.](mask|masks|label|labels|labelIds|seg)$", "", PurePosixPath(path).stem, flags=re.IGNORECASE)


def _objects(files: Files, folder: str, paths: list[str], names: dict[str, str]) -> Record:
    objects: list[ObjectRecord | Problem] = []
    size_hw = None
    for number, path in enumerate(paths, 1):
        stem = PurePosixPath(path).stem
        try:
            found = read_map(files, path)
        except Unreadable as error:
            objects.append(Problem(Place(path), error.code, error.detail, image=folder))
            continue
        size_hw = size_hw or found.size_hw
        masks = masks_of((found.values != 0).astype("int32"))
        if 1 not in masks:
            objects.append(Problem(Place(path), "empty-mask", "no pixel of the picture is set", image=folder))
            continue
        label = (NUMBERED.match(stem) or [stem, stem])[1]
        label = names.get(label, label)
        place = Place(path, record=f"object {number}")
        objects.append(ObjectRecord(None if label == UNLABELLED else label, masks[1], place, key=stem))
    return ImageRecord(PurePosixPath(folder).name, Place(folder), objects, size_hw)
