"""Counts over whole projects: exact in small ones; in large ones, where counting takes seconds, of a while ago.

What comes to LARGE or more (or what else the counter says) is kept in the database, with how long it took. Once that is
KEPT_FOR times as long ago, who asks gets the kept count once more and has it counted anew by the next sweep, so that
nobody waits.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from datetime import timedelta

from django.utils import timezone

from backend.projects.models import Count

logger = logging.getLogger(__name__)

LARGE = 100_000
KEPT_FOR = 50
LEAST_S = 10.0

Values = dict[str, int]
Counting = Callable[[Collection[int]], dict[int, Values]]
"""From the keys of projects to what there is of each kind in each."""


class Counter:
    """One kind of count; ``name`` is how its rows are found again."""

    known: dict[str, Counter] = {}

    def __init__(self, name: str, counting: Counting, large: int = LARGE) -> None:
        self.name, self._counting, self._large = name, counting, large
        self.known[name] = self

    def of(self, projects: Collection[int]) -> dict[int, Values]:
        """For each of ``projects``, without kinds of which there is nothing."""
        kept = {row.project_id: row for row in Count.objects.filter(project__in=projects, name=self.name)}
        if stale := [row.pk for row in kept.values() if not row.is_asked_for and _is_stale(row)]:
            Count.objects.filter(pk__in=stale).update(is_asked_for=True)
        fresh = self.count([key for key in projects if key not in kept])
        return fresh | {key: row.counts for key, row in kept.items()}

    def count(self, projects: Collection[int]) -> dict[int, Values]:
        """Count now, and keep what is large."""
        if not projects:
            return {}
        began = time.perf_counter()
        found = self._counting(projects)
        took_s = time.perf_counter() - began
        for key in projects:
            if sum(found.setdefault(key, {}).values()) >= self._large:
                told = {"counts": found[key], "took_s": took_s, "counted": timezone.now(), "is_asked_for": False}
                Count.objects.update_or_create(project_id=key, name=self.name, defaults=told)
        return found


def sweep() -> None:
    """Count anew what somebody has asked for since it was too old; what is no longer large is kept no longer."""
    for row in Count.objects.filter(is_asked_for=True).order_by("counted"):
        try:
            if counter := Counter.known.get(row.name):
                counter.count([row.project_id])
            Count.objects.filter(pk=row.pk, is_asked_for=True).delete()
        except Exception:  # one that fails must not keep the others waiting
            logger.exception("counting %s anew failed", row)


def _is_stale(row: Count) -> bool:
    return timezone.now() - row.counted > timedelta(seconds=max(LEAST_S, row.took_s * KEPT_FOR))
