"""Whether an operation may be done, and what it does: one ``check_`` function for each kind of message.

Each reads the rows that the operation can change or must look at, raises Refused with a sentence, and returns the
``Step`` that ``actions.py`` appends to the log. All run inside its transaction, the annotation's row locked and its
``revision`` already that of the new operation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import User
from backend.annotation import leases, messages, rows
from backend.annotation.fold import apply, fold
from backend.annotation.looking import meets, points_of
from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.refusal import Refused
from backend.annotation.restoring import differing, put_back
from backend.annotation.scribble import queries_of, simplify
from backend.annotation.state import ClickRecord, DocumentState, Effect, Entry, ObjectState
from backend.annotation.undo import (
    Stacks,
    check_locked_masks,
    check_nobody_worked_since,
    difference,
    objects_of,
    stacks_of,
)
from backend.config.problems import Code
from backend.projects.attributes import check_values
from backend.projects.models import Label
from kernels.rle import Rle, area, bbox_xywh, intersect, union_all

MAX_CLICKS_PER_OBJECT = 200
MAX_BACKGROUND_CLICKS = 500
"""A stroke counts as the clicks that a network makes of it at most: 1 to 12, by its length."""


@dataclass(frozen=True)
class Step:
    """A checked operation: its payload, the rows it read, the state after it and what it changed there."""

    payload: dict[str, Any]
    existing: frozenset[UUID]
    state: DocumentState
    effect: Effect
    stacks: Stacks | None = None


def kind_of(message: messages.Operation) -> str:
    return type(message).__name__.lower()


def entry_of(annotation: Annotation, user: User, message: messages.Operation, payload: dict[str, Any]) -> Entry:
    return Entry(annotation.revision, kind_of(message), payload, user.pk, message.id)


def check_click(annotation: Annotation, user: User, message: messages.Click) -> Step:
    x, y = message.point_xy
    return _evidence(annotation, user, message, {"x": x, "y": y}, 1)


def check_scribble(annotation: Annotation, user: User, message: messages.Scribble) -> Step:
    line = simplify(message.points_xy)
    return _evidence(annotation, user, message, {"points": [list(xy) for xy in line]}, _queries(annotation, line))


def check_box(annotation: Annotation, user: User, message: messages.Box) -> Step:
    return _evidence(annotation, user, message, {"box": list(message.box_xyxy)}, 1)


def check_paint(annotation: Annotation, user: User, message: messages.Paint) -> Step:
    named = _find_or_new(annotation, message.object, message.label)
    if message.mode == "erase" and (named is None or not named.area):
        raise Refused(Code.UNKNOWN_OBJECT, f"there is nothing to erase: object {message.object} has no mask")
    x, y, width, height = bbox_xywh(message.rle)
    if not width:
        raise Refused(Code.BAD_RLE, "this brush stroke holds no pixel")
    around = _giving(annotation, (x, y, x + width, y + height), [message.object])
    drawn = {"object": str(message.object), "label": message.label, "rle": message.rle, "mode": message.mode}
    payload = drawn | _kept(annotation, around) | _overlap(annotation)
    step = _apply(annotation, user, message, payload, [*around, *([named] if named else [])])
    mask = step.state.objects[message.object].rle
    if message.mode == "add" and mask and not area(intersect(mask, message.rle)):
        detail = "all of these pixels belong to objects that are locked or that somebody else is working on"
        raise Refused(Code.OBJECT_LOCKED, f"{detail}; unlock them or take them over first")
    return step


def check_reshape(annotation: Annotation, user: User, message: messages.Reshape) -> Step:
    new = {shape.object for shape in message.shapes if shape.is_new}
    named = [*(shape.object for shape in message.shapes), *message.removed]
    found = _named(annotation, named, new)
    for label in {shape.label for shape in message.shapes if shape.is_new}:
        _check_label(annotation, label)
    masks = [shape.rle for shape in message.shapes]
    if masks:
        if not annotation.image.project.overlap:
            _check_disjoint(masks)
        boxes = [(x, y, x + width, y + height) for x, y, width, height in map(bbox_xywh, masks)]
        left, top, right, bottom = zip(*boxes, strict=True)
        found += _giving(annotation, (min(left), min(top), max(right), max(bottom)), named)
    payload = {
        "objects": [
            {"object": str(shape.object), "rle": shape.rle} | ({"label": shape.label} if shape.is_new else {})
            for shape in message.shapes
        ],
        "removed": [str(key) for key in message.removed],
        "reason": message.reason,
    } | (_kept(annotation, found) | _overlap(annotation) if masks else {})
    step = _apply(annotation, user, message, payload, found)
    if not all(step.state.objects[shape.object].area for shape in message.shapes):
        raise Refused(Code.OBJECT_LOCKED, "an object would have no pixel left beside locked ones; unlock them first")
    return step


def check_bounds(annotation: Annotation, user: User, message: messages.Bounds) -> Step:
    named = _find_or_new(annotation, message.object, message.label)
    if named is not None and named.shape != Object.Shape.BOX:
        raise Refused(Code.CONFLICT, "this object has a mask or clicks; draw the bounding box as a new object")
    payload = {"object": str(message.object), "label": message.label, "box": list(message.box_xyxy)}
    return _apply(annotation, user, message, payload, [named] if named else [])


def check_set(annotation: Annotation, user: User, message: messages.Set) -> Step:
    found = [_existing(annotation, message.object)] if message.object else _all_of(annotation, message.objects)
    if message.field != "locked":
        for item in found:
            _check_unlocked(item)
    if message.field == "label":
        _check_label(annotation, message.value)
    if message.field == "attributes":
        _check_attributes(found, message.value)
    if message.object:
        return _apply(annotation, user, message, {"object": str(message.object), message.field: message.value}, found)
    payload: dict[str, Any] = {"objects": sorted(str(item.id) for item in found), message.field: message.value}
    if isinstance(message.value, tuple):
        by_object = dict(zip(map(str, message.objects), message.value, strict=True))
        payload[message.field] = [by_object[text] for text in payload["objects"]]
    return _apply(annotation, user, message, payload, found)


def check_delete(annotation: Annotation, user: User, message: messages.Delete) -> Step:
    item = _existing(annotation, message.object)
    _check_free(annotation, item)
    return _apply(annotation, user, message, {"object": str(message.object)}, [item])


def check_accept(annotation: Annotation, user: User, message: messages.Accept) -> Step:
    found = _all_of(annotation, message.objects)
    return _apply(annotation, user, message, {"objects": sorted(str(item.id) for item in found)}, found)


def check_undo(annotation: Annotation, user: User, message: messages.Undo) -> Step:
    stacks = stacks_of(annotation.pk, user.pk)
    if not stacks.undo:
        raise Refused(Code.NOTHING_TO_UNDO, "there is nothing of yours left to undo in this image")
    target = stacks.undo.pop()
    stacks.redo.append(target)
    return _fold_again(annotation, user, message, target, target, stacks)


def check_redo(annotation: Annotation, user: User, message: messages.Redo) -> Step:
    stacks = stacks_of(annotation.pk, user.pk)
    if not stacks.redo:
        raise Refused(Code.NOTHING_TO_REDO, "there is nothing of yours to redo in this image")
    target = stacks.redo.pop()
    stacks.undo.append(target)
    return _fold_again(annotation, user, message, target, stacks.undone_at[target], stacks)


def check_restore(annotation: Annotation, user: User, message: messages.Restore) -> Step:
    if message.revision >= annotation.revision:
        last = annotation.revision - 1
        raise Refused(Code.BAD_MESSAGE, f"revision {message.revision} is not there yet; the last one is {last}")
    past = fold(rows.read_log(annotation.pk, until=message.revision))
    drop_missing_labels(past, annotation.image.project_id)
    objects = rows.all_objects(annotation)
    before, after = rows.read_state(annotation, objects), rows.read_state(annotation, objects)
    payload: dict[str, Any] = {"to": message.revision, **differing(before, past)} | _overlap(annotation)
    if not payload["objects"] and not payload["background"]:
        raise Refused(Code.CONFLICT, f"everything is as it was at revision {message.revision} already")
    put_back(after, past, payload, annotation.revision, is_as_seen=True)
    effect = difference(before, after)
    _check_all_free(annotation, before, effect)
    return Step(payload, frozenset(before.objects), after, effect)


def _check_all_free(annotation: Annotation, before: DocumentState, effect: Effect) -> None:
    """A lock protects a mask from going back, too, also where there was no lock then; so does somebody's work on it."""
    changed = (effect.masked | effect.removed) & before.objects.keys()
    locked = [key for key in changed if before.objects[key].is_locked]
    if locked:
        raise Refused(Code.OBJECT_LOCKED, f"this would change {len(locked)} locked objects; unlock them first")
    for key in changed & annotation.held.keys():
        raise leases.refusal(annotation.held[key])


