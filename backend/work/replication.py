"""Replicas: the same photo once more for one person, made when that person is given it.

Files are content addressed, so a replica stores none. It begins empty, whatever its original holds.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max

from backend.accounts.models import User
from backend.images.models import Image
from backend.projects.models import Project
from backend.review.models import Consensus
from backend.work.queue import BATCHES_OF_PERSON, Shared
from backend.work.returning import OF_CONSENSUS, is_begun, untouched

State, ReplicaFor = Image.State, Image.ReplicaFor
UNBEGUN = (State.NEW, State.PRELABELLED)
COPIED = (
    "project_id", "name", "sha256", "size_bytes", "media_type", "width", "height", "status", "priority", "batch_id",
    "created_by_id",
)  # fmt: skip


def do_share(project: Project, user: User, found: Shared) -> UUID:
    """What ``user`` is given of an image that several people may take; its row is locked.

    The image itself where one person annotates it: in a batch of theirs, or where somebody began it before the project
    wanted several people, and where a reviewer has sent it back. Else a replica.
    """
    is_for_one = project.replicas == 1 or found.tier == BATCHES_OF_PERSON
    if found.replica == 0 and (found.state == State.REJECTED or (is_for_one and found.state in UNBEGUN)):
        return found.pk
    image = Image.objects.get(pk=found.pk)
    if image.replica:
        if not is_begun(image):
            Image.objects.filter(pk=image.pk).update(assignee=user)
            return image.pk
        Image.objects.filter(pk=image.pk).update(replica_for=ReplicaFor.ABANDONED)
        assert image.original_id is not None
        image = Image.objects.select_for_update().get(pk=image.original_id)
    made = image.replicas.exclude(replica_for=ReplicaFor.GOLD)
    is_one = (is_for_one or image.state not in UNBEGUN) and not made.exists()
    if is_one or Consensus.objects.filter(image=image).exists():
        return image.pk
    replica = _do_take_over(image, user) or do_replicate(image, user, ReplicaFor.CONSENSUS)
    is_dealt = made.filter(replica_for=ReplicaFor.CONSENSUS).count() >= project.replicas
    Image.objects.filter(pk=image.pk).update(state=State.IN_PROGRESS, is_dealt=is_dealt)
    return replica.pk


def _do_take_over(original: Image, user: User) -> Image | None:
    """A replica that nobody has and nobody began becomes the user's."""
    orphans = untouched(original.replicas.filter(OF_CONSENSUS, assignee=None, flagged_at=None))
    replica = orphans.select_for_update(skip_locked=True, of=("self",)).order_by("replica").first()
    if replica is not None:
        Image.objects.filter(pk=replica.pk).update(assignee=user)
    return replica


def do_replicate(original: Image, user: User, purpose: Image.ReplicaFor) -> Image:
    """Make the user's replica of an image whose row is locked."""
    last = original.replicas.aggregate(last=Max("replica"))["last"] or 0
    copied = {name: getattr(original, name) for name in COPIED}
    made: dict[str, Any] = {"original": original, "replica": last + 1, "replica_for": purpose, "assignee": user}
    replica = Image.objects.create(**copied, **made)
    Image.objects.filter(pk=replica.pk).update(created=original.created)  # when it was given out tells what it is for
    return replica
