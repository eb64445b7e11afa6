"""Between the rows of the database and the document in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.state import DocumentState, Effect, Entry, ObjectState

FIELDS = (
    "label_id", "source", "rle", "base", "base_clicks", "bbox", "area", "quality", "z", "is_locked", "is_proposal",
    "attributes", "clicks", "inputs", "answered", "is_answered", "left", "top", "right", "bottom", "input_revision",
    "mask_revision",
)  # fmt: skip
NAMES = tuple(name.removesuffix("_id") for name in FIELDS)


def to_state(row: Object) -> ObjectState:
    return ObjectState(
        id=row.pk,
        z=row.z,
        label=row.label_id,
        source=row.source,
        created_by=row.created_by_id,
        rle=row.rle,
        base=row.base,
        base_clicks=row.base_clicks,
        bbox=row.bbox,
        area=row.area,
        quality=row.quality,
        is_locked=row.is_locked,
        is_proposal=row.is_proposal,
        attributes=row.attributes,
        clicks=row.clicks,
        inputs=row.inputs,
        answered=row.answered,
        mask_revision=row.mask_revision,
    )


def to_row(item: ObjectState, annotation_id: int) -> Object:
    return Object(id=item.id, annotation_id=annotation_id, created_by_id=item.created_by, **values(item))


def values(item: ObjectState) -> dict[str, Any]:
    """The columns of an object, by FIELDS."""
    x, y, width, height = item.bbox or (0, 0, 0, 0)
    derived = {
        "label_id": item.label,
        "is_answered": item.is_answered,
        "left": x,
        "top": y,
        "right": x + width,
        "bottom": y + height,
        "input_revision": item.inputs[-1] if item.inputs else 0,
    }
    return {name: derived[name] if name in derived else getattr(item, name) for name in FIELDS}


def to_entry(row: Operation) -> Entry:
    return Entry(row.revision, row.kind, row.payload, row.actor_id, row.client_id)


def read_log(annotation_id: int, after: int = 0) -> list[Entry]:
    rows = Operation.objects.filter(annotation_id=annotation_id, revision__gt=after).order_by("revision")
    return [to_entry(row) for row in rows.iterator()]


def read_state(annotation: Annotation, rows: Iterable[Object]) -> DocumentState:
    """The part of the document that ``rows`` hold, with the whole background."""
    return DocumentState({row.pk: to_state(row) for row in rows}, list(annotation.background))


def store(annotation_id: int, state: DocumentState, effect: Effect, existing: Collection[UUID]) -> None:
    """Write what ``effect`` names: new objects are inserted, those in ``existing`` updated, removed ones deleted."""
    changed = [to_row(state.objects[key], annotation_id) for key in effect.changed - effect.removed]
    if new := [row for row in changed if row.pk not in existing]:
        Object.objects.bulk_create(new)
    if old := [row for row in changed if row.pk in existing]:
        Object.objects.bulk_create(old, update_conflicts=True, unique_fields=["id"], update_fields=NAMES)
    if effect.removed:
        Object.objects.filter(annotation_id=annotation_id, pk__in=effect.removed).delete()
