"""Replicas come back from people who left them, so that somebody else is asked; nobody's work is mixed with another's.

One on which nothing was done yet is nobody's once its lease is over or given back, and goes to the next person as is.
One that is begun stays its person's: it is ``abandoned`` after ABANDONED_AFTER without a change, and another replica is
made for somebody else. Where its person hands it in before the others have, it counts as theirs do.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from backend.annotation.models import Annotation
from backend.images.models import TO_ANNOTATE_STATES, Image
from backend.projects.models import Project

ABANDONED_AFTER = timedelta(hours=24)
MAX_ROWS = 500
BEGUN = Exists(Annotation.objects.filter(image=OuterRef("pk"), revision__gt=0))
OF_CONSENSUS = Q(replica_for=Image.ReplicaFor.CONSENSUS, state__in=TO_ANNOTATE_STATES)
"""The condition of a partial index."""


def is_begun(replica: Image) -> bool:
    return Annotation.objects.filter(image=replica, revision__gt=0).exists()


def untouched(replicas: QuerySet[Image]) -> QuerySet[Image]:
    return replicas.filter(~Q(BEGUN), state=Image.State.NEW)


def not_held(now: datetime) -> Q:
    return Q(lease_holder__isnull=True) | Q(lease_expires__lte=now)


def sweep(now: datetime | None = None) -> None:
    do_take_back(now or timezone.now())


def do_give_back(keys: Collection[UUID]) -> None:
    """End the leases of images; replicas of theirs that nobody began are nobody's from here on."""
    Image.objects.filter(pk__in=keys).update(lease_holder=None, lease_expires=None)
    untouched(Image.objects.filter(OF_CONSENSUS, pk__in=keys)).update(assignee=None)


def do_take_back(now: datetime, project: Project | None = None) -> bool:
    """Take back what people have left, of one project or of all; whether there was anything."""
    waiting = Image.objects.filter(OF_CONSENSUS, not_held(now), assignee__isnull=False, is_dealt=False, flagged_at=None)
    waiting = waiting if project is None else waiting.filter(project=project)
    quiet = Annotation.objects.filter(image=OuterRef("pk"), revision__gt=0, updated__lte=now - ABANDONED_AFTER)
    is_long_ago = Q(lease_expires__isnull=True) | Q(lease_expires__lte=now - ABANDONED_AFTER)
    with transaction.atomic():
        returned = _locked(untouched(waiting.filter(lease_holder__isnull=False)))
        do_give_back(returned)
        left = _locked(waiting.filter(Exists(quiet), is_long_ago))
        Image.objects.filter(pk__in=left).update(replica_for=Image.ReplicaFor.ABANDONED)
        lacking = Image.objects.filter(replicas__in=left).exclude(pk__in=dealt(Q(original__replicas__in=left)))
        Image.objects.filter(pk__in=list(lacking.values_list("pk", flat=True))).update(is_dealt=False)
    return bool(returned or left)


def _locked(replicas: QuerySet[Image]) -> list[UUID]:
    """Those that nobody else is changing now."""
    rows = replicas.select_for_update(skip_locked=True, of=("self",)).order_by()
    return list(rows.values_list("pk", flat=True)[:MAX_ROWS])


def dealt(replicas: Q) -> QuerySet[Image, Any]:
    """Originals of which as many people as their project wants have one of ``replicas``."""
    rows = Image.objects.filter(replicas, replica_for=Image.ReplicaFor.CONSENSUS).order_by()
    counted = rows.values("original", "project__replicas").annotate(people=Count("pk", distinct=True))
    return counted.filter(people__gte=F("project__replicas")).values_list("original", flat=True)
