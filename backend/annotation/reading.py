"""What an editor reads when it opens an image and while it is open; each function is one visit to the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.annotation import rows
from backend.annotation.availability import Availability, availability
from backend.annotation.dispatch import worker_for
from backend.annotation.leases import live_views
from backend.annotation.live_workers import LIVE, features_state, queue_length
from backend.annotation.models import Annotation
from backend.annotation.representation import click_views, model_view, object_view, stroke_views
from backend.annotation.statements import Lookup
from backend.annotation.succession import successor_of
from backend.annotation.undo import stacks_of
from backend.images.models import Image
from backend.images.visibility import SEEN, seen_with, state_for
from backend.model_store.models import StoredModel
from backend.projects.access import roles_in
from backend.work.leasing import is_due

READINGS = 4


@dataclass(frozen=True)
class Opened:
    """What a consumer keeps of an image: the size of it, the role now, the model, whose undo is possible.

    ``overlap``: the project lets masks overlap.
    """

    size_hw: tuple[int, int]
    role: Role
    revision: int
    is_ready: bool
    state: str
    model: dict[str, str]
    overlap: bool
    can_undo: bool
    can_redo: bool
    leases: list[dict[str, Any]]


@dataclass(frozen=True)
class Status:
    role: Role | None
    revision: int
    state: str
    overlap: bool
    is_ready: bool
    size_hw: tuple[int, int]
    is_pending: bool
    features: str
    queue: int
    availability: Availability
    is_lease_due: bool
    leases: list[dict[str, Any]]


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
        model=model_of(annotation, image),
        overlap=image.project.overlap,
        can_undo=bool(stacks.undo),
        can_redo=bool(stacks.redo),
        leases=live_views(annotation),
    )


def model_of(annotation: Annotation, image: Image) -> dict[str, str]:
    """{"name", "digest"} of what answers clicks on the image; the digest is empty where nothing can."""
    chosen = image.project.model
    digest = "" if annotation.model_digest else _digests(chosen).first() or ""
    model = model_view(annotation, chosen, digest)
    return successor_of(model) or model


def role_of(user_id: int, image_id: UUID) -> Role | None:
    """The user's role for the image as the database says now; None without access. One query."""
    row = ROLE.first(user_id, image_id)
    if row is None:
        return None
    image = Image(**dict(zip(SEEN, row[1:], strict=True)))
    return seen_with(Role(row[0]) if row[0] else None, user_id, image)


def read_status(user_id: int, image_id: UUID, *, is_fresh: bool = False) -> Status | None:
    """How the image stands; None when it is gone. ``is_fresh``: ask the workers' leases again."""
    role = roles_in(user_id, pk=OuterRef("image__project")).values("effective")[:1]
    chosen = _digests(OuterRef("image__project__model"))
    rows = Annotation.objects.select_related("image__project").filter(image_id=image_id)
    found = rows.annotate(role=Subquery(role), chosen_digest=Subquery(chosen[:1])).first()
    if found is None:
        return None
    workers = LIVE.workers(fresh=is_fresh)
    model = model_view(found, found.image.project.model, found.chosen_digest or "")
    model = successor_of(model) or model
    worker = worker_for(image_id, model["digest"])
    worker_id = worker.id if worker else None
    seen = seen_with(Role(found.role) if found.role else None, user_id, found.image)
    return Status(
        role=seen,
        is_lease_due=is_due(found.image, user_id),
        revision=found.revision,
        state=state_for(seen, found.image.replica, found.image.state),
        overlap=found.image.project.overlap,
        is_ready=found.image.status == Image.Status.READY,
        size_hw=(found.image.height, found.image.width),
        is_pending=found.requested_revision > found.answered_revision,
        features=features_state(str(image_id), model["digest"], worker_id),
        queue=queue_length(worker_id),
        availability=availability(model, worker, workers, found.problem),
        leases=live_views(found),
    )


def read_document(user: User, image: Image) -> dict[str, Any]:
    """The Document of GET images/{id}/annotation/, all of one revision.

    Readers keep no writer waiting, nor wait for one: where somebody wrote meanwhile they read again. Only who has read
    ``READINGS`` times in vain keeps writers out.
    """
    key = annotation_of(image).pk
    for _ in range(READINGS):
        document = _read_document(user, image, key)
        if Annotation.objects.filter(pk=key, revision=document["revision"]).exists():
            return document
    with transaction.atomic():
        Annotation.objects.select_for_update().get(pk=key)
        return _read_document(user, image, key)


def _read_document(user: User, image: Image, key: int) -> dict[str, Any]:
    annotation = Annotation.objects.get(pk=key)
    objects = rows.all_objects(annotation)
    stacks = stacks_of(key, user.pk)
    return {
        "image": str(image.pk),
        "revision": annotation.revision,
        "state": str(image.state),
        "can_undo": bool(stacks.undo),
        "can_redo": bool(stacks.redo),
        "model": model_of(annotation, image),
        "objects": [object_view(item) for item in objects],
        "background": click_views(annotation.background),
        "background_strokes": stroke_views(annotation.background),
    }


def pinned_digest(image_id: UUID) -> str:
    """The digest of the model pinned to the image; empty while none is."""
    return Annotation.objects.filter(image=image_id).values_list("model_digest", flat=True).first() or ""


def to_encode(image_id: UUID, digest: str, count: int = 2) -> list[dict[str, Any]]:
    """The image, then the ready ones after and before it in its project by name, each with the model that answers."""
    images: list[dict[str, Any]] = [{"image": str(image_id), "digest": digest}]
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return images
    ready = Image.objects.filter(project_id=image.project_id, status=Image.Status.READY, replica=0)
    ready = ready.annotate(chosen=Subquery(_digests(OuterRef("project__model"))[:1]))
    columns = ("pk", "annotation__model_digest", "chosen")
    after = ready.filter(name__gt=image.name).order_by("name", "id").values_list(*columns)[:count]
    before = ready.filter(name__lt=image.name).order_by("-name", "-id").values_list(*columns)[: count - 1]
    around = [(str(pk), pinned or chosen) for pk, pinned, chosen in [*after, *before]]
    return images + [{"image": key, "digest": model} for key, model in around if model]


def _digests(name: Any) -> QuerySet[StoredModel, str]:
    return StoredModel.objects.filter(name=name, state=StoredModel.State.READY).values_list("digest", flat=True)


def with_size(opened: Opened, size_hw: tuple[int, int]) -> Opened:
    """``opened`` once the image has been processed and its size is known."""
    return replace(opened, size_hw=size_hw, is_ready=True)


def _role(user_id: int, image_id: UUID) -> QuerySet[Image, Any]:
    role = roles_in(user_id, pk=OuterRef("project")).values("effective")[:1]
    return Image.objects.filter(pk=image_id).annotate(role=Subquery(role)).values_list("role", *SEEN)


ROLE = Lookup(_role, int, UUID)
