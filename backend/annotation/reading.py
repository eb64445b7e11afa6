"""What an editor reads when it opens an image and while it is open; each function is one visit to the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from backend.accounts.models import Membership, User
from backend.accounts.roles import Role
from backend.annotation import rows
from backend.annotation.dispatch import worker_for
from backend.annotation.live_workers import features_state, queue_length
from backend.annotation.models import Annotation
from backend.annotation.representation import click_view, model_view, object_view
from backend.annotation.statements import Lookup
from backend.annotation.undo import stacks_of
from backend.images.models import Image


@dataclass(frozen=True)
class Opened:
    """What a consumer keeps of an image: the size of it, the role now, the model, whose undo is possible."""

    size_hw: tuple[int, int]
    role: Role
    revision: int
    is_ready: bool
    state: str
    model: dict[str, str]
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True)
class Status:
    role: Role | None
    revision: int
    state: str
    is_ready: bool
    size_hw: tuple[int, int]
    is_pending: bool
    features: str
    queue: int


def annotation_of(image: Image) -> Annotation:
    """The image's annotation, made when this is the first look at it."""
    annotation = Annotation.objects.filter(image=image).first()
    return annotation or Annotation.objects.get_or_create(image=image)[0]


def open_image(user: User, image_id: UUID) -> Opened | None:
    """What ``user`` needs to open the image; None without access."""
    image = Image.objects.select_related("project").filter(pk=image_id).first()
    role = role_of(user.pk, image_id)
    if image is None or role is None:
        return None
    annotation = annotation_of(image)
    stacks = stacks_of(annotation.pk, user.pk)
    return Opened(
        size_hw=(image.height, image.width),
        role=role,
        revision=annotation.revision,
        is_ready=image.status == Image.Status.READY,
        state=image.state,
        model=model_view(annotation, image.project.model),
        can_undo=bool(stacks.undo),
        can_redo=bool(stacks.redo),
    )


def role_of(user_id: int, image_id: UUID) -> Role | None:
    """The user's role for the image as the database says now; None without access. One query."""
    row = ROLE.first(user_id, image_id)
    return Role(row[0]) if row else None


def read_status(user_id: int, image_id: UUID) -> Status | None:
    """How the image stands; None when it is gone."""
    role = Membership.objects.filter(
        user_id=user_id, user__is_active=True, organization=OuterRef("image__project__organization")
    ).values("role")[:1]
    found = Annotation.objects.select_related("image").annotate(role=Subquery(role)).filter(image_id=image_id).first()
    if found is None:
        return None
    worker = worker_for(str(image_id))
    return Status(
        role=Role(found.role) if found.role else None,
        revision=found.revision,
        state=found.image.state,
        is_ready=found.image.status == Image.Status.READY,
        size_hw=(found.image.height, found.image.width),
        is_pending=found.requested_revision > found.answered_revision,
        features=features_state(str(image_id), worker),
        queue=queue_length(worker),
    )


def read_document(user: User, image: Image) -> dict[str, Any]:
    """The Document of GET images/{id}/annotation/, all of one revision."""
    with transaction.atomic():
        annotation = Annotation.objects.select_for_update().get(pk=annotation_of(image).pk)
        objects = rows.all_objects(annotation)
        stacks = stacks_of(annotation.pk, user.pk)
    return {
        "image": str(image.pk),
        "revision": annotation.revision,
        "state": str(image.state),
        "can_undo": bool(stacks.undo),
        "can_redo": bool(stacks.redo),
        "model": model_view(annotation, image.project.model),
        "objects": [object_view(item) for item in objects],
        "background": [click_view(click) for click in annotation.background],
    }


def neighbours_of(image_id: UUID, count: int = 2) -> list[str]:
    """The ready images after and before this one in its project by name, the next ones first."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return []
    ready = Image.objects.filter(project_id=image.project_id, status=Image.Status.READY)
    after = ready.filter(name__gt=image.name).order_by("name", "id").values_list("pk", flat=True)[:count]
    before = ready.filter(name__lt=image.name).order_by("-name", "-id").values_list("pk", flat=True)[: count - 1]
    return [str(pk) for pk in [*after, *before]]


def with_size(opened: Opened, size_hw: tuple[int, int]) -> Opened:
    """``opened`` once the image has been processed and its size is known."""
    return replace(opened, size_hw=size_hw, is_ready=True)


ROLE = Lookup(
    lambda user_id, image_id: Membership.objects.filter(
        user_id=user_id, user__is_active=True, organization__projects__images=image_id
    ).values_list("role"),
    int,
    UUID,
)
