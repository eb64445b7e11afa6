"""Whether an operation may be done, and what it does: one ``check_`` function for each kind of message.

Each reads the rows that the operation can change or must look at, raises Refused with a sentence, and returns the
``Step`` that ``actions.py`` appends to the log. All run inside its transaction, the annotation's row locked and its
``revision`` already that of the new operation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.annotation import messages, rows
from backend.annotation.fold import apply, fold
from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.refusal import Refused
from backend.annotation.scribble import queries_of, simplify
from backend.annotation.state import ClickRecord, DocumentState, Effect, Entry, ObjectState
from backend.annotation.undo import Stacks, check_locked_masks, check_nobody_worked_since, difference, stacks_of
from backend.config.problems import Code
from backend.projects.models import Label
from kernels.rle import area, bbox_xywh, intersect

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
    reaching = Object.objects.filter(left__lt=x + width, right__gt=x, top__lt=y + height, bottom__gt=y)
    around = rows.select(reaching.filter(annotation=annotation).exclude(pk=message.object))
    payload = {"object": str(message.object), "label": message.label, "rle": message.rle, "mode": message.mode}
    step = _apply(annotation, user, message, payload, [*around, *([named] if named else [])])
    mask = step.state.objects[message.object].rle
    if message.mode == "add" and mask and not area(intersect(mask, message.rle)):
        raise Refused(Code.OBJECT_LOCKED, "all of these pixels belong to locked objects; unlock them first")
    return step


def check_set(annotation: Annotation, user: User, message: messages.Set) -> Step:
    item = _existing(annotation, message.object)
    if message.field != "locked":
        _check_unlocked(item)
    if message.field == "label":
        _check_label(annotation, message.value)
    return _apply(annotation, user, message, {"object": str(message.object), message.field: message.value}, [item])


def check_delete(annotation: Annotation, user: User, message: messages.Delete) -> Step:
    item = _existing(annotation, message.object)
    _check_unlocked(item)
    return _apply(annotation, user, message, {"object": str(message.object)}, [item])


def check_accept(annotation: Annotation, user: User, message: messages.Accept) -> Step:
    found = rows.select(Object.objects.filter(annotation=annotation, pk__in=message.objects))
    if missing := set(message.objects) - {item.id for item in found}:
        raise _unknown(min(missing))
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
    named = next(entry.payload.get("object") for entry in log if entry.revision == target)
    check_nobody_worked_since(annotation.pk, user.pk, named, since)
    payload = {"target": target, "object": named}
    before = rows.read_state(annotation, rows.all_objects(annotation))
    after = fold([*log, entry_of(annotation, user, message, payload)])
    drop_missing_labels(after, annotation.image.project_id)
    effect = difference(before, after)
    check_locked_masks(before, after, effect)
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
    }
    annotation.next_t += 1
    return _apply(annotation, user, message, payload | place, [named] if named else [])


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
    """The unlocked object, or None when this operation makes it; refuses one that was deleted or lies elsewhere."""
    found = rows.find_object(object_id)
    if found is None:
        if Operation.objects.filter(annotation=annotation, kind="delete", payload__object=str(object_id)).exists():
            raise Refused(Code.UNKNOWN_OBJECT, f"object {object_id} was deleted; undo that, or start a new object")
        _check_label(annotation, label)
        return None
    if found[0] != annotation.pk:
        raise _unknown(object_id)
    _check_unlocked(found[1])
    return found[1]


def _existing(annotation: Annotation, object_id: UUID) -> ObjectState:
    found = rows.find_object(object_id)
    if found is None or found[0] != annotation.pk:
        raise _unknown(object_id)
    return found[1]


def _check_unlocked(item: ObjectState) -> None:
    if item.is_locked:
        raise Refused(Code.OBJECT_LOCKED, "this object is locked; unlock it first")


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
    messages.Set: check_set,
    messages.Delete: check_delete,
    messages.Accept: check_accept,
    messages.Undo: check_undo,
    messages.Redo: check_redo,
}
