"""Who is alive in Redis: leases of the interactive workers, the images whose features they hold, their queues.

A worker renews ``stipple:worker:<id>`` (its value is the token of this boot) every second; it ends after LEASE_S.
``stipple:workers`` is an index of ids that were ever seen. ``stipple:features:<id>`` is the set of encoded images.
"""

from __future__ import annotations

import threading
import time
from functools import cache

import redis
from django.conf import settings

from backend.annotation.routing import queue_of

LEASE_S = 3
CACHED_S = 0.5
INDEX = "stipple:workers"
TIMEOUT_S = 1.0


def lease_key(worker: str) -> str:
    return f"stipple:worker:{worker}"


def features_key(worker: str) -> str:
    return f"stipple:features:{worker}"


@cache
def connection() -> redis.Redis:
    """One pool of connections for this process. Calls raise redis.RedisError within TIMEOUT_S when nobody answers."""
    return redis.Redis.from_url(
        settings.ENV.redis_url,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        health_check_interval=10,
        decode_responses=True,
    )


def read_live() -> dict[str, str]:
    """Id and boot token of every worker that holds a lease now; empty when Redis does not answer."""
    try:
        ids = sorted(connection().smembers(INDEX))  # type: ignore[arg-type]
        if not ids:
            return {}
        boots = connection().mget([lease_key(worker) for worker in ids])
        dead = [worker for worker, boot in zip(ids, boots, strict=True) if boot is None]  # type: ignore[arg-type]
        if dead:
            connection().srem(INDEX, *dead)
    except redis.RedisError:
        return {}
    return {worker: boot for worker, boot in zip(ids, boots, strict=True) if boot is not None}  # type: ignore[arg-type]


class LiveWorkers:
    """The leases, asked for at most every CACHED_S seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._boots: dict[str, str] = {}

    def boots(self, *, fresh: bool = False) -> dict[str, str]:
        with self._lock:
            if fresh or time.monotonic() >= self._until:
                self._boots = read_live()
                self._until = time.monotonic() + CACHED_S
            return self._boots


LIVE = LiveWorkers()


def features_state(image_id: str, worker: str | None) -> str:
    """ "ready" when ``worker`` holds the image's features, "encoding" when it will, "unavailable" without a worker."""
    if worker is None:
        return "unavailable"
    try:
        return "ready" if connection().sismember(features_key(worker), image_id) else "encoding"
    except redis.RedisError:
        return "unavailable"


def queue_length(worker: str | None) -> int:
    """Requests that wait for ``worker``, of all images."""
    if worker is None:
        return 0
    try:
        return int(connection().llen(queue_of(worker)))  # type: ignore[arg-type]
    except redis.RedisError:
        return 0
