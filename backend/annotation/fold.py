"""The objects of an image are a fold over its log; this is that fold (DESIGN: the document).

An operation is *in effect* unless the last undo or redo that names it was an undo. The document is what remains when
the operations in effect are applied in the order of their revisions to an empty one; undo and redo themselves do
nothing but decide who takes part. Appending an operation applies it to the stored objects by the same ``apply``; an
undo or redo folds the log again, from its beginning or a checkpoint (checkpoints.py). No model is needed: what a
model answered stands in the log (``decoded``).

What an answer does is decided at its place in the fold. It names, for every active object, the *inputs* it saw (the
revisions of the operations that shaped that object's clicks and base), the background clicks it saw, and the
revision R at which it was asked for. It is written to an object
  (a) whose inputs are now exactly those it saw (else it is stale there: latest wins, object by object), and
  (b) when it saw exactly the operations in effect up to R in all of its active objects and the background, or when
      the object's mask does not answer the object's inputs yet.
So after an undo the answers that knew the undone operation fall out, the answers before them come into effect again,
and all objects get the masks they had, whoever's they are; an answer that somebody else still waits for stays (b).
Locked and deleted objects are never written. Masks stay disjoint: what an answer or a brush brings never takes a
pixel of a locked object, and an answer never takes one of an object that it does not write. Not so where the operation
says ``overlap``, which the server writes while the project allows it: that gives its objects their masks and changes no
other, so the same log makes the same masks whatever the project allows later.

A brush, or a reshape that gives the object a whole new mask, makes that mask its *base*: the clicks it had answered
until then are part of that base, and later clicks change the base only where the decode with them differs from the
decode without them (worker/runner.py). So does the mask that is there when somebody zooms to another part of an object
(looking.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from backend.annotation.checkpoints import CHECKPOINTS, Checkpoint
from backend.annotation.looking import look, look_where_taken
from backend.annotation.nearby import Nearby
from backend.annotation.restoring import copy_of, put_back
from backend.annotation.state import ClickRecord, DocumentState, Effect, Entry, ObjectState
from kernels.rle import Rle, bbox_xywh, empty, meet, normalise, subtract, union, without


def fold(log: Sequence[Entry]) -> DocumentState:
    """The document after ``log``, which is in the order of revisions and starts with the first."""
    return _folded(log, {0: DocumentState()})


def fold_again(annotation_id: int, log: Sequence[Entry], target: int) -> DocumentState:
    """The same, of an annotation in which the operation of revision ``target`` was just undone or redone: it may go on
    from where an earlier fold was (checkpoints.py)."""
    chosen = _chosen(log)
    start = CHECKPOINTS.find(annotation_id, log, chosen)
    wanted = CHECKPOINTS.wants(log, target, start)

    def watch(place: int, state: DocumentState, strange: set[int]) -> None:
        if place == wanted:
            CHECKPOINTS.keep(annotation_id, log, place, chosen, strange, state)

    return _folded(log, {0: DocumentState()}, start, watch)


def _folded(
    log: Sequence[Entry],
    pasts: dict[int, DocumentState],
    start: Checkpoint | None = None,
    watch: Callable[[int, DocumentState, set[int]], None] | None = None,
) -> DocumentState:
    """``pasts``: the documents at earlier revisions; those that a restore goes back to are added. ``watch`` is told
    the state before each operation, by its place."""
    chosen = _chosen(log)
    begun = start.place if start else 0
    state = start.state if start else DocumentState()
    wanted = {entry.payload["to"] for entry in log[begun:] if entry.kind == "restore" and entry.revision in chosen}
    # Operations whose being in effect then and now differ, as the log goes on.
    strange: set[int] = set(start.strange) if start else set()
    if begun and log[begun - 1].revision in wanted:
        pasts[log[begun - 1].revision] = _folded(log[:begun], pasts) if strange else copy_of(state)
    for place, entry in enumerate(log[begun:], begun):
        if watch is not None:
            watch(place, state, strange)
        if entry.kind in ("undo", "redo"):
            strange ^= {entry.payload["target"]}
        elif entry.revision not in chosen:
            strange.add(entry.revision)
        elif entry.kind == "restore":
            past = pasts[entry.payload["to"]]
            put_back(state, past, entry.payload, entry.revision, is_as_seen=not strange)
        else:
            was_next = place > 0 and entry.payload.get("requested") == log[place - 1].revision
            apply(state, entry, is_as_seen=was_next and not strange)
        if entry.revision in wanted and entry.revision not in pasts:  # as it was then, whatever was undone since
            pasts[entry.revision] = _folded(log[: place + 1], pasts) if strange else copy_of(state)
    return state


def _chosen(log: Sequence[Entry]) -> set[int]:
    return in_effect((entry.revision, entry.kind, entry.payload.get("target")) for entry in log)


def in_effect(rows: Iterable[tuple[int, str, int | None]]) -> set[int]:
    """Revisions of the operations in effect, from (revision, kind, target of an undo or redo) in order."""
    chosen: set[int] = set()
    for revision, kind, target in rows:
        if kind == "undo":
            chosen.discard(target or 0)
        elif kind == "redo":
            chosen.add(target or 0)
        else:
            chosen.add(revision)
    return chosen


def apply(state: DocumentState, entry: Entry, *, is_as_seen: bool = False) -> Effect:
    """Change ``state``, or a part of it that holds all that the operation touches, by one operation in effect.

    ``is_as_seen``: ``state`` is the one that an answer was computed for, so its masks are disjoint as they are.
    """
    effect = Effect()
    if entry.kind == "decoded":
        _decoded(state, entry, effect, is_as_seen)
        return effect
    if (act := ACTS.get(entry.kind)) is None:
        raise ValueError(f"operation {entry.revision} has kind {entry.kind!r}, which this version does not know")
    act(state, entry, effect)
    return effect


def click_record(entry: Entry) -> ClickRecord:
    """The click, stroke or box that a click, scribble or box operation makes."""
    lies = {name: entry.payload[name] for name in (*PLACES[entry.kind], "crop") if name in entry.payload}
    return {"id": str(entry.client_id), **lies, "t": entry.payload["t"], "r": entry.revision}


def _click(state: DocumentState, entry: Entry, effect: Effect) -> None:
    record = click_record(entry)
    if entry.payload["object"] is None:
        state.background.append(record)
        effect.background = True
        effect.changed.update(item.id for item in state.live() if look_where_taken(item, record))
        return
    item = _target(state, entry, entry.payload, entry.kind)
    if item is None:
        return
    look(item, record)
    item.clicks.append(record)
    item.inputs.append(entry.revision)
    effect.changed.add(item.id)


def _paint(state: DocumentState, entry: Entry, effect: Effect) -> None:
    item = _target(state, entry, entry.payload, "brush")
    if item is None:
        return
    brush: Rle = normalise(entry.payload["rle"])
    before = item.rle or empty((brush["size"][0], brush["size"][1]))
    if entry.payload["mode"] == "erase":
        after = subtract(before, brush)
    else:
        after = union(before, _make_room(Nearby(state, {item.id}), brush, entry, effect))
    _rebase(item, after, entry.revision, effect)


def _reshape(state: DocumentState, entry: Entry, effect: Effect) -> None:
    """The new masks are disjoint or may overlap (checks.py), so the order in which they are given does not matter."""
    for text in entry.payload["removed"]:
        _remove(state, text, effect)
    source = "import" if entry.payload["reason"] == "paste" else "polygon"
    found = [
        (item, shape["rle"])
        for shape in entry.payload["objects"]
        if ("label" in shape or UUID(shape["object"]) in state.objects)
        and (item := _target(state, entry, shape, source)) is not None
    ]
    others = Nearby(state, {item.id for item, _ in found})
    for item, rle in found:
        _rebase(item, _make_room(others, normalise(rle), entry, effect), entry.revision, effect)


def _import(state: DocumentState, entry: Entry, effect: Effect) -> None:
    """Objects made elsewhere, wholly as the payload says; the objects ``removed`` go. What comes in is disjoint, or may
    overlap, by itself; what stays gives its pixels, as to a brush."""
    for text in entry.payload["removed"]:
        _remove(state, text, effect)
    others = Nearby(state, {UUID(named["object"]) for named in entry.payload["objects"]})
    for named in entry.payload["objects"]:
        item = _target(state, entry, named, "import")
        if item is None:
            continue
        if "box" in named:
            item.set_box(named["box"])
            effect.changed.add(item.id)
        else:
            mask = _make_room(others, normalise(named["rle"]), entry, effect)
            _rebase(item, mask, entry.revision, effect)
        item.label, item.attributes = named.get("label"), named.get("attributes", {})
        item.quality, item.is_proposal = named.get("quality"), named.get("proposal", False)
        item.z = named.get("z", item.z)


def _rebase(item: ObjectState, mask: Rle, revision: int, effect: Effect) -> None:
    """A person gave the object ``mask``: it is the base of its later clicks and part of what they answer."""
    was_answered = item.is_answered
    item.set_mask(mask, revision)
    item.make_base(mask, revision)
    item.quality, item.unsure, item.model = None, None, None
    item.inputs.append(revision)
    if was_answered:
        item.answered = list(item.inputs)
    effect.changed.add(item.id)
    effect.masked.add(item.id)


def _make_room(nearby: Nearby, brush: Rle, entry: Entry, effect: Effect) -> Rle:
    """What of ``brush`` its object may have: locked ones keep their pixels, and those that the operation names as
    ``kept`` (leased to others when it was made); the others ``nearby`` give theirs. All of it where masks overlap."""
    if entry.payload.get("overlap"):
        return brush
    others = nearby.meeting(list(bbox_xywh(brush)))
    kept = {UUID(text) for text in entry.payload.get("kept", ())}
    fixed = [other for other in others if other.is_locked or other.id in kept]
    brush = without([brush], [o.rle for o in fixed if o.rle is not None])[0]
    for other in others:
        if other not in fixed:
            _take(other, brush, entry.revision, effect)
    return brush


def _take(other: ObjectState, brush: Rle, revision: int, effect: Effect) -> None:
    assert other.rle is not None
    if not meet(other.rle, brush):
        return
    other.set_mask(subtract(other.rle, brush), revision)
    other.base = subtract(other.base, brush) if other.base else None
    other.unsure = None  # of the mask as it was
    effect.changed.add(other.id)
    effect.masked.add(other.id)


def _bounds(state: DocumentState, entry: Entry, effect: Effect) -> None:
    """A box has no part in what masks take from each other."""
    item = _target(state, entry, entry.payload, "box")
    if item is None or item.rle is not None:
        return
    x0, y0, x1, y1 = entry.payload["box"]
    item.shape, item.bbox = "box", [x0, y0, x1 - x0, y1 - y0]
    effect.changed.add(item.id)


def _set(state: DocumentState, entry: Entry, effect: Effect) -> None:
    for place, text in enumerate(entry.payload.get("objects") or [entry.payload["object"]]):
        item = state.find(UUID(text))
        if item is None:
            continue
        for name, value in entry.payload.items():
            if name in SETTABLE:
                setattr(item, SETTABLE[name], value[place] if isinstance(value, list) else value)
        effect.changed.add(item.id)


def _delete(state: DocumentState, entry: Entry, effect: Effect) -> None:
    _remove(state, entry.payload["object"], effect)


def _remove(state: DocumentState, text: str, effect: Effect) -> None:
    item = state.find(UUID(text))
    if item is not None:
        item.is_deleted = True
        effect.removed.add(item.id)


def _accept(state: DocumentState, entry: Entry, effect: Effect) -> None:
    for text in entry.payload["objects"]:
        item = state.find(UUID(text))
        if item is not None:
            item.is_proposal = False
            effect.changed.add(item.id)


def _reject(state: DocumentState, entry: Entry, effect: Effect) -> None:
    """A review's verdict and its reason; the objects stay."""


