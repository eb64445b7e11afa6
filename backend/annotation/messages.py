"""What a client may send over the socket of an image, parsed strictly into frozen dataclasses (hop 3).

``parse`` is pure. It refuses with a code and a sentence; nothing behind it looks at raw JSON again. Coordinates are
continuous image pixels. Golden examples lie in tests/contract/.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args
from uuid import UUID

from backend.annotation.refusal import Refused
from backend.config.problems import Code
from backend.config.text import is_storable
from backend.images.crop import Crop
from kernels.rle import Rle, area, validate

MAX_POINTS = 2000
MAX_OBJECTS = 2000
MAX_RESHAPED = 256
"""Objects that one reshape with masks works on; its message has at most a megabyte anyway. One without masks removes
MAX_OBJECTS at most."""
MAX_ATTRIBUTES_BYTES = 10_000
MAX_Z = 2**31 - 1
MAX_REVISION = 2**31 - 1
LEAST_CROP = 32
"""Pixels of a crop's sides at least, or all that the image has: in less, no network knows anything."""
PointXY = tuple[float, float]


@dataclass(frozen=True)
class Click:
    """A click on an object (made when it is new) or, with ``object`` None, on the background.

    ``crop``: what the person had zoomed on, the part of the image that the model looks at; None for all of it."""

    id: UUID
    object: UUID | None
    label: int | None
    point_xy: PointXY
    crop: Crop | None = None


@dataclass(frozen=True)
class Scribble:
    """A line drawn on an object or, with ``object`` None, on the background; one time index, one step of undo."""

    id: UUID
    object: UUID | None
    label: int | None
    points_xy: tuple[PointXY, ...]
    crop: Crop | None = None


@dataclass(frozen=True)
class Box:
    """A box drawn around an object (made when it is new); the last one of an object is in effect."""

    id: UUID
    object: UUID
    label: int | None
    box_xyxy: tuple[float, float, float, float]
    crop: Crop | None = None


@dataclass(frozen=True)
class Paint:
    """Brush, polygon (add) or eraser."""

    id: UUID
    object: UUID
    label: int | None
    rle: Rle
    mode: Literal["add", "erase"]


Reason = Literal[
    "fill_holes",
    "remove_specks",
    "grow",
    "shrink",
    "smooth",
    "split",
    "merge",
    "vertices",
    "paste",
    "remove",
    "give_back",
]


@dataclass(frozen=True)
class Shape:
    """The whole mask that an object is given; ``label`` counts where ``is_new``, which makes the object."""

    object: UUID
    rle: Rle
    is_new: bool
    label: int | None


@dataclass(frozen=True)
class Reshape:
    """Whole masks of several objects at once, and objects that go; ``reason`` says what the person did."""

    id: UUID
    shapes: tuple[Shape, ...]
    removed: tuple[UUID, ...]
    reason: Reason


@dataclass(frozen=True)
class Bounds:
    """A bounding box that is an object of its own (made when it is new), in whole pixels; moves one that is there."""

    id: UUID
    object: UUID
    label: int | None
    box_xyxy: tuple[int, int, int, int]


@dataclass(frozen=True)
class Set:
    """One field of objects: ``label`` (int or None), ``z`` (int, or a tuple of one int for each of ``objects``),
    ``attributes`` (dict) or ``locked`` (bool)."""

    id: UUID
    objects: tuple[UUID, ...]
    field: str
    value: Any

    @property
    def object(self) -> UUID | None:
        """The object, where it is one alone."""
        return self.objects[0] if len(self.objects) == 1 else None


@dataclass(frozen=True)
class Delete:
    id: UUID
    object: UUID


@dataclass(frozen=True)
class Undo:
    id: UUID


@dataclass(frozen=True)
class Redo:
    id: UUID


@dataclass(frozen=True)
class Restore:
    """Go back: make the document what it was at ``revision``, 0 being the empty one."""

    id: UUID
    revision: int


@dataclass(frozen=True)
class Accept:
    """Proposals that a person takes over."""

    id: UUID
    objects: tuple[UUID, ...]


@dataclass(frozen=True)
class Cursor:
    """Where the sender's pointer is, for the others to see; None when it left the image."""

    point_xy: PointXY | None


@dataclass(frozen=True)
class TakeOver:
    """Lease an object to the sender, whoever holds it; not recorded."""

    object: UUID


@dataclass(frozen=True)
class Look:
    """Where the sender has zoomed to and may click next, so that the model has looked there by then; not recorded."""

    crop: Crop