def drop_missing_labels(state: DocumentState, project_id: int) -> None:
    """A label that was deleted since leaves its objects without one, in the rows as in every replay."""
    known = set(Label.objects.filter(project_id=project_id).values_list("pk", flat=True))
    for item in state.objects.values():
        if item.label not in known:
            item.label = None


def _fold_again(
    annotation: Annotation, user: User, message: messages.Operation, target: int, since: int, stacks: Stacks
) -> Step:
    log = rows.read_log(annotation.pk)
    undone = next(entry for entry in log if entry.revision == target)
    check_nobody_worked_since(log, user.pk, objects_of(undone), since)
    payload = {"target": target, "object": undone.payload.get("object")}
    before = rows.read_state(annotation, rows.all_objects(annotation))
    after = fold([*log, entry_of(annotation, user, message, payload)])
    drop_missing_labels(after, annotation.image.project_id)
    effect = difference(before, after)
    check_locked_masks(before, after, effect, annotation.held)
    return Step(payload, frozenset(before.objects), after, effect, stacks)


def _evidence(
    annotation: Annotation,
    user: User,
    message: messages.Click | messages.Scribble | messages.Box,
    place: dict[str, Any],
    queries: int,
) -> Step:
    """``place``: where the click, stroke or box lies; ``queries``: what it counts against the limit."""
    named = None if message.object is None else _find_or_new(annotation, message.object, message.label)
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
        return _apply(annotation, user, message, payload, under)
    return _apply(annotation, user, message, payload, [named] if named else [])


