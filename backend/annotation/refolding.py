"""Whether a person may undo, redo or go back, and what that does: the log is folded again, not applied to the rows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.annotation import leases, messages, rows
from backend.annotation.fold import fold, fold_again
from backend.annotation.models import Annotation
from backend.annotation.refusal import Refused
from backend.annotation.restoring import differing, do_share, put_back
from backend.annotation.state import DocumentState, Effect
from backend.annotation.step import Step, entry_of
from backend.annotation.undo import (
    Stacks,
    check_locked_masks,
    check_nobody_worked_since,
    difference,
    objects_of,
    stacks_of,
)
from backend.config.problems import Code
from backend.projects.models import Label


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
    payload: dict[str, Any] = {"to": message.revision, **differing(before, past)}
    if not payload["objects"] and not payload["background"]:
        raise Refused(Code.CONFLICT, f"everything is as it was at revision {message.revision} already")
    put_back(after, past, payload, annotation.revision, is_as_seen=True)
    if annotation.image.project.overlap or do_share(after, set(map(UUID, payload["objects"]))):
        payload["overlap"] = True  # also of a time when masks could
    effect = difference(before, after)
    _check_all_free(annotation, before, effect)
    return Step(payload, frozenset(before.objects), after, effect)


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
    after = fold_again(annotation.pk, [*log, entry_of(annotation, user, message, payload)], target)
    drop_missing_labels(after, annotation.image.project_id)
    effect = difference(before, after)
    check_locked_masks(before, after, effect, annotation.held)
    return Step(payload, frozenset(before.objects), after, effect, stacks)


def _check_all_free(annotation: Annotation, before: DocumentState, effect: Effect) -> None:
    """A lock protects a mask from going back, too, also where there was no lock then; so does somebody's work on it."""
    changed = (effect.masked | effect.removed) & before.objects.keys()
    locked = [key for key in changed if before.objects[key].is_locked]
    if locked:
        raise Refused(Code.OBJECT_LOCKED, f"this would change {len(locked)} locked objects; unlock them first")
    for key in changed & annotation.held.keys():
        raise leases.refusal(annotation.held[key])
