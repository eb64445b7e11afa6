"""The objects of a document as they are compared and merged."""

from __future__ import annotations

from uuid import UUID

from backend.annotation import rows
from backend.annotation.models import Object
from backend.annotation.state import ObjectState
from backend.review.agreement import Segment


def objects_of_image(image_id: UUID) -> list[ObjectState]:
    """What is in effect: no open proposals, no objects without a pixel; in the order of stacking."""
    found = Object.objects.filter(annotation__image_id=image_id, is_proposal=False).order_by("z", "id")
    return [item for item in rows.select(found) if item.area or item.shape == Object.Shape.BOX]


def segments(objects: list[ObjectState]) -> list[Segment]:
    return [Segment(item.label, list(item.bbox or (0, 0, 0, 0)), item.rle) for item in objects]
