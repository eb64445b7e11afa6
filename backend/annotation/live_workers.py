"""Who is alive in Redis: leases of the interactive workers, what they can do, the features they hold, their queues.

A worker renews ``stipple:worker:<id>`` every second; it ends after LEASE_S. Its value tells the token of this boot, the
device, and which models it serves. ``stipple:workers`` is an index of ids that were ever seen.
``stipple:features:<id>`` is the set of encoded images, and of their crops, each with the
model that encoded it (``features_of``).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from typing import Any

import redis
from django.conf import settings

from backend.annotation.routing import queue_of
from backend.images.crop import Crop

LEASE_S = 3
CACHED_S = 0.5
INDEX = "stipple:workers"
TIMEOUT_S = 1.0


@dataclass(frozen=True)
class LiveWorker:
    """What a worker says of itself. ``models``: name to digest of all that it serves, loaded or not.

    ``loaded`` and ``loading`` are digests. ``device`` is "cpu" or "cuda".
    """

    id: str
    boot: str
    device: str = "cpu"
    engines: tuple[str, ...] = ("onnx",)
    models: Mapping[str, str] = field(default_factory=dict)
    loaded: tuple[str, ...] = ()
    loading: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """This boot of this worker, as annotations note whom they asked."""
        return f"{self.id}/{self.boot}"

    def serves(self, digest: str) -> bool:
        return digest in self.models.values()

    def to_text(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))


@lru_cache(maxsize=256)
def worker_from_text(text: str) -> LiveWorker:
    """The inverse of ``to_text``; most renewals say what the one before said."""
    said: dict[str, Any] = json.loads(text)
    lists = {name: tuple(said[name]) for name in ("engines", "loaded", "loading")}
    return LiveWorker(said["id"], said["boot"], said["device"], models=said["models"], **lists)


def features_of(image_id: object, digest: str, crop: Sequence[int] | None = None) -> str:
    """What stands for an image, or a crop of it, encoded by a model, in Redis and in a worker's cache."""
    return f"{image_id}/{digest}" + ("" if crop is None else "/" + ",".join(map(str, crop)))


def image_of(key: str) -> str:
    """The image of such a key."""
    return key.partition("/")[0]


def digest_of(key: str) -> str:
    """The model of such a key."""
    return key.split("/")[1]


def crop_in(key: str) -> Crop | None:
    """The part of the image that such a key stands for; None for all of it."""
    _, _, *crop = key.split("/")
    return Crop(*map(int, crop[0].split(","))) if crop else None


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


def read_live() -> dict[str, LiveWorker]:
    """Every worker that holds a lease now, by id; empty when Redis does not answer."""
    try:
        ids = sorted(connection().smembers(INDEX))  # type: ignore[arg-type]
        if not ids:
            return {}
        texts: list[str | None] = connection().mget([lease_key(worker) for worker in ids])  # type: ignore[assignment]
        dead = [worker for worker, text in zip(ids, texts, strict=True) if text is None]
        if dead:
            connection().srem(INDEX, *dead)
    except redis.RedisError:
        return {}
    said = {worker: _said(text) for worker, text in zip(ids, texts, strict=True) if text is not None}
    return {worker: live for worker, live in said.items() if live is not None}


def _said(text: str) -> LiveWorker | None:
    """None for the lease of a worker of another version of Stipple."""
    try:
        return worker_from_text(text)
    except (ValueError, KeyError, TypeError):
        return None


class LiveWorkers:
    """The leases, asked for at most every CACHED_S seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._workers: dict[str, LiveWorker] = {}

    def workers(self, *, fresh: bool = False) -> dict[str, LiveWorker]:
        with self._lock:
            if fresh or time.monotonic() >= self._until:
                self._workers = read_live()
                self._until = time.monotonic() + CACHED_S
            return self._workers


LIVE = LiveWorkers()


def features_state(image_id: str, digest: str, worker: str | None) -> str:
    """ "ready" when ``worker`` holds the image's features, "encoding" when it will, "unavailable" without a worker."""
    if worker is None:
        return "unavailable"
    try:
        return "ready" if connection().sismember(features_key(worker), features_of(image_id, digest)) else "encoding"
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
