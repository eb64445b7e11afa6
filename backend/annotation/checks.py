"""Whether an operation may be done, and what it does: one ``check_`` function for each kind of message.

Each reads the rows that the operation can change or must look at, raises Refused with a sentence, and returns the
``Step`` that ``actions.py`` appends to the log. All run inside its transaction, the annotation's row locked and its
``revision`` already that of the new operation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import Any

from backend.accounts.models import User
from backend.annotation import leases, messages
from backend.annotation.looking import meets, points_of
from backend.annotation.models import Annotation, Object
from backend.annotation.preconditions import (
    all_free,
    all_of,
    check_attributes,
    check_disjoint,
    check_free,
    check_label,
    check_unlocked,
    existing,
    find_or_new,
    giving,
    kept_of,
    overlap_of,
    reaching,
)
from backend.annotation.refolding import check_redo, check_restore, check_undo
from backend.annotation.refusal import Refused
from backend.annotation.scribble import queries_of, simplify
from backend.annotation.state import ClickRecord, ObjectState
from backend.annotation.step import Step, applied
from backend.config.problems import Code
from kernels.rle import area, bbox_xywh, intersect

MAX_CLICKS_PER_OBJECT = 200
MAX_BACKGROUND_CLICKS = 500
"""A stroke counts as the clicks that a network makes of it at most: 1 to 12, by its length."""


def check_click(annotation: Annotation, user: User, message: messages.Click) -> Step:
    x, y = message.point_xy
    return _evidence(annotation, user, message, {"x": x, "y": y}, 1)


def check_scribble(annotation: Annotation, user: User, message: messages.Scribble) -> Step:
    line = simplify(message.points_xy)
    return _evidence(annotation, user, message, {"points": [list(xy) for xy in line]}, _queries(annotation, line))


def check_box(annotation: Annotation, user: User, message: messages.Box) -> Step:
    return _evidence(annotation, user, message, {"box": list(message.box_xyxy)}, 1)


def check_paint(annotation: Annotation, user: User, message: messages.Paint) -> Step:
    named = find_or_new(annotation, message.object, message.label)
    if message.mode == "erase" and (named is None or not named.area):
        raise Refused(Code.UNKNOWN_OBJECT, f"there is nothing to erase: object {message.object} has no mask")
    x, y, width, height = bbox_xywh(message.rle)
    if not width:
        raise Refused(Code.BAD_RLE, "this brush stroke holds no pixel")
    around = giving(annotation, (x, y, x + width, y + height), [message.object])
    drawn = {"object": str(message.object), "label": message.label, "rle": message.rle, "mode": message.mode}
    payload = drawn | kept_of(annotation, around) | overlap_of(annotation)
    step = applied(annotation, user, message, payload, [*around, *([named] if named else [])])
    mask = step.state.objects[message.object].rle
    if message.mode == "add" and mask and not area(intersect(mask, message.rle)):
        detail = "all of these pixels belong to objects that are locked or that somebody else is working on"
        raise Refused(Code.OBJECT_LOCKED, f"{detail}; unlock them or take them over first")
    return step


def check_reshape(annotation: Annotation, user: User, message: messages.Reshape) -> Step:
    new = {shape.object for shape in message.shapes if shape.is_new}
    named = [*(shape.object for shape in message.shapes), *message.removed]
    found = all_free(annotation, named, new)
    for label in {shape.label for shape in message.shapes if shape.is_new}:
        check_label(annotation, label)
    masks = [shape.rle for shape in message.shapes]
    if masks:
        if not annotation.image.project.overlap:
            check_disjoint(masks)
        boxes = [(x, y, x + width, y + height) for x, y, width, height in map(bbox_xywh, masks)]
        left, top, right, bottom = zip(*boxes, strict=True)
        found += giving(annotation, (min(left), min(top), max(right), max(bottom)), named)
    payload = {
        "objects": [
            {"object": str(shape.object), "rle": shape.rle} | ({"label": shape.label} if shape.is_new else {})
            for shape in message.shapes
        ],
        "removed": [str(key) for key in message.removed],
        "reason": message.reason,
    } | (kept_of(annotation, found) | overlap_of(annotation) if masks else {})
    step = applied(annotation, user, message, payload, found)
    if not all(step.state.objects[shape.object].area for shape in message.shapes):
        raise Refused(Code.OBJECT_LOCKED, "an object would have no pixel left beside locked ones; unlock them first")
    return step


def check_bounds(annotation: Annotation, user: User, message: messages.Bounds) -> Step:
    named = find_or_new(annotation, message.object, message.label)
    if named is not None and named.shape != Object.Shape.BOX:
        raise Refused(Code.CONFLICT, "this object has a mask or clicks; draw the bounding box as a new object")
    payload = {"object": str(message.object), "label": message.label, "box": list(message.box_xyxy)}
    return applied(annotation, user, message, payload, [named] if named else [])


def check_set(annotation: Annotation, user: User, message: messages.Set) -> Step:
    found = [existing(annotation, message.object)] if message.object else all_of(annotation, message.objects)
    if message.field != "locked":
        for item in found:
            check_unlocked(item)
    if message.field == "label":
        check_label(annotation, message.value)
    if message.field == "attributes":
        check_attributes(found, message.value)
    if message.object:
        return applied(annotation, user, message, {"object": str(message.object), message.field: message.value}, found)
    payload: dict[str, Any] = {"objects": sorted(str(item.id) for item in found), message.field: message.value}
    if isinstance(message.value, tuple):
        by_object = dict(zip(map(str, message.objects), message.value, strict=True))
        payload[message.field] = [by_object[text] for text in payload["objects"]]
    return applied(annotation, user, message, payload, found)


def check_delete(annotation: Annotation, user: User, message: messages.Delete) -> Step:
    item = existing(annotation, message.object)
    check_free(annotation, item)
    return applied(annotation, user, message, {"object": str(message.object)}, [item])


def check_accept(annotation: Annotation, user: User, message: messages.Accept) -> Step:
    found = all_of(annotation, message.objects)
    return applied(annotation, user, message, {"objects": sorted(str(item.id) for item in found)}, found)


def _evidence(
    annotation: Annotation,
    user: User,
    message: messages.Click | messages.Scribble | messages.Box,
    place: dict[str, Any],
    queries: int,
) -> Step:
    """``place``: where the click, stroke or box lies; ``queries``: what it counts against the limit."""
    named = None if message.object is None else find_or_new(annotation, message.object, message.label)
    marks: list[ClickRecord] = annotation.background if message.object is None else named.clicks if named else []
    held = sum(_queries(annotation, mark["points"]) if "points" in mark else 1 for mark in marks)
    limit = MAX_BACKGROUND_CLICKS if message.object is None else MAX_CLICKS_PER_OBJECT
    if held + queries > limit:
        many = f"this would be more than {limit} clicks (a scribble counts as up to 12)"
        raise Refused(Code.TOO_MANY, f"{many}; undo some or use the brush")
    payload = {
        "object": str(message.object) if message.object else None,
        "label": message.label,
        "t": annotation.next_t,
    } | place
    if message.crop is not None:
        payload["crop"] = message.crop.to_list()
    annotation.next_t += 1
    if message.object is None:
        under = _under(annotation, payload)
        for item in under:
            if item.id in annotation.held and meets(item, payload):
                raise leases.refusal(annotation.held[item.id])
        return applied(annotation, user, message, payload, under)
    return applied(annotation, user, message, payload, [named] if named else [])


def _under(annotation: Annotation, place: dict[str, Any]) -> list[ObjectState]:
    """Objects that a click or stroke on the background may take something from."""
    xs, ys = zip(*points_of(place), strict=True)
    box = floor(min(xs)), floor(min(ys)), floor(max(xs)) + 1, floor(max(ys)) + 1
    return reaching(annotation, box, [])


def _queries(annotation: Annotation, points_xy: Sequence[messages.PointXY]) -> int:
    return queries_of(points_xy, max(annotation.image.width, annotation.image.height))


CHECKS: dict[type, Callable[..., Step]] = {
    messages.Click: check_click,
    messages.Scribble: check_scribble,
    messages.Box: check_box,
    messages.Paint: check_paint,
    messages.Reshape: check_reshape,
    messages.Bounds: check_bounds,
    messages.Set: check_set,
    messages.Delete: check_delete,
    messages.Accept: check_accept,
    messages.Undo: check_undo,
    messages.Redo: check_redo,
    messages.Restore: check_restore,
}
