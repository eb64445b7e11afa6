"""Tells that this worker lives: its lease in Redis, renewed each second, what it serves, and the features it holds.

The lease ends LEASE_S after the last renewal, so requests go elsewhere when the process dies. It is not renewed while
one step of a task has been in hand for longer than STUCK_S, and after HUNG_S the process ends itself, to be started
anew. Both are longer where large models are loaded: on a CPU one may take a minute for an image.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable

from redis import RedisError

from backend.annotation.live_workers import INDEX, LEASE_S, LiveWorker, connection, features_key, image_of, lease_key
from backend.annotation.presence import presence_key

log = logging.getLogger(__name__)

EVERY_S = 1.0
STUCK_S = 30.0
HUNG_S = 60.0
FEATURES_KEPT_S = 10


class Lease(threading.Thread):
    def __init__(
        self,
        worker_id: str,
        describe: Callable[[str, str], LiveWorker],
        features: Callable[[], list[str]],
        pin: Callable[[list[str]], None],
        busy_since: Callable[[], float | None],
        slowest_s: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """``describe`` says what this worker (its id, its boot) can do now. ``features``: keys of those encoded here
        (live_workers.features_of); ``pin`` is told which of them are of open images. ``busy_since``: monotonic seconds.
        ``slowest_s``: how long one step of the largest model may well take.
        """
        super().__init__(name="lease", daemon=True)
        self.worker_id = worker_id
        self.boot = secrets.token_hex(4)
        self._describe = describe
        self._features = features
        self._pin = pin
        self._busy_since = busy_since
        self._slowest_s = slowest_s
        self._stopping = threading.Event()

    def run(self) -> None:
        while True:
            self.renew()
            if self._stopping.wait(EVERY_S):
                return

    def renew(self) -> None:
        """Renew once; a Redis that does not answer is tried again at the next turn."""
        since = self._busy_since()
        busy_s = 0.0 if since is None else time.monotonic() - since
        slowest_s = self._slowest_s()
        if busy_s > HUNG_S + 2 * slowest_s:
            log.critical("one task has been in hand for %.0f s; this worker ends itself", busy_s)
            os._exit(1)
        if busy_s > STUCK_S + slowest_s:
            log.error("one task has been in hand for %.0f s; the lease is not renewed", busy_s)
            return
        features = self._features()
        said = self._describe(self.worker_id, self.boot)
        try:
            pipe = connection().pipeline(transaction=True)
            pipe.set(lease_key(self.worker_id), said.to_text(), ex=LEASE_S)
            pipe.sadd(INDEX, self.worker_id)
            pipe.delete(features_key(self.worker_id))
            if features:
                pipe.sadd(features_key(self.worker_id), *features)
                pipe.expire(features_key(self.worker_id), FEATURES_KEPT_S)
            pipe.execute()
            self._pin_open(features)
        except RedisError as error:
            log.warning("lease not renewed: %s", error)

    def tell_features(self, key: str) -> None:
        """Make the features with ``key`` known before the next renewal."""
        try:
            pipe = connection().pipeline(transaction=True)
            pipe.sadd(features_key(self.worker_id), key)
            pipe.expire(features_key(self.worker_id), FEATURES_KEPT_S)
            pipe.execute()
        except RedisError as error:
            log.warning("features of %s not told: %s", key, error)

    def stop(self) -> None:
        """Give the lease back, so that nobody waits for it to end."""
        self._stopping.set()
        try:
            connection().delete(lease_key(self.worker_id), features_key(self.worker_id))
        except RedisError:
            return

    def _pin_open(self, features: list[str]) -> None:
        pipe = connection().pipeline(transaction=False)
        for key in features:
            pipe.exists(presence_key(image_of(key)))
        self._pin([key for key, is_open in zip(features, pipe.execute(), strict=True) if is_open])
