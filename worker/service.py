"""The parts of one interactive worker, put together at its start: models, features, prefetch, channel loop, lease.

Everything is warm before the lease is taken: the default model's sessions, compiled kernels, the database connection.
Other models are loaded when somebody's image needs one; its editors are told that it is being loaded.
"""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
from django.conf import settings
from django.db import OperationalError, connection

from backend.annotation.answers import note_failure
from backend.annotation.dispatch import send_decode
from backend.annotation.live_workers import LiveWorker, crop_in, digest_of, features_of, image_of
from backend.annotation.publishing import event
from backend.images.crop_reading import open_crop
from backend.images.models import Image
from backend.images.reading import open_display
from backend.model_store.sync import sync_models
from model import fusion
from model.engines.choice import ENGINES, torch_is_installed
from model.types import Click, Clicks, Features
from worker.channel_loop import ChannelLoop
from worker.failures import problem_of
from worker.feature_cache import FeatureCache
from worker.lease import Lease
from worker.model_loader import ModelLoader
from worker.model_pool import LoadedModel, ModelPool, on_cpu
from worker.prefetch import Prefetcher
from worker.runner import Runner

log = logging.getLogger(__name__)

DATABASE_ATTEMPTS = 4
DATABASE_PAUSE_S = 0.3
STATUS = {"type": "image.status"}


def own_worker_id() -> str:
    return settings.ENV.worker_id or f"{socket.gethostname()}-{os.getpid()}"


class Service:
    """What the tasks of this process call."""

    def __init__(self, loader: ModelLoader, worker_id: str) -> None:
        env = settings.ENV
        self.loader = loader
        self.pool = ModelPool(env.model_memory_mb, loader.load, self._models_changed, loader.may_fall_back)
        self.cache = FeatureCache(env.feature_cache_mb << 20, self._encode)
        self.runner = Runner(self.pool, self.cache, self._make_room, self._still_busy)
        self.channel = ChannelLoop()
        self.prefetcher = Prefetcher(self.cache, self._features_ready)
        self.lease = Lease(
            worker_id, self._describe, self.cache.keys, self.cache.pin, lambda: self._busy_since, self._slowest_s
        )
        self._busy_since: float | None = None
        self._in_hand: set[str] = set()
        self._told: dict[int, int] = {}

    def start(self) -> None:
        self._warm_up()
        sync_models()
        self.prefetcher.start()
        self.lease.start()

    def stop(self) -> None:
        self.lease.stop()
        self.prefetcher.stop()
        self.channel.stop()

    def decode(self, request: dict[str, Any]) -> None:
        """Answer a request and tell every open editor. A failure is told too; the watchdog asks again."""
        try:
            with self._busy(), self._holding(request["image"]), self.prefetcher.paused():
                stored = _with_database(lambda: self.runner.answer(request))
        except Exception as error:
            self._tell_failure(request, error)
            raise
        if stored is None:
            return
        self.channel.publish_now(request["image"], event(stored.masks))
        if stored.follow_up is not None:
            send_decode(stored.follow_up.request, stored.follow_up.worker)

    def encode(self, images: list[dict[str, Any]]) -> None:
        """Have features made in the background: a click on another image does not wait for it.

        The first image was opened, the others are near it: for those no model is loaded that is not there already.
        """
        wanted = [item for item in images if item["digest"] == images[0]["digest"] or self.pool.has(item["digest"])]
        self.prefetcher.ask([features_of(item["image"], item["digest"], item.get("crop")) for item in wanted])

    def _encode(self, key: str) -> Features:
        image_id, digest, crop = image_of(key), digest_of(key), crop_in(key)
        image = _with_database(lambda: Image.objects.get(pk=image_id))
        pixels = open_display(image) if crop is None else open_crop(image, crop)
        frame_hw = (image.height, image.width) if crop is None else (crop.height, crop.width)
        with self._holding(image_id):
            features = self.pool.run(digest, lambda loaded: loaded.model.encode(pixels), lambda: self._make_room(key))
        self.lease.tell_features(key)
        self._still_busy()
        return replace(features, image_hw=frame_hw)

    def _make_room(self, key: str) -> None:
        """Let everything go but the features with ``key`` and their model."""
        digest = digest_of(key)
        self.cache.keep_only([key])
        self.pool.keep_only([digest, on_cpu(digest)])
        gc.collect()
        if "torch" in sys.modules:
            from model.engines.torch import free_unused

            free_unused()

    def _describe(self, worker_id: str, boot: str) -> LiveWorker:
        engine = settings.ENV.engine
        engines = ENGINES if torch_is_installed() else ENGINES[:1]
        return LiveWorker(
            id=worker_id,
            boot=boot,
            device="cuda" if "cuda" in self.pool.device_kinds() else "cpu",
            engines=engines if engine == "auto" else (engine,),
            models={name: served.digest for name, served in self.loader.served.by_name().items()},
            loaded=self.pool.loaded(),
            loading=self.pool.loading(),
        )

    def _slowest_s(self) -> float:
        """Seen on two busy cores: 0.15 s per MB of weights for the encoder of a published network; three times that."""
        return 0.5 * self.pool.largest_bytes() / (1 << 20)

    def _models_changed(self) -> None:
        """A model is being loaded, or was: tell who waits for it. A worker that loads is not stuck."""
        self._still_busy()
        if self.lease.is_alive():
            self.lease.renew()
        for image_id in list(self._in_hand):
            self.channel.publish(image_id, STATUS)

    def _features_ready(self, key: str) -> None:
        self.channel.publish(image_of(key), STATUS)

    def _tell_failure(self, request: dict[str, Any], error: Exception) -> None:
        problem = problem_of(error, request["model"]["name"])
        note_failure(request, **problem)
        self.channel.publish(request["image"], STATUS)
        if self._told.get(request["annotation"]) != request["requested"]:
            self._told[request["annotation"]] = request["requested"]
            self.channel.publish(request["image"], event({"op": "error", "id": None, "retry": True, **problem}))

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self._busy_since = time.monotonic()
        try:
            yield
        finally:
            self._busy_since = None

    def _still_busy(self) -> None:
        """The task in hand has come further: it does not hang."""
        if self._busy_since is not None:
            self._busy_since = time.monotonic()

    @contextmanager
    def _holding(self, image_id: str) -> Iterator[None]:
        self._in_hand.add(image_id)
        try:
            yield
        finally:
            self._in_hand.discard(image_id)

    def _warm_up(self) -> None:
        started = time.monotonic()
        digest = self.loader.first_digest()
        if digest:
            warm(self.pool.get(digest)[0])
        _warm_kernels()
        connection.ensure_connection()
        self.channel.warm_up()
        log.info("warm after %.1f s", time.monotonic() - started)


def build() -> Service:
    """Raises what says why a deployment is wrong: no such model, no engine for it, no GPU where one is demanded."""
    loader = ModelLoader(settings.ENV)
    loader.check()
    service = Service(loader, own_worker_id())
    if digest := loader.first_digest():
        service.pool.get(digest)
    return service


def warm(loaded: LoadedModel) -> None:
    """Run every part of a model once."""
    features = loaded.model.encode(np.full((96, 128, 3), 127, dtype=np.uint8))
    clicks = Clicks(((Click(64.0, 48.0, 0),),), (Click(2.0, 2.0, 1),))
    fusion.answered(loaded.model.decode(features, clicks), features, clicks)


def _warm_kernels() -> None:
    from kernels import label_map, rle

    label_map.warm_up()
    rle.warm_up()


def _with_database(act: Callable[[], Any]) -> Any:
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
