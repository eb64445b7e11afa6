"""What is done with images: add a received file to a project, delete an image, lease the next one to a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Case, IntegerField, Q, Value, When
from django.http import Http404
from django.utils import timezone

from backend.accounts.models import User
from backend.images import storage
from backend.images.models import Image
from backend.jobs import queue
from backend.projects.models import Project

LEASE = timedelta(minutes=15)
LEASED_STATES: dict[str, Sequence[Image.State]] = {
    "annotate": (Image.State.NEW, Image.State.PRELABELLED, Image.State.IN_PROGRESS, Image.State.REJECTED),
    "review": (Image.State.SUBMITTED,),
}


def do_add_image(
    project: Project, user: User | None, name: str, incoming: storage.Incoming, media_type: str
) -> tuple[Image, bool]:
    """Keep a received file as an image of ``project``: (the new image, True), or (the one with this content, False).

    A new image is ``processing``; call ``queue_processing``. One whose processing failed gets another try. Http404
    when the project was deleted meanwhile.
    """
    incoming.close()
    with storage.locked(incoming.sha256):
        existing = Image.objects.filter(project=project, sha256=incoming.sha256, replica=0).first()
        if existing is not None and existing.status != Image.Status.FAILED:
            return existing, False
        incoming.keep()
        if existing is not None:
            return _retried(existing), True
        try:
            with transaction.atomic():
                image = Image.objects.create(
                    project=project,
                    name=name,
                    sha256=incoming.sha256,
                    size_bytes=incoming.size_bytes,
                    media_type=media_type,
                    created_by=user,
                    heartbeat=timezone.now(),
                )
        except IntegrityError:  # another machine, whose lock is not ours, was faster; or the project was deleted
            existing = Image.objects.filter(project=project, sha256=incoming.sha256, replica=0).first()
            if existing is not None:
                return existing, False
            _remove_if_unused(incoming.sha256)
            raise Http404 from None
    return image, True


def _retried(image: Image) -> Image:
    image.status, image.problem = Image.Status.PROCESSING, None
    image.attempts, image.heartbeat = 0, timezone.now()
    image.save(update_fields=["status", "problem", "attempts", "heartbeat", "updated"])
    return image


def queue_processing(image: Image) -> None:
    transaction.on_commit(lambda: queue.send(queue.PROCESS_IMAGE, str(image.pk)) and None)


def do_delete_image(image: Image) -> None:
    """Delete the image with its annotation and log; its files go too where no other project holds the content."""
    image.delete()


def remove_unused_files(sha256: str) -> None:
    """Remove the files of a content that no image uses any more."""
    with storage.locked(sha256):
        _remove_if_unused(sha256)


def _remove_if_unused(sha256: str) -> None:
    if not Image.objects.filter(sha256=sha256).exists():
        storage.remove(sha256)


def do_lease_next(project: Project, user: User, kind: str, skip: Any = None) -> Image | None:
    """Lease the next image to ``user``; one that this person holds already comes first. None when there is none.

    A person holds one image of a project at a time. Two people who ask at once get two images: rows that another
    transaction holds are skipped where the database can, and SQLite lets one writer in at a time.
    """
    now = timezone.now()
    free = Q(lease_holder=None) | Q(lease_expires__lte=now) | Q(lease_holder=user)
    is_mine = Case(When(lease_holder=user, then=Value(0)), default=Value(1), output_field=IntegerField())
    with transaction.atomic():
        images = Image.objects.filter(free, project=project, status=Image.Status.READY, state__in=LEASED_STATES[kind])
        images = images.filter(flagged_at=None) if kind == "annotate" else images.filter(replica=0)
        images = images.exclude(pk=skip) if skip else images
        if connection.features.has_select_for_update_skip_locked:
            images = images.select_for_update(skip_locked=True, of=("self",))
        image = images.order_by(is_mine, "created", "id").first()
        held = Image.objects.filter(project=project, lease_holder=user)
        held = held.exclude(pk=image.pk) if image else held
        held.update(lease_holder=None, lease_expires=None)
        if image is not None:
            image.lease_holder, image.lease_expires = user, now + LEASE
            image.save(update_fields=["lease_holder", "lease_expires"])
    return image
