"""The next image to work on, leased to one person."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.annotation.statements import update
from backend.images.models import Image
from backend.projects.models import Project
from backend.work import leasing, queue
from backend.work.replication import do_replicate, do_share
from backend.work.returning import do_give_back, do_take_back

Kind = Literal["annotate", "review"]
Chance = Callable[[], float]
"""A number from 0 up to, not with, 1."""
LEASE = ("lease_holder_id", "lease_expires")


def do_lease_next(
    project: Project, user: User, kind: Kind, skip: UUID | None = None, chance: Chance = random.random
) -> UUID | None:
    """Lease the next image to ``user`` (queue.py says which); one that this person holds already comes first.

    A person holds one image of a project at a time; what is not wanted (``skip``) is given back. Two people who ask at
    once get two images: rows that another transaction holds are skipped where the database can, and SQLite lets one
    writer in at a time. ``chance`` decides whether a gold image is mixed in. None when nothing is left.
    """
    skip = skip or queue.NOTHING
    with transaction.atomic():
        prospects = queue.lock_person(project.pk, user.pk)
        held = queue.held(project.pk, user.pk) if prospects.holds else []
        found = _held_for(kind, held, skip) or _chosen(project, user, kind, skip, chance, prospects)
        _give_back([image for image in held if image.pk != found])
        if found is not None:
            update(Image, found, LEASE, [user.pk, timezone.now() + leasing.length(project)])
    return found


def _give_back(unwanted: Sequence[queue.Held]) -> None:
    for image in unwanted:
        update(Image, image.pk, LEASE, [None, None])
    if replicas := [image.pk for image in unwanted if image.replica]:
        do_give_back(replicas)


def _held_for(kind: Kind, held: Sequence[queue.Held], skip: UUID) -> UUID | None:
    fits = (image.pk for image in held if (image.is_to_review if kind == "review" else image.is_to_annotate))
    return next((key for key in fits if key != skip), None)


def _chosen(
    project: Project, user: User, kind: Kind, skip: UUID, chance: Chance, prospects: queue.Prospects
) -> UUID | None:
    if kind == "review":
        return queue.to_review(project.pk, user.pk, skip)
    sent_back = queue.sent_back(project.pk, user.pk, skip) if prospects.has_assigned else None
    return sent_back or _fresh(project, user, skip, chance, prospects)


def _fresh(project: Project, user: User, skip: UUID, chance: Chance, prospects: queue.Prospects) -> UUID | None:
    """An image that is new to the person, or a gold one in its place."""
    found = _of_queue(project, user, skip, prospects)
    if found is None and do_take_back(timezone.now(), project):
        found = _of_queue(project, user, skip, prospects)
    if found is None:
        return None
    if project.gold_percent and chance() * 100 < project.gold_percent:
        gold = queue.gold(project.pk, user.pk, skip)
        if gold is not None:
            return do_replicate(Image.objects.get(pk=gold), user, Image.ReplicaFor.GOLD).pk
    return found if isinstance(found, UUID) else do_share(project, user, found)


def _of_queue(project: Project, user: User, skip: UUID, prospects: queue.Prospects) -> UUID | queue.Shared | None:
    """What is assigned to the person, else of what several people may take."""
    own = queue.assigned(project.pk, user.pk, skip) if prospects.has_assigned else None
    return own or queue.shared(project.pk, user.pk, skip, has_batches=prospects.has_batches)
