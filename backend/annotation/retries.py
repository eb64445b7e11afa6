"""When a request that was not answered is sent again: later each time, and not for ever. Pure.

A worker that died is replaced at once, for a worker may be killed at any moment; but a request that kills whoever takes
it must not kill them all for ever, so from the third attempt on a dead worker is treated as a silent one. A worker that
lives and does not answer is asked again after 8, 16, 32, 64 and 128 s, and then no more: the next operation on the
image or another model begins anew, and another worker gets one try.
"""

from __future__ import annotations

from datetime import timedelta

DEAD_AFTER = timedelta(seconds=1.5)
SILENT_AFTER = timedelta(seconds=8)
LONGEST = timedelta(minutes=5)
MAX_ATTEMPTS = 5
QUICK_ATTEMPTS = 3


def is_due(waited: timedelta, attempts: int, asked: str, leases: set[str], next_worker: str) -> bool:
    """Whether to send again now.

    ``waited`` is the time since the last sending and ``attempts`` how often it was sent again already. ``asked`` is
    the worker boot that it was sent to (empty: nobody), ``leases`` are all that live, ``next_worker`` is the one that
    would be asked now.
    """
    if asked not in leases:
        return waited > (DEAD_AFTER if attempts < QUICK_ATTEMPTS else patience(attempts))
    if attempts >= MAX_ATTEMPTS:
        return next_worker != asked
    return waited > patience(attempts)


def patience(attempts: int) -> timedelta:
    """How long a worker is given for an answer after ``attempts`` repetitions."""
    return min(SILENT_AFTER * 2 ** min(attempts, 16), LONGEST)
