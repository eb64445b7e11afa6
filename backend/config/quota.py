"""How much of a quota somebody has left, kept in Redis for all processes: the generic cell rate algorithm.

``quota`` requests may come at once, and so many again in each ``window_s`` seconds, evenly. One round trip by the clock
of Redis. Without Redis everybody may do everything: a limit that stops the work would be worse than none.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import redis
from django.conf import settings

TIMEOUT_S = 0.25
QUIET_S = 5.0
"""So long after a failure Redis is not asked again, so that not each request waits for it."""
PREFIX = "stipple:rate:"
SCRIPT = """
local now = redis.call('TIME')
local now_s = now[1] + now[2] / 1000000
local step_s, window_s = tonumber(ARGV[1]), tonumber(ARGV[2])
local free_at = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now_s)
local used_s = free_at + step_s - now_s
if used_s > window_s then
    return {0, tostring(free_at - now_s), tostring(used_s - window_s)}
end
redis.call('SET', KEYS[1], string.format('%.6f', free_at + step_s), 'PX', math.ceil(used_s * 1000) + 1000)
return {1, tostring(used_s), '0'}
"""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Left:
    """What is left: ``remaining`` requests now, the whole quota again after ``reset_s``; ``wait_s`` before the next one
    where this one was too many, else 0."""

    remaining: int
    reset_s: int
    wait_s: int


class _Silence:
    """Until when Redis is left alone."""

    def __init__(self) -> None:
        self._until_s = 0.0
        self._lock = threading.Lock()

    def holds(self) -> bool:
        return time.monotonic() < self._until_s

    def begin(self, error: Exception) -> None:
        with self._lock:
            if not self.holds():
                self._until_s = time.monotonic() + QUIET_S
                logger.warning("rate limits are off for %g s: Redis does not answer: %s", QUIET_S, error)


SILENCE = _Silence()


def take(key: str, quota: int, window_s: int) -> Left | None:
    """Count one request; None where Redis does not answer."""
    if SILENCE.holds():
        return None
    step_s = window_s / quota
    try:
        is_free, used, wait = _script()(keys=[PREFIX + key], args=[repr(step_s), window_s])
    except (redis.RedisError, OSError) as error:
        SILENCE.begin(error)
        return None
    used_s = float(used)
    remaining = math.floor((window_s - used_s) / step_s + 1e-6) if is_free else 0
    return Left(max(0, remaining), math.ceil(used_s), 0 if is_free else max(1, math.ceil(float(wait))))


@cache
def _script() -> Any:
    url = settings.ENV.redis_url
    client = redis.Redis.from_url(url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S)
    return client.register_script(SCRIPT)