Operation = Click | Scribble | Box | Paint | Reshape | Bounds | Set | Delete | Undo | Redo | Restore | Accept
Message = Operation | Cursor | Look | TakeOver
SizeHW = tuple[int, int]


def parse(raw: Any, size_hw: SizeHW) -> Message:
    """The message in ``raw`` (decoded JSON) for an image of ``size_hw`` pixels. Raises Refused."""
    if not isinstance(raw, Mapping):
        raise _bad('a message must be a JSON object with a field "op"')
    verb = raw.get("op")
    if not isinstance(verb, str) or verb not in PARSERS:
        raise _bad(f"op={_short(verb)} is not one of {', '.join(PARSERS)}")
    return PARSERS[verb](raw, size_hw)


def is_late(raw: Any) -> bool:
    """Whether the operation waited in the client for a connection: it goes in whoever holds its object now."""
    value = raw.get("late", False)
    if not isinstance(value, bool):
        raise _bad(f"late={_short(value)} must be true or false")
    return value


def id_of(raw: Any) -> str | None:
    """The id to answer to, also of a message that cannot be parsed."""
    value = raw.get("id") if isinstance(raw, Mapping) else None
    return value if isinstance(value, str) and len(value) <= 64 else None


def _click(raw: Mapping[str, Any], size_hw: SizeHW) -> Click:
    point = _inside(raw.get("x"), raw.get("y"), size_hw, "click")
    crop = _crop_around(raw, [point], size_hw)
    return Click(_uuid(raw, "id"), _object_or_background(raw), _label(raw), point, crop)


def _scribble(raw: Mapping[str, Any], size_hw: SizeHW) -> Scribble:
    points = raw.get("points")
    if not isinstance(points, list) or not 1 <= len(points) <= MAX_POINTS:
        has = f"this has {len(points)}" if isinstance(points, list) else f"this is {_short(points)}"
        raise _bad(f"points must be a list of 1 to {MAX_POINTS} pairs [x, y], {has}; draw a longer line in parts")
    inside = tuple(_point(value, index, size_hw) for index, value in enumerate(points))
    crop = _crop_around(raw, inside, size_hw)
    return Scribble(_uuid(raw, "id"), _object_or_background(raw), _label(raw), inside, crop)


def _point(value: Any, index: int, size_hw: SizeHW) -> PointXY:
    if not isinstance(value, list) or len(value) != 2:
        raise _bad(f"points[{index}]={_short(value)} must be a pair [x, y] in image pixels")
    x, y = (_number(member, f"points[{index}]") for member in value)
    return _inside(x, y, size_hw, f"points[{index}]")


def _box(raw: Mapping[str, Any], size_hw: SizeHW) -> Box:
    box = raw.get("box")
    if not isinstance(box, list) or len(box) != 4:
        raise _bad("box must be [x0, y0, x1, y1]")
    x0, y0, x1, y1 = (_number(value, "box") for value in box)
    height, width = size_hw
    if not (x0 < x1 and y0 < y1):
        raise _bad(f"box={box} must have x0 < x1 and y0 < y1")
    if x0 < 0 or y0 < 0 or x1 > width or y1 > height:
        raise Refused(Code.OUTSIDE_IMAGE, f"box {box} reaches outside this {width} x {height} image")
    crop = _crop_around(raw, [(x0, y0), (x1, y1)], size_hw)
    return Box(_uuid(raw, "id"), _uuid(raw, "object"), _label(raw), (x0, y0, x1, y1), crop)


def _paint(raw: Mapping[str, Any], size_hw: SizeHW) -> Paint:
    mode = raw.get("mode")
    if mode not in ("add", "erase"):
        raise _bad(f"mode={_short(mode)} must be add or erase")
    mask = _rle(raw.get("rle"), size_hw, "rle")
    return Paint(_uuid(raw, "id"), _uuid(raw, "object"), _label(raw), mask, mode)


def _reshape(raw: Mapping[str, Any], size_hw: SizeHW) -> Reshape:
    reason: Reason | None = next((known for known in get_args(Reason) if known == raw.get("reason")), None)
    if reason is None:
        raise _bad(f"reason={_short(raw.get('reason'))} must be one of {', '.join(get_args(Reason))}")
    objects, removed = raw.get("objects"), raw.get("removed", [])
    if not isinstance(objects, list) or not isinstance(removed, list):
        raise _bad("objects and removed must be lists")
    most = MAX_RESHAPED if objects else MAX_OBJECTS
    if not 1 <= len(objects) + len(removed) <= most:
        raise _bad(f"a reshape works on 1 to {most} objects, this on {len(objects) + len(removed)}; send parts")
    shapes = tuple(_shape(value, index, size_hw) for index, value in enumerate(objects))
    gone = tuple(_uuid({"removed": value}, "removed") for value in removed)
    named = [*(shape.object for shape in shapes), *gone]
    if len(set(named)) < len(named):
        raise _bad("each object may be named once in objects and removed together")
    return Reshape(_uuid(raw, "id"), shapes, gone, reason)