def _under(annotation: Annotation, place: dict[str, Any]) -> list[ObjectState]:
    """Objects that a click or stroke on the background may take something from."""
    xs, ys = zip(*points_of(place), strict=True)
    box = floor(min(xs)), floor(min(ys)), floor(max(xs)) + 1, floor(max(ys)) + 1
    return _reaching(annotation, box, [])


def _queries(annotation: Annotation, points_xy: Sequence[messages.PointXY]) -> int:
    return queries_of(points_xy, max(annotation.image.width, annotation.image.height))


def _apply(
    annotation: Annotation, user: User, message: messages.Operation, payload: dict[str, Any], touched: list[ObjectState]
) -> Step:
    """``touched``: all rows that the operation can change or must look at."""
    state = rows.read_state(annotation, touched)
    effect = apply(state, entry_of(annotation, user, message, payload))
    return Step(payload, frozenset(item.id for item in touched), state, effect)


def _find_or_new(annotation: Annotation, object_id: UUID, label: int | None) -> ObjectState | None:
    """The free object, or None when this operation makes it; refuses one that was deleted or lies elsewhere."""
    found = rows.find_object(object_id)
    if found is None:
        _check_never_deleted(annotation, [object_id])
        _check_label(annotation, label)
        return None
    if found[0] != annotation.pk:
        raise _unknown(object_id)
    _check_free(annotation, found[1])
    return found[1]


def _existing(annotation: Annotation, object_id: UUID) -> ObjectState:
    found = rows.find_object(object_id)
    if found is None or found[0] != annotation.pk:
        raise _unknown(object_id)
    return found[1]


def _all_of(annotation: Annotation, object_ids: Collection[UUID]) -> list[ObjectState]:
    found = rows.select(Object.objects.filter(annotation=annotation, pk__in=object_ids))
    if missing := set(object_ids) - {item.id for item in found}:
        raise _unknown(min(missing))
    return found


