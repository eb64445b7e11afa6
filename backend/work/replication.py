"""Replicas: the same photo once more for one person, made when that person is given it.

Files are content addressed, so a replica stores none. It begins empty, whatever its original holds.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from backend.accounts.models import User
from backend.images.models import Image
from backend.projects.models import Project

UNBEGUN = (Image.State.NEW, Image.State.PRELABELLED)
COPIED = (
    "project_id", "name", "sha256", "size_bytes", "media_type", "width", "height", "status", "priority", "batch_id",
    "created_by_id",
)  # fmt: skip


def do_share(project: Project, user: User, image_id: UUID) -> UUID:
    """What ``user`` is given of an image that several people annotate: a replica. Its row is locked.

    An image that somebody began, before the project wanted several people, stays one: then it is given itself. So is
    a replica that lost its person, who is ``user`` from here on.
    """
    image = Image.objects.get(pk=image_id)
    if image.replica:
        Image.objects.filter(pk=image.pk).update(assignee=user)
        return image.pk
    made = image.replicas.count()
    if project.replicas == 1 or (made == 0 and image.state not in UNBEGUN):
        return image.pk
    replica = do_replicate(image, user, Image.ReplicaFor.CONSENSUS)
    is_dealt = made + 1 >= project.replicas
    Image.objects.filter(pk=image.pk).update(state=Image.State.IN_PROGRESS, is_dealt=is_dealt)
    return replica.pk


def do_replicate(original: Image, user: User, purpose: Image.ReplicaFor) -> Image:
    """Make the user's replica of an image whose row is locked."""
    last = original.replicas.aggregate(last=Max("replica"))["last"] or 0
    copied = {name: getattr(original, name) for name in COPIED}
    made: dict[str, Any] = {"original": original, "replica": last + 1, "replica_for": purpose, "assignee": user}
    replica = Image.objects.create(**copied, **made)
    Image.objects.filter(pk=replica.pk).update(created=original.created)  # when it was given out tells what it is for
    return replica


def do_deal_anew(project: Project) -> None:
    """Once the project wants another number of people an image: which originals have their people already."""
    originals = Image.objects.filter(project=project, replica=0)
    originals.filter(pk__in=_with_people(project, at_least=project.replicas), is_dealt=False).update(is_dealt=True)
    originals.filter(is_dealt=True).exclude(pk__in=_with_people(project, project.replicas)).update(is_dealt=False)


def _with_people(project: Project, at_least: int) -> QuerySet[Image, Any]:
    replicas = Image.objects.filter(project=project, replica__gt=0).order_by().values("original")
    return replicas.annotate(people=Count("pk")).filter(people__gte=at_least).values_list("original", flat=True)
