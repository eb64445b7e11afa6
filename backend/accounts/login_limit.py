"""How often somebody may try: attempts are rows, so that the limit holds over processes and restarts.

Counted by address and name together (guessing one person's password) and by address alone (one password for many
names). A successful login forgets the attempts on that name.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from backend.accounts.models import LoginAttempt
from backend.config.problems import Code, Problem

WINDOW = timedelta(minutes=5)
PER_NAME = 8
PER_ADDRESS = 100


def key_of(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def count_attempt(kind: str, address: str, name: str) -> None:
    """Record one attempt; raises Problem 429 with the time to wait when there were too many in the last minutes."""
    now = timezone.now()
    LoginAttempt.objects.filter(at__lt=now - WINDOW).delete()
    limits = ((key_of(kind, address, name.lower()), PER_NAME), (key_of(kind, address), PER_ADDRESS))
    made = LoginAttempt.objects.bulk_create([LoginAttempt(key=key, at=now) for key, _ in limits])
    for key, limit in limits:
        times = list(LoginAttempt.objects.filter(key=key).order_by("at").values_list("at", flat=True))
        if len(times) > limit:
            LoginAttempt.objects.filter(pk__in=[attempt.pk for attempt in made]).delete()
            raise too_many((times[0] + WINDOW - now).total_seconds())


def forget_attempts(kind: str, address: str, name: str) -> None:
    LoginAttempt.objects.filter(key=key_of(kind, address, name.lower())).delete()


def too_many(wait_s: float) -> Problem:
    wait_s = max(1, round(wait_s))
    detail = f"Too many attempts. Wait {wait_s} seconds and try again, or reset your password."
    return Problem(Code.RATE_LIMITED, detail, 429, retry_after_s=wait_s)