def _named(annotation: Annotation, named: Collection[UUID], new: Collection[UUID]) -> list[ObjectState]:
    """The free objects that a reshape works on; refuses ``new`` ones that exist and others that do not."""
    found = rows.select(Object.objects.filter(annotation=annotation, pk__in=named))
    known = {item.id for item in found}
    if missing := set(named) - known - set(new):
        raise _unknown(min(missing))
    if new and (taken := Object.objects.filter(pk__in=new).values_list("pk", flat=True).first()):
        raise Refused(Code.CONFLICT, f"object {taken} exists already; leave its label out to change its mask")
    if new:
        _check_never_deleted(annotation, new)
    for item in found:
        _check_free(annotation, item)
    return found


def _kept(annotation: Annotation, around: Collection[ObjectState]) -> dict[str, Any]:
    """For the payload: objects that give no pixel because somebody else works on them. A replay knows no leases."""
    kept = sorted(str(item.id) for item in around if item.id in annotation.held)
    return {"kept": kept} if kept else {}


def _overlap(annotation: Annotation) -> dict[str, Any]:
    """For the payload, where the project allows masks to overlap. A replay knows no projects."""
    return {"overlap": True} if annotation.image.project.overlap else {}


def _giving(annotation: Annotation, box_xyxy: tuple[int, int, int, int], but: Collection[UUID]) -> list[ObjectState]:
    """Objects, ``but`` some, that may give pixels of ``box_xyxy`` or keep them; none where masks may overlap."""
    return [] if annotation.image.project.overlap else _reaching(annotation, box_xyxy, but)


def _reaching(annotation: Annotation, box_xyxy: tuple[int, int, int, int], but: Collection[UUID]) -> list[ObjectState]:
    """Objects, ``but`` some, whose boxes share a pixel with ``box_xyxy``."""
    left, top, right, bottom = box_xyxy
    reaching = Object.objects.filter(left__lt=right, right__gt=left, top__lt=bottom, bottom__gt=top)
    return rows.select(reaching.filter(annotation=annotation).exclude(pk__in=but))


def _check_disjoint(masks: Sequence[Rle]) -> None:
    if area(union_all(masks)) < sum(map(area, masks)):
        raise Refused(Code.BAD_RLE, "the masks of one reshape overlap; each pixel may be given to one object")


def _check_never_deleted(annotation: Annotation, object_ids: Collection[UUID]) -> None:
    """An id that an object had once is not given to another: what came late for that one would reach this one."""
    texts = [str(object_id) for object_id in object_ids]
    gone = Q(kind="delete", payload__object__in=texts)
    for text in texts:
        gone |= Q(kind="reshape", payload__removed__icontains=text) | Q(
            kind="restore", payload__objects__icontains=text
        )
    if Operation.objects.filter(gone, annotation=annotation).exists():
        which = f"object {texts[0]}" if len(texts) == 1 else "one of these objects"
        raise Refused(Code.UNKNOWN_OBJECT, f"{which} was deleted; undo that, or start a new object")


def _check_free(annotation: Annotation, item: ObjectState) -> None:
    _check_unlocked(item)
    if item.id in annotation.held:
        raise leases.refusal(annotation.held[item.id])


def _check_unlocked(item: ObjectState) -> None:
    if item.is_locked:
        raise Refused(Code.OBJECT_LOCKED, "this object is locked; unlock it first")


def _check_attributes(found: Sequence[ObjectState], values: dict[str, Any]) -> None:
    """What an object has already stays, also where its label asks for something else now."""
    changed: dict[int | None, dict[str, Any]] = defaultdict(dict)
    for item in found:
        changed[item.label] |= {
            name: value
            for name, value in values.items()
            if name not in item.attributes or item.attributes[name] != value
        }
    labels = Label.objects.filter(pk__in=[label for label in changed if label is not None])
    for label, name, schema in labels.values_list("pk", "name", "attributes_schema"):
        try:
            if schema:
                check_values(schema, changed[label])
        except ValueError as error:
            raise Refused(Code.INVALID, f"{error} (label {name!r})") from error


def _check_label(annotation: Annotation, label: int | None) -> None:
    if label is not None and not Label.objects.filter(pk=label, project_id=annotation.image.project_id).exists():
        raise Refused(Code.UNKNOWN_LABEL, f"label {label} is not one of this project; load its labels again")


def _unknown(object_id: UUID) -> Refused:
    return Refused(Code.UNKNOWN_OBJECT, f"object {object_id} is not in this image; load the document again")


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
