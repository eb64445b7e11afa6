"""Somebody leaves a team, or may not annotate any more: what they hold goes to somebody else or back to the queue.

Their annotations, the log and their comments stay, with their name. So do images that were accepted, and what they
have handed in of images that several people annotate: these say who did the work.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from backend.accounts.models import Membership, User
from backend.accounts.roles import Action, Role, allows
from backend.annotation.leases import LEASE_S, views
from backend.annotation.locking import lock_by_id, save
from backend.annotation.models import Annotation, Operation
from backend.annotation.publishing import publish_from_view
from backend.config.problems import Code, Problem
from backend.images.models import Image
from backend.projects.access import effective_roles
from backend.projects.models import Project
from backend.work.batches import do_save_batch
from backend.work.models import Batch

DONE = (Image.State.SUBMITTED, Image.State.ACCEPTED)


@dataclass(frozen=True)
class Held:
    """What somebody holds in a team's projects: images and batches to do, and images open just now."""

    images: int
    batches: int
    leased: int


def held_by(user_id: int, organization_id: int) -> Held:
    projects = Project.objects.filter(organization_id=organization_id)
    return Held(
        images=_to_do(user_id, projects).count(),
        batches=Batch.objects.filter(project__in=projects, assignee=user_id).count(),
        leased=Image.objects.filter(project__in=projects, lease_holder=user_id).count(),
    )


def check_successor(organization_id: int, user_id: int, successor_id: int | None) -> User | None:
    """Who takes the work over, None for the queue; Problem 400 when that person cannot."""
    if successor_id is None:
        return None
    rows = Membership.objects.filter(organization_id=organization_id, user_id=successor_id, user__is_active=True)
    membership = rows.exclude(user_id=user_id).select_related("user").first()
    if membership is None:
        detail = "The work can go to somebody else who is in the team; choose one of its members."
        raise Problem(Code.INVALID, detail, errors={"transfer_to": [detail]})
    return membership.user


def do_release_work(user_id: int, organization_id: int, successor: User | None = None) -> Held:
    """Let go of what ``user_id`` holds in projects of the team where they may not annotate (any more).

    It goes to ``successor`` in the projects where that person may annotate, and to the queue in the others. Answers
    with what was held. Call it in the transaction that took the role.
    """
    all_projects = set(Project.objects.filter(organization_id=organization_id).values_list("pk", flat=True))
    lost = all_projects - _annotated_by(user_id, organization_id)
    takes = _annotated_by(successor.pk, organization_id) if successor else set()
    leased = list(Image.objects.filter(project__in=lost, lease_holder=user_id).values_list("pk", flat=True))
    _release_objects(user_id, lost, leased)  # before images are locked: whoever works locks the annotation first, too
    Image.objects.filter(pk__in=leased, lease_holder=user_id).update(lease_holder=None, lease_expires=None)
    images = batches = 0
    for projects, heir in ((lost & takes, successor), (lost - takes, None)):
        images += _hand_over_images(user_id, projects, heir)
        batches += _hand_over_batches(user_id, projects, heir)
    return Held(images, batches, len(leased))


def _hand_over_batches(user_id: int, projects: Collection[int], heir: User | None) -> int:
    batches = list(Batch.objects.select_related("project").filter(project__in=projects, assignee=user_id))
    for batch in batches:
        do_save_batch(batch, {"assignee": heir})
    return len(batches)


def _annotated_by(user_id: int, organization_id: int) -> set[int]:
    """The team's projects in which somebody may annotate now."""
    rows = Membership.objects.filter(
        user_id=user_id,
        user__is_active=True,
        organization_id=organization_id,
        organization__projects__organization=organization_id,
    )
    found = effective_roles(rows).values_list("project_here", "effective")
    return {project for project, role in found if allows(Role(role), Action.ANNOTATE)}


def _to_do(user_id: int, projects: Collection[int] | QuerySet[Project]) -> QuerySet[Image]:
    """Images assigned to somebody that are not done; those of the dataset also while they wait for review."""
    theirs = Image.objects.filter(project__in=projects, assignee=user_id)
    return theirs.exclude(Q(state=Image.State.ACCEPTED) | Q(replica__gt=0, state__in=DONE))


def _hand_over_images(user_id: int, projects: Collection[int], heir: User | None) -> int:
    """A replica goes to nobody who has one of the same image, and one that is begun to nobody: each person annotates
    an image once, and alone."""
    to_do = _to_do(user_id, projects)
    if heir is None:
        return to_do.update(assignee=None)
    own = Image.objects.filter(project__in=projects, assignee=heir, replica__gt=0).values("original")
    is_new = Q(state__in=(Image.State.NEW, Image.State.PRELABELLED))
    kept = list(to_do.filter(Q(original__in=own) | ~is_new, replica__gt=0).values_list("pk", flat=True))
    count = to_do.exclude(pk__in=kept).update(assignee=heir)
    return count + Image.objects.filter(pk__in=kept).update(assignee=None)


def _release_objects(user_id: int, projects: Collection[int], leased: Collection[UUID]) -> None:
    """Give back objects in images that the person has open or has worked in while a lease lasts."""
    since = timezone.now() - timedelta(seconds=LEASE_S)
    recent = Operation.objects.filter(actor_id=user_id, created__gte=since).values("annotation")
    rows = Annotation.objects.filter(Q(pk__in=recent) | Q(image__in=leased), image__project__in=projects)
    for key in rows.order_by("pk").values_list("pk", flat=True):
        _release_objects_of(user_id, key)


def _release_objects_of(user_id: int, annotation_id: int) -> None:
    annotation = lock_by_id(annotation_id)
    if annotation is None:
        return
    remaining = {key: lease for key, lease in annotation.leases.items() if lease["user"] != user_id}
    if len(remaining) < len(annotation.leases):
        annotation.leases = remaining
        save(annotation)
        news = {"type": "image.leases", "leases": views(remaining)}
        image_id = annotation.image_id
        transaction.on_commit(lambda: publish_from_view(image_id, news))
