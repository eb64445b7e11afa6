"""Pascal VOC read: boxes of the XML, masks of the pictures, and one object of both where box and name agree.

VOC's boxes count pixels from 1; a file with a 0, or with parts of a pixel, was written by a tool that counts from 0 and
is read so. Pixels of 255 (in colours: 224, 224, 192) are borders, which belong to nothing. Without ``labelmap.txt`` the
classes of the pictures are VOC's own twenty. Flags become attributes where they are set.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from backend.formats.exported import UNLABELLED
from backend.formats.pixel_maps import PixelMap, masks_of, read_map
from backend.formats.records import Box, ImageRecord, LabelRecord, Mask, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable
from backend.formats.voc import BORDER, CLASSES, FLAGS, OBJECTS, voc_colors
from backend.formats.xml_records import Node, root, root_tag
from kernels import rle

OWN = (
    "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "diningtable", "dog",
    "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor",
)  # fmt: skip
FOLDERS = frozenset({"annotations", CLASSES.casefold(), OBJECTS.casefold()})
BACKGROUND = "background"
BORDER_COLOR = "#e0e0c0"
SAME_BOX = 0.5
"""A mask and a box of the same name are one object from this IoU of their boxes on."""


def recognises(files: Files) -> bool:
    """XML of annotations with objects as VOC has them, or pictures in VOC's folders."""
    if _pictures(files, CLASSES):
        return True
    return any(root_tag(files, name) == "annotation" and _is_voc(files, name) for name in files.ending(".xml")[:5])


def read(files: Files) -> Iterator[Record]:
    classes, objects = _pictures(files, CLASSES), _pictures(files, OBJECTS)
    files.set_aside([*classes.values(), *objects.values()])
    names, is_listed = _names(files)
    if is_listed:
        yield from (LabelRecord(name, color) for color, name in names.items() if name not in (BACKGROUND, UNLABELLED))
    written = [name for name in files.ending(".xml") if root_tag(files, name) == "annotation"]
    documents = _by_image(written)
    yield from _doubles(written, documents)
    for image in sorted({*documents, *classes}):
        stem = PurePosixPath(image).name
        file = documents.get(image) or classes[image]
        try:
            yield _image(files, stem, documents.get(image), classes.get(image), objects.get(image), names)
        except Unreadable as error:
            yield Problem(Place(file), error.code, error.detail, "image", stem, 0)


def _pictures(files: Files, folder: str) -> dict[str, str]:
    """Of a folder, by image."""
    return _by_image(name for name in files.ending(".png") if f"/{folder}/".casefold() in f"/{name}".casefold())


def _by_image(names: Iterable[str]) -> dict[str, str]:
    """By what the files of one image have in common: the folders but for that of their kind, and the stem."""
    found = {}
    for name in names:
        path = PurePosixPath(name)
        folders = [folder for folder in path.parent.parts if folder.casefold() not in FOLDERS]
        found["/".join([*folders, path.stem])] = name
    return found


def _doubles(names: Iterable[str], kept: dict[str, str]) -> Iterator[Problem]:
    """Files that say something of the same image as another one."""
    for name in names:
        if name not in kept.values():
            (other,) = _by_image([name])
            detail = f"{kept[other]} is of the same image and is taken; put them into folders of their own"
            yield Problem(Place(name), "name-twice", detail, "file", count=0)


def _is_voc(files: Files, name: str) -> bool:
    try:
        document = root(files, name)
    except Unreadable:
        return False
    things = document.all("object")
    return document.find("filename") is not None and all(thing.find("polygon") is None for thing in things)


def _names(files: Files) -> tuple[dict[str, str], bool]:
    """The names of classes by colour, and whether the files list them."""
    for path in files.ending("/labelmap.txt"):
        lines = [line.rsplit(":", 3) for _, line in files.lines(path) if not line.startswith("#")]
        listed = [(name, color.split(",")) for name, color, *_ in (line for line in lines if len(line) > 1)]
        known = [(name, sides) for name, sides in listed if len(sides) == 3 and all(side.isdecimal() for side in sides)]
        return {"#{:02x}{:02x}{:02x}".format(*(int(side) & 255 for side in sides)): name for name, sides in known}, True
    colors = ["#{:02x}{:02x}{:02x}".format(*color) for color in voc_colors()]
    return dict(zip(colors, (BACKGROUND, *OWN), strict=False)), False


def _image(
    files: Files, stem: str, document: str | None, classes: str | None, objects: str | None, names: dict[str, str]
) -> ImageRecord:
    node = root(files, document) if document else None
    boxed = [] if node is None or document is None else _boxed(node, document)
    size_hw, masked = (None, []) if classes is None else _masked(files, classes, objects, names)
    merged = _merged(masked, boxed)
    file_name = node.get("filename") if node else ""
    place = Place(document or classes or "")
    return ImageRecord(file_name or stem, place, merged, size_hw or _size(node))