def _shape(value: Any, index: int, size_hw: SizeHW) -> Shape:
    if not isinstance(value, Mapping):
        raise _bad(f"objects[{index}]={_short(value)} must be a JSON object with object and rle")
    mask = _rle(value.get("rle"), size_hw, f"objects[{index}].rle")
    if not area(mask):
        raise Refused(Code.BAD_RLE, f"objects[{index}].rle holds no pixel; name the object in removed to delete it")
    return Shape(_uuid(value, "object"), mask, "label" in value, _label(value))


def _rle(value: Any, size_hw: SizeHW, name: str) -> Rle:
    try:
        validate(value, size_hw)
    except ValueError as error:
        raise Refused(Code.BAD_RLE, f"{name} cannot be used: {error}") from error
    return {"size": list(value["size"]), "counts": value["counts"]}


def _bounds(raw: Mapping[str, Any], size_hw: SizeHW) -> Bounds:
    box = _box(raw, size_hw)
    whole = tuple(int(side) for side in box.box_xyxy)
    if whole != box.box_xyxy:
        raise _bad(f"box={list(box.box_xyxy)} must be whole pixels")
    x0, y0, x1, y1 = whole
    return Bounds(box.id, box.object, box.label, (x0, y0, x1, y1))


def _crop_around(raw: Mapping[str, Any], points_xy: Sequence[PointXY], size_hw: SizeHW) -> Crop | None:
    """The crop that came with a click, stroke or box, which lies in it; None where it came with none."""
    if raw.get("crop") is None:
        return None
    crop = _crop(raw["crop"], size_hw)
    if not crop.holds(points_xy):
        raise _bad(f"crop={crop.to_list()} does not hold what was drawn; send the crop that it was drawn in, or none")
    return crop


def _crop(value: Any, size_hw: SizeHW) -> Crop:
    if not isinstance(value, list) or len(value) != 4 or any(type(side) is not int for side in value):
        raise _bad(f"crop={_short(value)} must be [x0, y0, x1, y1] in whole image pixels")
    x0, y0, x1, y1 = value
    height, width = size_hw
    if x0 < 0 or y0 < 0 or x1 > width or y1 > height:
        raise Refused(Code.OUTSIDE_IMAGE, f"crop {value} reaches outside this {width} x {height} image")
    if x1 - x0 < min(LEAST_CROP, width) or y1 - y0 < min(LEAST_CROP, height):
        raise _bad(f"crop={value} must be at least {LEAST_CROP} pixels wide and high; send a larger part of the image")
    return Crop(x0, y0, x1, y1)


def _look(raw: Mapping[str, Any], size_hw: SizeHW) -> Look:
    return Look(_crop(raw.get("crop"), size_hw))


def _take_over(raw: Mapping[str, Any], size_hw: SizeHW) -> TakeOver:
    return TakeOver(_uuid(raw, "object"))


def _set(raw: Mapping[str, Any], size_hw: SizeHW) -> Set:
    fields = [name for name in SETTABLE if name in raw]
    if len(fields) != 1:
        raise _bad(f"set changes exactly one of {', '.join(SETTABLE)}; this message has {fields or 'none'}")
    objects = _objects(raw) if "objects" in raw else (_uuid(raw, "object"),)
    return Set(_uuid(raw, "id"), objects, fields[0], SETTABLE[fields[0]](raw))


def _delete(raw: Mapping[str, Any], size_hw: SizeHW) -> Delete:
    return Delete(_uuid(raw, "id"), _uuid(raw, "object"))


def _undo(raw: Mapping[str, Any], size_hw: SizeHW) -> Undo:
    return Undo(_uuid(raw, "id"))


def _redo(raw: Mapping[str, Any], size_hw: SizeHW) -> Redo:
    return Redo(_uuid(raw, "id"))


def _restore(raw: Mapping[str, Any], size_hw: SizeHW) -> Restore:
    value = raw.get("revision")
    if type(value) is not int or not 0 <= value <= MAX_REVISION:
        raise _bad(f"revision={_short(value)} must be the number of an earlier revision, 0 for the empty image")
    return Restore(_uuid(raw, "id"), value)


