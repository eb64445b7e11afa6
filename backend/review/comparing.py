"""Keeps how far two images' documents agree: a replica with the gold image that it repeats, or two replicas."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from backend.annotation.state import ObjectState
from backend.images.models import Image
from backend.review.agreement import Agreement, agreement
from backend.review.models import Comparison
from backend.review.segments import objects_of_image, segments


def do_compare_gold(replica: Image) -> Comparison:
    """Compare a replica of a gold image with it: missing and extra are as seen from the truth."""
    assert replica.original_id is not None
    truth, drawn = objects_of_image(replica.original_id), objects_of_image(replica.pk)
    found = agreement(segments(truth), segments(drawn))
    return do_keep(replica, replica.original_id, None, Comparison.Kind.GOLD, found)


def do_compare_pair(one: Image, other: Image, mine: list[ObjectState], theirs: list[ObjectState]) -> Comparison:
    found = agreement(segments(theirs), segments(mine))
    return do_keep(one, other.pk, other.assignee_id, Comparison.Kind.PAIR, found)


def do_keep(
    image: Image, other_id: UUID, other_person_id: int | None, kind: Comparison.Kind, found: Agreement
) -> Comparison:
    """Write the figures; once written for two images they are renewed, so that doing it again does nothing twice."""
    per_label = {str(label or ""): figures.to_json() for label, figures in found.per_label.items()}
    values = {
        "project_id": image.project_id,
        "person_id": image.assignee_id,
        "other_person_id": other_person_id,
        "kind": kind,
        "mean_iou": found.overall.mean_iou,
        "dice": found.overall.dice,
        "pq": found.overall.pq,
        "per_label": per_label,
    }
    created = values | {"at": timezone.now()}
    kept, _ = Comparison.objects.update_or_create(
        image=image, other_id=other_id, defaults=values, create_defaults=created
    )
    return kept
