"""What is done with images: add a received file to a project, delete an image."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from backend.accounts.audit import Event, record
from backend.accounts.models import User
from backend.images import storage
from backend.images.models import Image
from backend.jobs import queue
from backend.projects.models import Project
from backend.versions.photos import is_held
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening


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
    """Delete the image with its annotation and log; its files go too where no other project and no version
    of a dataset holds the content."""
    with transaction.atomic():
        organization_id = image.project.organization_id
        record(Event.IMAGE_DELETED, organization_id, project_id=image.project_id, target=image.name)
        emit(Happening.IMAGE_DELETED, image, project_id=image.project_id)
        image.delete()


def remove_unused_files(sha256: str) -> None:
    """Remove the files of a content that neither an image nor a version of a dataset uses any more."""
    with storage.locked(sha256):
        _remove_if_unused(sha256)


def _remove_if_unused(sha256: str) -> None:
    if not Image.objects.filter(sha256=sha256).exists() and not is_held(sha256):
        storage.remove(sha256)
