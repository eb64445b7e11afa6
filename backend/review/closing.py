"""Closes replicas that are handed in: nobody reviews them, and nobody waits for them any more."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from backend.images.models import Image
from backend.review.models import Submission


def do_close(replicas: Collection[UUID]) -> None:
    """They are accepted, their submissions ``compared``."""
    now = timezone.now()
    Image.objects.filter(pk__in=replicas).update(state=Image.State.ACCEPTED, updated=now)
    waiting = Submission.objects.filter(image__in=replicas, verdict="")
    waiting.update(verdict=Submission.Verdict.COMPARED, verdict_at=now)
