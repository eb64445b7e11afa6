"""Leases of images: who was given one has it for ``Project.lease_minutes``, and longer while there is a sign of them.

Signs are operations in the editor and the heartbeat of an open one. To write little, a lease is renewed once a third
of it is gone. What runs out is anybody's again; nothing has to sweep.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from backend.images.models import Image
from backend.projects.models import Project

RENEWED_BELOW = 2 / 3


def length(project: Project) -> timedelta:
    return timedelta(minutes=project.lease_minutes)


def is_due(image: Image, user_id: int) -> bool:
    """Whether the user holds the image and so much of the lease is gone that it should be renewed."""
    if image.lease_holder_id != user_id or image.lease_expires is None:
        return False
    return image.lease_expires - timezone.now() < length(image.project) * RENEWED_BELOW


def do_renew(image_id: UUID, user_id: int) -> None:
    """Begin the user's lease anew; nothing happens where somebody else has taken the image meanwhile."""
    held = Image.objects.filter(pk=image_id, lease_holder=user_id).select_related("project").first()
    if held is not None:
        again = Image.objects.filter(pk=image_id, lease_holder=user_id)
        again.update(lease_expires=timezone.now() + length(held.project))
