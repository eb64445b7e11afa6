"""Whole documents written at once: an ``import`` in the log of each, and the objects that follow from it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.annotation import rows
from backend.annotation.fold import fold
from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.state import Entry
from backend.images.models import Image
from backend.review.agreement import Segment

BATCH = 500


@dataclass(frozen=True)
class Drawing:
    image: Image
    person: int | None
    at: datetime
    segments: Sequence[Segment]


def write_documents(drawings: Iterable[Drawing]) -> None:
    """One drawing for an image at most; replaying the logs gives the same objects."""
    chosen = list(drawings)
    annotations = Annotation.objects.bulk_create(
        [Annotation(image=drawing.image, revision=1) for drawing in chosen], batch_size=BATCH
    )
    operations: list[Operation] = []
    objects: list[Object] = []
    for annotation, drawing in zip(annotations, chosen, strict=True):
        entry = Entry(1, "import", _payload(drawing), drawing.person, uuid.uuid4())
        operations.append(_operation(annotation, entry))
        objects += [
            Object(id=item.id, annotation=annotation, created_by_id=item.created_by, **rows.values(item))
            for item in fold([entry]).live()
        ]
    Operation.objects.bulk_create(operations, batch_size=BATCH)
    Object.objects.bulk_create(objects, batch_size=BATCH)
    Image.objects.filter(annotation__objects_in_effect__in=objects).update(has_objects=True)
    for operation, drawing in zip(operations, chosen, strict=True):
        operation.created = drawing.at
    Operation.objects.bulk_update(operations, ["created"], batch_size=BATCH)


def _payload(drawing: Drawing) -> dict[str, Any]:
    made = [{"object": str(uuid.uuid4()), "label": item.label, "rle": item.rle} for item in drawing.segments]
    return {"from": "made up", "objects": made, "removed": []}


def _operation(annotation: Annotation, entry: Entry) -> Operation:
    return Operation(
        annotation=annotation,
        revision=entry.revision,
        actor_id=entry.actor,
        kind=entry.kind,
        payload=entry.payload,
        client_id=entry.client_id,
    )
