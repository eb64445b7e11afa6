"""What becomes of a replica that was handed in: compared with the gold image that it repeats, or merged with others.

A task does it; the sweep finds what a lost task has left undone. Doing it again does nothing twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from backend.annotation.publishing import publish_from_view
from backend.images.models import Image
from backend.images.publishing import publish_image
from backend.review.closing import do_close
from backend.review.comparing import do_compare_gold
from backend.review.merging import do_merge, is_settled
from backend.review.models import Submission

LOST_AFTER = timedelta(seconds=60)
MAX_ROWS = 50


def settle(replica_id: UUID | str) -> None:
    """Settle a replica that is handed in; anything else is left alone."""
    replica = Image.objects.select_related("original__project").filter(pk=replica_id, replica__gt=0).first()
    if replica is None or replica.original is None or replica.state != Image.State.SUBMITTED:
        return
    if replica.replica_for == Image.ReplicaFor.GOLD:
        do_settle_gold(replica)
    else:
        _merge(replica.original)


def _merge(original: Image) -> None:
    if do_merge(original) is not None:
        publish_image(original.pk)
        publish_from_view(original.pk, {"type": "image.status"})


def do_settle_gold(replica: Image) -> None:
    """Compare it with the truth; nobody reviews it, and its annotator is not told what it was.

    Where the original is no gold any more there is nothing to compare with.
    """
    with transaction.atomic():
        gold = Image.objects.select_for_update(of=("self",)).filter(replicas=replica, is_gold=True)
        if gold.first() is not None:
            do_compare_gold(replica)
        do_close([replica.pk])


def sweep(now: datetime | None = None) -> None:
    """Settle what was handed in more than LOST_AFTER ago and is complete."""
    waiting = Submission.objects.filter(
        verdict="",
        kind=Submission.Kind.REPLICA,
        at__lt=(now or timezone.now()) - LOST_AFTER,
        image__state=Image.State.SUBMITTED,
    )
    of_gold = Q(image__replica_for=Image.ReplicaFor.GOLD)
    for replica_id in waiting.filter(of_gold).values_list("image_id", flat=True)[:MAX_ROWS]:
        settle(replica_id)
    others = waiting.exclude(of_gold).order_by()
    late: Any = others.filter(is_settled("image__original__")).values_list("image__original_id", flat=True)
    keys = {*late.distinct()[:MAX_ROWS], *_complete(others)}
    for original in Image.objects.select_related("project").filter(pk__in=keys):
        _merge(original)


def _complete(waiting: QuerySet[Submission]) -> list[UUID]:
    """Originals of which as many replicas wait as their project wants now."""
    counted = waiting.values("image__original_id", "project__replicas").annotate(handed_in=Count("pk"))
    complete: Any = counted.filter(handed_in__gte=F("project__replicas"))
    return list(complete.values_list("image__original_id", flat=True)[:MAX_ROWS])
