"""How a model's answer comes in (hop 10): a ``decoded`` operation in the log, and the objects that it may write.

Latest wins, object by object: the fold (``fold.py``) decides by the inputs that the answer saw. The worker calls this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from backend.annotation import rows
from backend.annotation.actions import Sending
from backend.annotation.dispatch import Request, build_request, note_request
from backend.annotation.fold import apply, fold
from backend.annotation.locking import lock_by_id, save
from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.refolding import drop_missing_labels
from backend.annotation.representation import masks_message
from backend.annotation.state import DocumentState, Effect, Entry, ObjectState
from backend.annotation.statements import Lookup
from backend.annotation.undo import REWINDS, difference


@dataclass(frozen=True)
class Answer:
    """What a model made of a request; of each active object whose mask changed id, rle, bbox, area, quality and unsure.

    ``engine`` is what ran the request's model, with the device: "onnx/cpu".
    """

    objects: list[dict[str, Any]]
    engine: str


@dataclass(frozen=True)
class Stored:
    """The ``masks`` message for every open editor, and the request that is to follow where some work remains."""

    masks: dict[str, Any]
    follow_up: Sending | None


def is_superseded(request: Request) -> bool:
    """Whether a newer request for the same image was made, or this one answered: then its decode is a waste."""
    row = PROGRESS.first(request["annotation"])
    return row is None or row[0] > request["requested"] or row[1] >= request["requested"]


def store_answer(request: Request, answer: Answer, timing: dict[str, float]) -> Stored | None:
    """Append ``answer`` to the log; None when the image is gone, the request or a newer one was answered already, or
    another model was chosen for the image meanwhile (whoever chose it asked that one)."""
    with transaction.atomic():
        annotation = lock_by_id(request["annotation"])
        if annotation is None or annotation.answered_revision >= request["requested"]:
            return None
        if annotation.model_digest != request["model"]["digest"]:
            return None
        annotation.revision += 1
        entry = Entry(annotation.revision, "decoded", _payload(request, answer), None, uuid4())
        rows.append(annotation.pk, entry)
        state, effect, existing = _apply(annotation, entry)
        rows.store(annotation, state, effect, existing)
        annotation.answered_revision = request["requested"]
        annotation.attempts, annotation.problem = 0, None
        follow_up = _follow_up(annotation, request) if _may_be_left(annotation, request, effect) else None
        save(annotation)
    masks = masks_message(annotation.revision, state, effect, request["answers"], timing)
    return Stored(masks, follow_up)


def note_failure(request: Request, code: str, detail: str) -> bool:
    """Keep why a request could not be answered, for who looks at the image; False when it is no longer the latest."""
    latest = Annotation.objects.filter(pk=request["annotation"], requested_revision=request["requested"])
    pending = latest.filter(answered_revision__lt=request["requested"])
    return bool(pending.update(problem={"code": code, "detail": detail}))


def _payload(request: Request, answer: Answer) -> dict[str, Any]:
    writes = request.get("writes")
    objects = answer.objects if writes is None else [item for item in answer.objects if item["id"] in writes]
    payload = {
        "requested": request["requested"],
        "inputs": {item["id"]: item["inputs"] for item in (*request["objects"], *request["yielding"])},
        "background_inputs": request["background_inputs"],
        "answers": request["answers"],
        "objects": objects,
        "model": request["model"],
        "engine": answer.engine,
        "crop": request["crop"],
    }
    return payload if writes is None else payload | {"overlap": True}


def _apply(annotation: Annotation, entry: Entry) -> tuple[DocumentState, Effect, frozenset[UUID]]:
    """Apply the answer to the rows that it can touch; after an undo, redo or restore on the way, fold the log."""
    asked = entry.payload["requested"]
    active = [UUID(text) for text in entry.payload["inputs"]]
    has_passed = entry.revision - 1 > asked
    if has_passed and _was_rewound_since(annotation, asked):
        before = rows.read_state(annotation, rows.all_objects(annotation))
        after = fold(rows.read_log(annotation.pk))
        drop_missing_labels(after, annotation.image.project_id)
        return after, difference(before, after), frozenset(before.objects)
    touched = rows.find_objects(annotation.pk, active)
    if has_passed:
        newer = Object.objects.filter(annotation=annotation, mask_revision__gt=asked)
        touched += rows.select(newer.exclude(pk__in=active))
    state = rows.read_state(annotation, touched)
    existing = frozenset(state.objects)
    for object_id in set(active) - existing:  # deleted since it was asked for
        inputs = entry.payload["inputs"][str(object_id)]
        state.objects[object_id] = ObjectState(object_id, inputs=inputs, is_deleted=True)
    return state, apply(state, entry, is_as_seen=not has_passed), existing


def _was_rewound_since(annotation: Annotation, revision: int) -> bool:
    return Operation.objects.filter(annotation=annotation, revision__gt=revision, kind__in=REWINDS).exists()


def _may_be_left(annotation: Annotation, request: Request, effect: Effect) -> bool:
    """Whether to look for unanswered objects: only where this answer brought something, and it was not all of them."""
    is_partial = request["is_partial"] or annotation.revision - 1 > request["requested"]
    return is_partial and bool(effect.changed)


def _follow_up(annotation: Annotation, request: Request) -> Sending | None:
    """What is still unanswered although nobody has asked for more since: more objects than one decode may hold."""
    if annotation.requested_revision > request["requested"]:
        return None
    if not Object.objects.filter(annotation=annotation, is_answered=False, is_locked=False).exists():
        return None
    following = build_request(annotation)
    return Sending(following, note_request(annotation, following)) if following else None


PROGRESS = Lookup(
    lambda key: Annotation.objects.filter(pk=key).values_list("requested_revision", "answered_revision"), int
)
