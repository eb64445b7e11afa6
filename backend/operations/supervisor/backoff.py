"""When a dead child starts again: at once if it had been well, later and later if it keeps dying."""

from __future__ import annotations

from dataclasses import dataclass

DELAYS_S = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
WELL_AFTER_S = 2.0


@dataclass(frozen=True)
class Backoff:
    """``failures`` in a row: deaths before the child had been ready for WELL_AFTER_S.

    Whoever had been ready is not to blame for its death (killed from outside, out of memory): people wait for it.
    """

    failures: int = 0

    @property
    def delay_s(self) -> float:
        return DELAYS_S[min(max(self.failures - 1, 0), len(DELAYS_S) - 1)]

    def after_death(self, ready_s: float) -> Backoff:
        """``ready_s``: how long the child had been ready; 0 if it never was."""
        return Backoff(1 if ready_s >= WELL_AFTER_S else self.failures + 1)