def _model(state: DocumentState, entry: Entry, effect: Effect) -> None:
    """Another model answers from here on; the masks that exist stay as they are."""
    state.model = entry.payload


def _decoded(state: DocumentState, entry: Entry, effect: Effect, is_as_seen: bool) -> None:
    payload = entry.payload
    is_whole = _saw_everything(state, payload)
    written = [
        item
        for text, inputs in payload["inputs"].items()
        if (item := state.find(UUID(text))) is not None
        and not item.is_locked
        and item.inputs == inputs
        and (is_whole or not item.is_answered)
    ]
    answers = {UUID(answer["id"]): answer for answer in payload["objects"]}
    state.model = payload["model"]
    for item in written:
        if not item.is_answered:
            item.answered = list(item.inputs)
            effect.changed.add(item.id)
    effect.masked.update(item.id for item in written if item.id in answers)
    effect.changed |= effect.masked
    others = None if is_as_seen or payload.get("overlap") else Nearby(state, effect.masked)
    for object_id in effect.masked:
        item, answer = state.objects[object_id], answers[object_id]
        item.quality, item.unsure = answer["quality"], answer.get("unsure")  # older answers tell of no place
        item.model = {**payload["model"], "engine": payload["engine"]}
        rle: Rle = answer["rle"] if others is None else _without(others, answer)
        if rle is answer["rle"]:
            item.rle, item.bbox, item.area = rle, list(answer["bbox"]), answer["area"]
            item.shape = "mask"
            item.mask_revision = entry.revision
        else:
            item.set_mask(rle, entry.revision)


