"""The annotation's row, locked for one transaction, with what a click needs to know of its image: one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from backend.accounts.roles import Role
from backend.annotation.models import Annotation, Operation
from backend.annotation.statements import Lookup, update
from backend.images.models import Image
from backend.images.visibility import SEEN, seen_with
from backend.projects.access import roles_in
from backend.projects.models import Project

COLUMNS = (
    "id", "image_id", "revision", "model_name", "model_digest", "requested_revision", "answered_revision",
    "requested_at", "requested_worker", "attempts", "problem", "background", "next_t", "leases",
)  # fmt: skip
IMAGE_COLUMNS = (
    "id",
    "project_id",
    "width",
    "height",
    "status",
    "state",
    "has_objects",
    *SEEN,
    "lease_holder_id",
    "lease_expires",
)
PROJECT_COLUMNS = ("id", "overlap", "lease_minutes")
SAVED = COLUMNS[2:]


@dataclass(frozen=True)
class Locked:
    """``annotation`` has its image loaded (IMAGE_COLUMNS), and that its project (PROJECT_COLUMNS). ``role`` is the
    user's for the image, ``known_revision`` that of the operation with the given id, if it is in the log already."""

    annotation: Annotation
    role: Role | None
    known_revision: int | None


def lock_for_user(image_id: UUID, user_id: int, client_id: UUID) -> Locked | None:
    row = FOR_USER.first(user_id, client_id, image_id)
    if row is None:
        return None
    annotation, role = _annotation(row), Role(row[-2]) if row[-2] else None
    return Locked(annotation, seen_with(role, user_id, annotation.image), row[-1])


def lock_by_id(annotation_id: int) -> Annotation | None:
    row = BY_ID.first(annotation_id)
    return _annotation(row) if row else None


def save(annotation: Annotation) -> None:
    """Write the columns that operations and answers change."""
    update(Annotation, annotation.pk, SAVED, [getattr(annotation, name) for name in SAVED])


def _annotation(row: Any) -> Annotation:
    values = iter(row)
    annotation = Annotation(**{name: next(values) for name in COLUMNS})
    annotation.image = Image(**{name: next(values) for name in IMAGE_COLUMNS})
    annotation.image.project = Project(**{name: next(values) for name in PROJECT_COLUMNS})
    return annotation


def _columns(found: QuerySet[Annotation], *more: str) -> QuerySet[Annotation, Any]:
    of_image = (f"image__{name}" for name in IMAGE_COLUMNS)
    of_project = (f"image__project__{name}" for name in PROJECT_COLUMNS)
    return found.values_list(*COLUMNS, *of_image, *of_project, *more)


def _for_user(user_id: int, client_id: UUID, image_id: UUID) -> QuerySet[Annotation, Any]:
    role = roles_in(user_id, pk=OuterRef("image__project")).values("effective")[:1]
    known = Operation.objects.filter(annotation=OuterRef("pk"), client_id=client_id).values("revision")[:1]
    found = Annotation.objects.filter(image_id=image_id)
    return _columns(found.annotate(role=Subquery(role), known=Subquery(known)), "role", "known")


FOR_USER = Lookup(_for_user, int, UUID, UUID, locks=Annotation)
BY_ID = Lookup(lambda key: _columns(Annotation.objects.filter(pk=key)), int, locks=Annotation)
