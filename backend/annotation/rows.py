"""Between the rows of the database and the document in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.state import DocumentState, Effect, Entry, ObjectState
from backend.annotation.statements import Lookup, insert, upsert

STATE_COLUMNS = (
    "id", "z", "label_id", "source", "created_by_id", "rle", "base", "base_clicks", "bbox", "area", "quality",
    "is_locked", "is_proposal", "attributes", "clicks", "inputs", "answered", "mask_revision", "model", "shape",
    "crop", "base_revision", "unsure",
)  # fmt: skip
"""The columns of an object in the order of ObjectState's fields."""
FIELDS = (
    "label_id", "source", "rle", "base", "base_clicks", "bbox", "area", "quality", "z", "is_locked", "is_proposal",
    "attributes", "clicks", "inputs", "answered", "is_answered", "left", "top", "right", "bottom", "input_revision",
    "mask_revision", "model", "shape", "crop", "base_revision", "unsure",
)  # fmt: skip
UPSERTED = ("id", "annotation_id", "created_by_id", *FIELDS)


def to_state(row: Sequence[Any]) -> ObjectState:
    """An object from its STATE_COLUMNS."""
    return ObjectState(*row)


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


def read_log(annotation_id: int, until: int | None = None) -> list[Entry]:
    """The log in the order of revisions, up to and with ``until``."""
    rows = Operation.objects.filter(annotation_id=annotation_id).order_by("revision")
    rows = rows if until is None else rows.filter(revision__lte=until)
    return [to_entry(row) for row in rows.iterator()]


def find_object(object_id: UUID) -> tuple[int, ObjectState] | None:
    """The id of the object's annotation and the object, whichever image it is in."""
    row = BY_ID.first(object_id)
    return (row[0], to_state(row[1:])) if row else None


def find_objects(annotation_id: int, object_ids: Collection[UUID]) -> list[ObjectState]:
    return [to_state(row) for row in _by_ids(len(object_ids)).rows(annotation_id, *object_ids)] if object_ids else []


def all_objects(annotation: Annotation) -> list[ObjectState]:
    return select(Object.objects.filter(annotation=annotation))


def select(objects: QuerySet[Object]) -> list[ObjectState]:
    return [to_state(row) for row in objects.values_list(*STATE_COLUMNS)]


def read_state(annotation: Annotation, objects: Iterable[ObjectState]) -> DocumentState:
    """The part of the document that ``objects`` are, with the whole background."""
    return DocumentState({item.id: item for item in objects}, list(annotation.background))


def append(annotation_id: int, entry: Entry) -> None:
    """Write one operation of the log."""
    created = timezone.now()
    row = (annotation_id, entry.revision, entry.actor, entry.kind, entry.payload, entry.client_id, created)
    insert(Operation, OPERATION_COLUMNS, [row])


def store(annotation: Annotation, state: DocumentState, effect: Effect, existing: Collection[UUID]) -> None:
    """Write what ``effect`` names: new objects are inserted, those in ``existing`` updated, removed ones deleted."""
    changed = [state.objects[key] for key in sorted(effect.changed - effect.removed)]
    rows = {item.id: (item.id, annotation.pk, item.created_by, *values(item).values()) for item in changed}
    insert(Object, UPSERTED, [row for key, row in rows.items() if key not in existing])
    upsert(Object, UPSERTED, [row for key, row in rows.items() if key in existing])
    if effect.removed:
        Object.objects.filter(annotation_id=annotation.pk, pk__in=effect.removed).delete()
    _note_presence(annotation, changed, is_less=bool(effect.removed))


def _note_presence(annotation: Annotation, changed: Sequence[ObjectState], is_less: bool) -> None:
    """The first object that is no proposal has come to the image, or the last one gone."""
    known = annotation.image.has_objects
    is_less = is_less or any(item.is_proposal for item in changed)
    is_more = any(not item.is_proposal for item in changed)
    if (known and is_less) or (not known and is_more):
        with connection.cursor() as cursor:
            cursor.execute(HAS_OBJECTS, [annotation.pk, annotation.pk])


@cache
def _by_ids(count: int) -> Lookup:
    def build(annotation_id: int, *ids: UUID) -> QuerySet[Object, Any]:
        return Object.objects.filter(annotation_id=annotation_id, pk__in=ids).values_list(*STATE_COLUMNS)

    return Lookup(build, int, *[UUID] * count)


HAS_OBJECTS = """
UPDATE images_image SET has_objects = NOT has_objects
WHERE id = (SELECT image_id FROM annotation_annotation WHERE id = %s) AND has_objects <>
    EXISTS (SELECT 1 FROM annotation_object WHERE annotation_id = %s AND NOT is_proposal)
"""
OPERATION_COLUMNS = ("annotation_id", "revision", "actor_id", "kind", "payload", "client_id", "created")
BY_ID = Lookup(lambda object_id: Object.objects.filter(pk=object_id).values_list("annotation_id", *STATE_COLUMNS), UUID)