def _saw_everything(state: DocumentState, payload: dict[str, Any]) -> bool:
    asked = payload["requested"]
    if {click["r"] for click in state.background if click["r"] <= asked} != set(payload["background_inputs"]):
        return False
    for text, inputs in payload["inputs"].items():
        item = state.objects.get(UUID(text))
        if item is None or [revision for revision in item.inputs if revision <= asked] != inputs:
            return False
    return True


def _without(others: Nearby, answer: dict[str, Any]) -> Rle:
    near = others.meeting(answer["bbox"])
    return without([answer["rle"]], [other.rle for other in near if other.rle is not None])[0]


def _target(state: DocumentState, entry: Entry, named: dict[str, Any], source: str) -> ObjectState | None:
    """The object ``named`` ({"object", "label"}) by an operation, made when it is new; None when it was deleted."""
    object_id = UUID(named["object"])
    if object_id not in state.objects:
        state.objects[object_id] = ObjectState(
            object_id, z=entry.revision, label=named.get("label"), source=source, created_by=entry.actor
        )
    return state.find(object_id)


PLACES = {"click": ("x", "y"), "scribble": ("points",), "box": ("box",)}
SETTABLE = {"label": "label", "z": "z", "attributes": "attributes", "locked": "is_locked"}

ACTS: dict[str, Callable[[DocumentState, Entry, Effect], None]] = {
    "click": _click,
    "scribble": _click,
    "box": _click,
    "paint": _paint,
    "reshape": _reshape,
    "bounds": _bounds,
    "import": _import,
    "set": _set,
    "delete": _delete,
    "accept": _accept,
    "reject": _reject,
    "model": _model,
}