def _size(node: Node | None) -> tuple[int, int] | None:
    height, width = (node.get("size/height"), node.get("size/width")) if node else ("", "")
    return (
        (int(height), int(width)) if height.isdecimal() and width.isdecimal() and int(height) and int(width) else None
    )


def _boxed(node: Node, file: str) -> list[ObjectRecord | Problem]:
    things = node.all("object")
    sides = [[thing.get(f"bndbox/{side}") for side in ("xmin", "ymin", "xmax", "ymax")] for thing in things]
    numbers = [_numbers(texts) for texts in sides]
    known = [side for four in numbers if four for side in four]
    from_one = all(side == int(side) and side >= 1 for side in known)
    found: list[ObjectRecord | Problem] = []
    for number, (thing, four) in enumerate(zip(things, numbers, strict=True), 1):
        place = thing.place(file, f"object {number}")
        if four is None or not thing.get("name"):
            detail = "an object needs a name and a bndbox of xmin, ymin, xmax, ymax"
            found.append(Problem(place, "bad-record", detail, image=node.get("filename")))
            continue
        x0, y0, x1, y1 = four
        box = Box(x0 - from_one, y0 - from_one, x1, y1)
        found.append(ObjectRecord(_label(thing.get("name")), box, place, attributes=_attributes(thing)))
    return found


def _numbers(texts: list[str]) -> list[float] | None:
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return None
    return numbers if all(abs(number) < 1e9 for number in numbers) else None


def _attributes(thing: Node) -> dict[str, Any]:
    flags: dict[str, Any] = {name: True for name in FLAGS if thing.get(name) in ("1", "true", "True")}
    listed = thing.find("attributes")
    return flags | {each.get("name"): _value(each.get("value")) for each in (listed.all("attribute") if listed else ())}


def _value(text: str) -> Any:
    """Numbers and truth values as they were before they became text."""
    try:
        value = json.loads(text.lower() if text in ("True", "False") else text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, bool | int | float | list | dict) else text


def _label(name: str) -> str | None:
    return None if name == UNLABELLED else name


def _masked(
    files: Files, classes: str, objects: str | None, names: dict[str, str]
) -> tuple[tuple[int, int], list[ObjectRecord]]:
    """An object for each value of the picture of objects; without one, for each class."""
    of_class = read_map(files, classes)
    of_object = of_class if objects is None else read_map(files, objects)
    if of_class.size_hw != of_object.size_hw:
        raise Unreadable("size-differs", f"{classes} and {objects} are of different size")
    records = []
    for number, (value, mask) in enumerate(masks_of(of_object.values, but=_none(of_object)).items(), 1):
        color = _color_of(_class_under(mask, of_class), of_class)
        label = names.get(color, "")
        if label != BACKGROUND:
            place = Place(objects or classes, record=f"value {value}" if objects else f"class {number}")
            records.append(ObjectRecord(_label(label or color), mask, place))
    return of_class.size_hw, records


def _color_of(value: int, found: PixelMap) -> str:
    """Grey pictures hold VOC's numbers."""
    is_bare = not found.is_color and not found.palette
    return "#{:02x}{:02x}{:02x}".format(*voc_colors()[value & 255]) if is_bare else found.color_of(value)


def _none(found: PixelMap) -> tuple[int, ...]:
    """Values of the background and of borders."""
    border = int(BORDER_COLOR[5:7] + BORDER_COLOR[3:5] + BORDER_COLOR[1:3], 16) if found.is_color else BORDER
    return (0, border)


def _class_under(mask: Mask, of_class: PixelMap) -> int:
    """The class that most pixels of the object have."""
    x, y, width, height = rle.bbox_xywh(mask.rle)
    part = of_class.values[y : y + height, x : x + width][rle.decode_box(mask.rle, (x, y, width, height)) != 0]
    values, counts = np.unique(part, return_counts=True)
    return int(values[counts.argmax()])


def _merged(masked: list[ObjectRecord], boxed: list[ObjectRecord | Problem]) -> list[ObjectRecord | Problem]:
    """The masks with what the XML says of them, then the boxes that have none."""
    left = list(boxed)
    result: list[ObjectRecord | Problem] = []
    for record in masked:
        assert isinstance(record.shape, Mask)
        x, y, width, height = rle.bbox_xywh(record.shape.rle)
        of_name = [other for other in left if isinstance(other, ObjectRecord) and other.label == record.label]
        around = Box(x, y, x + width, y + height)
        best = max(of_name, key=lambda other: _iou(other.shape, around), default=None)
        if best is not None and _iou(best.shape, around) >= SAME_BOX:
            left = [other for other in left if other is not best]
            record = ObjectRecord(record.label, record.shape, best.place, attributes=best.attributes)
        result.append(record)
    return result + left


def _iou(one: Any, other: Box) -> float:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    common = max(0.0, width) * max(0.0, height)
    areas = (one.x1 - one.x0) * (one.y1 - one.y0) + (other.x1 - other.x0) * (other.y1 - other.y0)
    return common / (areas - common) if areas > common else 0.0