def _accept(raw: Mapping[str, Any], size_hw: SizeHW) -> Accept:
    return Accept(_uuid(raw, "id"), _objects(raw))


def _objects(raw: Mapping[str, Any]) -> tuple[UUID, ...]:
    objects = raw.get("objects")
    if not isinstance(objects, list) or not 1 <= len(objects) <= MAX_OBJECTS:
        raise _bad(f"objects must be a list of 1 to {MAX_OBJECTS} object ids")
    return tuple(_uuid({"objects": value}, "objects") for value in objects)


def _cursor(raw: Mapping[str, Any], size_hw: SizeHW) -> Cursor:
    if raw.get("x") is None and raw.get("y") is None:
        return Cursor(None)
    height, width = size_hw
    x, y = _number(raw.get("x"), "x"), _number(raw.get("y"), "y")
    return Cursor((min(max(x, 0.0), float(width)), min(max(y, 0.0), float(height))))


def _set_z(raw: Mapping[str, Any]) -> int | tuple[int, ...]:
    value = raw["z"]
    named = raw.get("objects")
    if isinstance(value, list) and isinstance(named, list) and len(value) == len(named) > 1:
        if len({str(text).lower() for text in named}) < len(named):
            raise _bad("with a list of z, objects must name each object once")
        return tuple(_place(each) for each in value)
    return _place(value)


def _place(value: Any) -> int:
    if type(value) is not int or not -MAX_Z <= value <= MAX_Z:
        raise _bad(f"z={_short(value)} must be a whole number, or a list of one for each of several objects")
    return value


def _set_attributes(raw: Mapping[str, Any]) -> dict[str, Any]:
    value = raw["attributes"]
    if not isinstance(value, dict) or len(json.dumps(value)) > MAX_ATTRIBUTES_BYTES:
        raise _bad(f"attributes must be a JSON object of at most {MAX_ATTRIBUTES_BYTES} bytes")
    if not is_storable(value):
        raise _bad("attributes may hold no NaN, Infinity, NUL or lone surrogate")
    return value


def _set_locked(raw: Mapping[str, Any]) -> bool:
    if not isinstance(raw["locked"], bool):
        raise _bad(f"locked={_short(raw['locked'])} must be true or false")
    return raw["locked"]


def _label(raw: Mapping[str, Any]) -> int | None:
    value = raw.get("label")
    if value is None or (type(value) is int and 0 < value < 2**63):
        return value
    raise _bad(f"label={_short(value)} must be the id of a label, or null")


def _object_or_background(raw: Mapping[str, Any]) -> UUID | None:
    if "object" not in raw:
        raise _bad("object is missing: the id of an object, or null for the background")
    return None if raw["object"] is None else _uuid(raw, "object")


def _uuid(raw: Mapping[str, Any], name: str) -> UUID:
    value = raw.get(name)
    try:
        if isinstance(value, str) and len(value) == 36:
            return UUID(value)
    except ValueError:
        pass
    raise _bad(f"{name}={_short(value)} must be a UUID such as 0b9d6a86-4a5e-4d0a-9a3b-0d6f1f0c7a11")


def _number(value: Any, name: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9 and math.isfinite(value):
        return float(value)
    raise _bad(f"{name}={_short(value)} must be a finite number in image pixels")


def _inside(x: Any, y: Any, size_hw: SizeHW, what: str) -> PointXY:
    point = _number(x, "x"), _number(y, "y")
    height, width = size_hw
    if 0 <= point[0] < width and 0 <= point[1] < height:
        return point
    raise Refused(
        Code.OUTSIDE_IMAGE,
        f"{what} ({point[0]:g}, {point[1]:g}) lies outside this {width} x {height} image; "
        "send image pixels, not screen pixels",
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _bad(detail: str) -> Refused:
    return Refused(Code.BAD_MESSAGE, detail)


SETTABLE: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "label": _label,
    "z": _set_z,
    "attributes": _set_attributes,
    "locked": _set_locked,
}
PARSERS: dict[str, Callable[[Mapping[str, Any], SizeHW], Message]] = {
    "click": _click,
    "scribble": _scribble,
    "box": _box,
    "paint": _paint,
    "reshape": _reshape,
    "bounds": _bounds,
    "set": _set,
    "delete": _delete,
    "undo": _undo,
    "redo": _redo,
    "restore": _restore,
    "accept": _accept,
    "cursor": _cursor,
    "look": _look,
    "takeover": _take_over,
}
