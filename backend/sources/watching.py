"""Begins the syncs of sources that are looked at every so many minutes; one of the batch worker's sweeps."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from backend.config.problems import Problem
from backend.sources.actions import do_sync_source
from backend.sources.models import Source

AT_ONCE = 20

logger = logging.getLogger(__name__)


def sweep() -> None:
    """Whoever changes ``due`` first begins the sync. One that is still running, or waits, is left to its end."""
    now = timezone.now()
    for source in Source.objects.filter(due__lte=now).order_by("due")[:AT_ONCE]:
        later = now + timedelta(minutes=max(source.every_minutes, 1))
        if not Source.objects.filter(pk=source.pk, due=source.due).update(due=later):
            continue
        try:
            do_sync_source(source, source.created_by)
        except Problem as problem:
            logger.info("the sync of source %s waits: %s", source.pk, problem)
        except Source.DoesNotExist:
            logger.info("source %s was removed meanwhile", source.pk)
