"""The parts of one interactive worker, put together at its start: model, cache, prefetch, channel loop, lease.

Everything is warm before the lease is taken: sessions, compiled kernels, the database connection.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
from django.conf import settings
from django.db import OperationalError, connection

from backend.annotation.dispatch import send_decode
from backend.annotation.publishing import event
from backend.config.problems import Code
from backend.images.models import Image
from backend.images.reading import open_display
from model import fusion
from model.loading import load
from model.types import Click, Clicks, Features, InteractiveModel
from worker.channel_loop import ChannelLoop
from worker.feature_cache import FeatureCache
from worker.lease import Lease
from worker.prefetch import Prefetcher
from worker.runner import Runner

log = logging.getLogger(__name__)

DATABASE_ATTEMPTS = 4
DATABASE_PAUSE_S = 0.3


def own_worker_id() -> str:
    return settings.ENV.worker_id or f"{socket.gethostname()}-{os.getpid()}"


class Service:
    """What the tasks of this process call."""

    def __init__(self, model: InteractiveModel, worker_id: str) -> None:
        env = settings.ENV
        self.model = model
        self.cache = FeatureCache(env.feature_cache_mb << 20, self._encode)
        self.runner = Runner(model, self.cache, env.model, env.engine)
        self.channel = ChannelLoop()
        self.prefetcher = Prefetcher(self.cache, self._features_ready)
        self.lease = Lease(worker_id, self.cache.images, self.cache.pin, lambda: self._busy_since)
        self._busy_since: float | None = None
        self._told: set[tuple[int, int]] = set()

    def start(self) -> None:
        self._warm_up()
        self.prefetcher.start()
        self.lease.start()

    def stop(self) -> None:
        self.lease.stop()
        self.prefetcher.stop()
        self.channel.stop()

    def decode(self, request: dict[str, Any]) -> None:
        """Answer a request and tell every open editor. A failure is told too; the watchdog asks again."""
        try:
            with self._busy(), self.prefetcher.paused():
                stored = _with_database(lambda: self.runner.answer(request))
        except Exception as error:
            self._tell_failure(request, error)
            raise
        if stored is None:
            return
        self.channel.publish_now(request["image"], event(stored.masks))
        if stored.follow_up is not None:
            send_decode(stored.follow_up.request, stored.follow_up.worker)

    def encode(self, image_id: str, neighbours: list[str]) -> None:
        """Have the features made in the background: a click on another image does not wait for it."""
        self.prefetcher.ask([image_id, *neighbours])

    def _encode(self, image_id: str) -> Features:
        image = _with_database(lambda: Image.objects.get(pk=image_id))
        features = self.model.encode(open_display(image))
        self.lease.tell_features(image_id)
        return replace(features, image_hw=(image.height, image.width))

    def _features_ready(self, image_id: str) -> None:
        self.channel.publish(image_id, {"type": "image.status"})

    def _tell_failure(self, request: dict[str, Any], error: Exception) -> None:
        key = request["annotation"], request["requested"]
        if key in self._told:
            return
        self._told.add(key)
        detail = f"the model could not answer ({type(error).__name__}); your clicks are stored and will be tried again"
        content = {"op": "error", "id": None, "code": Code.WORKER_UNAVAILABLE, "detail": detail, "retry": True}
        self.channel.publish(request["image"], event(content))

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self._busy_since = time.monotonic()
        try:
            yield
        finally:
            self._busy_since = None

    def _warm_up(self) -> None:
        started = time.monotonic()
        features = self.model.encode(np.full((96, 128, 3), 127, dtype=np.uint8))
        logits = self.model.decode(features, Clicks(((Click(64.0, 48.0, 0),),), (Click(2.0, 2.0, 1),)))
        fusion.masks_from_logits(logits)
        _warm_kernels()
        connection.ensure_connection()
        self.channel.warm_up()
        log.info("warm after %.1f s", time.monotonic() - started)


def build() -> Service:
    env = settings.ENV
    return Service(load(env.model, env.engine, env.threads), own_worker_id())


def _warm_kernels() -> None:
    from kernels import label_map, rle

    label_map.warm_up()
    rle.warm_up()


def _with_database(act: Any) -> Any:
    """``act()``, again after a short pause while the database is away; each attempt starts on a fresh connection."""
    for attempt in range(DATABASE_ATTEMPTS):
        try:
            return act()
        except OperationalError as error:
            if attempt == DATABASE_ATTEMPTS - 1:
                raise
            log.warning("database: %s; trying again", error)
            connection.close()
            time.sleep(DATABASE_PAUSE_S)
    raise AssertionError("unreachable")
