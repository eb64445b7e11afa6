"""Personal undo and redo, to any depth and also after a reload: everything is read off the log.

A person's undo takes back that person's latest operation in effect, redo brings back the one undone last; any other
operation of that person ends what can be redone. It is refused when another person's work on one of the same objects
came in between, and when it would change the mask of a locked object.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from backend.annotation.fold import in_effect
from backend.annotation.models import Operation
from backend.annotation.refusal import Refused
from backend.annotation.state import DocumentState, Effect, Entry, ObjectState
from backend.config.problems import Code

MARKERS = ("undo", "redo")
REWINDS = (*MARKERS, "restore")
"""What sets objects back to earlier inputs and masks."""
NOT_UNDONE = ("reject", "model")


@dataclass(frozen=True)
class Step:
    """One operation without its payload; ``target`` is the revision that an undo or redo names."""

    revision: int
    kind: str
    target: int | None
    actor: int | None


@dataclass
class Stacks:
    """Revisions that one person can undo and redo, the next one last; ``undone_at`` is when each was undone."""

    undo: list[int]
    redo: list[int]
    undone_at: dict[int, int]


def stacks_of(annotation_id: int, user_id: int) -> Stacks:
    rows = Operation.objects.filter(annotation_id=annotation_id, actor_id=user_id)
    return stacks(_steps(rows))


def stacks(steps: Iterable[Step]) -> Stacks:
    """The stacks that one person's ``steps``, in order, have built."""
    result = Stacks([], [], {})
    for step in steps:
        if step.kind == "undo" and step.target is not None:
            result.undo.remove(step.target)
            result.redo.append(step.target)
            result.undone_at[step.target] = step.revision
        elif step.kind == "redo" and step.target is not None:
            result.redo.remove(step.target)
            result.undo.append(step.target)
        elif step.kind not in NOT_UNDONE:
            result.undo.append(step.revision)
            result.redo.clear()
    return result


def objects_of(entry: Entry) -> set[str]:
    """The ids of the objects that a person worked on by an operation; none for the background, undo and redo."""
    if entry.kind in ("reshape", "import"):
        return {shape["object"] for shape in entry.payload["objects"]} | set(entry.payload["removed"])
    if entry.kind == "restore" or (entry.kind == "set" and "objects" in entry.payload):
        return set(entry.payload["objects"])
    named = entry.payload.get("object")
    return set() if named is None or entry.kind in MARKERS else {named}


def check_nobody_worked_since(log: Sequence[Entry], user_id: int, objects: Collection[str], since: int) -> None:
    """Raise Refused when others' operations in effect on the objects differ from those at revision ``since``."""
    others = [entry for entry in log if entry.actor != user_id]
    on_them = {entry.revision for entry in others if not objects_of(entry).isdisjoint(objects)}
    then, now = (
        in_effect((e.revision, e.kind, e.payload.get("target")) for e in others if e.revision <= until) & on_them
        for until in (since, log[-1].revision)
    )
    if then != now:
        raise Refused(
            Code.UNDO_REFUSED,
            "somebody else has worked on this object since; change it with new clicks instead",
        )


def difference(before: DocumentState, after: DocumentState) -> Effect:
    """What leads from ``before`` to ``after``; a mask counts as another one, too, where only who made it differs."""
    old = {item.id: item for item in before.live()}
    new = {item.id: item for item in after.live()}
    changed = {key for key, item in new.items() if old.get(key) != item}
    return Effect(
        changed=changed,
        masked={key for key in changed if key not in old or _mask_of(old[key]) != _mask_of(new[key])},
        removed=set(old) - set(new),
        background=before.background != after.background,
    )


def _mask_of(item: ObjectState) -> tuple[Any, ...]:
    """What clients are told of a mask (``representation.mask_view``)."""
    return item.rle, item.model, item.quality, item.unsure, item.shape, item.bbox


def check_locked_masks(
    before: DocumentState, after: DocumentState, effect: Effect, held: Mapping[UUID, dict[str, Any]]
) -> None:
    """Raise Refused when an object that stays locked, or is ``held`` by somebody else, would get another mask."""
    for key in effect.masked | effect.removed:
        old, new = before.find(key), after.find(key)
        if key in held and old is not None and (new is None or new.rle != old.rle):
            detail = f"this would change an object that {held[key]['name']} is working on; take it over first"
            raise Refused(Code.UNDO_REFUSED, detail)
        if old is not None and old.is_locked and (new is None or (new.is_locked and new.rle != old.rle)):
            raise Refused(
                Code.UNDO_REFUSED, f"this would change object {_short(key)}, which is locked; unlock it first"
            )


def _steps(rows: QuerySet[Operation]) -> list[Step]:
    keyed = rows.annotate(target=KeyTransform("target", "payload")).order_by("revision")
    found = keyed.values_list("revision", "kind", "target", "actor_id")
    return [
        Step(revision, kind, None if target is None else int(target), actor) for revision, kind, target, actor in found
    ]


def _short(key: UUID) -> str:
    return str(key)[:8]
