"""How many messages a connection may send: a token bucket. Time is an argument."""

from __future__ import annotations


class Rate:
    """``per_s`` messages a second on average, ``burst`` at once."""

    def __init__(self, per_s: float, burst: int, now_s: float) -> None:
        self._per_s = per_s
        self._burst = burst
        self._left = float(burst)
        self._at = now_s

    def allows(self, now_s: float) -> bool:
        """Whether one more message is allowed at ``now_s``; counts it if so."""
        self._left = min(self._burst, self._left + (now_s - self._at) * self._per_s)
        self._at = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True
