"""The standard click protocol through a running product: the same session as ``model.evaluate``, but every click goes
over the websocket and every mask comes back over it.

A photo is uploaded as PNG, so the product encodes exactly the pixels that the evaluation without it encodes.
"""

from __future__ import annotations

import asyncio
import io
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

import numpy as np
from PIL import Image

from backend.operations.client.account import Account
from backend.operations.client.editor import Editor
from backend.operations.client.projects import Upload, make_project
from kernels import rle
from model import datasets, metrics
from model.clickers import PlacedClick
from model.datasets.sample import Sample
from model.evaluate import summary
from model.evaluation_session import run_single

MESSAGE_S = 10.0
ANSWER_S = 60.0


class ProductSegment:
    """A running product as ``evaluation_session.Segment``: one editor of one image, one object.

    Positive clicks go to the object, negative ones to the background. Each call sends the last click and returns the
    object's mask after its answer, bool (H, W).
    """

    def __init__(self, account: Account, image: str, label: int) -> None:
        self._editor = Editor(account, image)
        self._object = str(uuid.uuid4())
        self._label = label
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self.model_s = (0.0, 0.0)

    def __enter__(self) -> Self:
        self._thread.start()
        self._wait(self._editor.__aenter__())
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._wait(self._editor.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __call__(self, image: np.ndarray, clicks: Sequence[PlacedClick]) -> np.ndarray:
        self._wait(self._click(clicks[-1]))
        view = self._editor.document.objects.get(self._object)
        if view is None or not view.get("rle"):
            return np.zeros(image.shape[:2], dtype=bool)
        return rle.decode(view["rle"]).astype(bool)

    async def _click(self, click: PlacedClick) -> None:
        target = self._object if click.is_positive else None
        sent = await self._editor.click(target, *click.xy, label=self._label)
        try:
            answer = await self._editor.answer(sent.revision, MESSAGE_S)
        except TimeoutError:  # a message was missed: heartbeats tell the editor, and it fetches the document
            await self._settled(sent.revision)
            return
        timing = answer.message["timing"]
        self.model_s = (
            self.model_s[0] + timing["encode_ms"] / 1000,
            self.model_s[1] + timing["decode_ms"] / 1000,
        )
        async with asyncio.timeout(ANSWER_S):
            while self._editor.document.revision < answer.message["revision"]:
                await asyncio.sleep(0.01)

    async def _settled(self, revision: int) -> None:
        async with asyncio.timeout(ANSWER_S):
            while self._editor.is_pending or self._editor.document.revision <= revision:
                await asyncio.sleep(0.05)

    def _wait(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()


def evaluate(account: Account, dataset: str, root: Path, max_clicks: int, limit: int | None = None) -> dict[str, Any]:
    """What ``python -m model.evaluate --protocol single`` prints, measured through the product."""
    samples = list(datasets.read(dataset, root))[:limit]
    uploads = [_upload(sample) for sample in samples]
    project = make_project(account, f"{dataset} {uuid.uuid4().hex[:8]}", uploads, wait_s=600)
    try:
        return _sessions(account, samples, project.image_ids, project.label_ids[0], max_clicks)
    finally:
        account.delete(f"/api/v1/projects/{project.id}/")


def _sessions(
    account: Account, samples: Sequence[Sample], images: Sequence[str], label: int, max_clicks: int
) -> dict[str, Any]:
    sessions: dict[str, list[float]] = {}
    encoder_s = decoder_s = 0.0
    start = time.perf_counter()
    for sample, image in zip(samples, images, strict=True):
        with ProductSegment(account, image, label) as segment:
            sessions[sample.name] = run_single(sample.image, sample.ground_truth, segment, max_clicks)
            encoder_s += segment.model_s[0]
            decoder_s += segment.model_s[1]
    timing = metrics.Timing(
        total_s=time.perf_counter() - start,
        encoder_s=encoder_s,
        decoder_s=decoder_s,
        clicks=sum(len(ious) for ious in sessions.values()),
        images=len(sessions),
    )
    return dict(summary(sessions, max_clicks, timing))


def _upload(sample: Sample) -> Upload:
    buffer = io.BytesIO()
    Image.fromarray(sample.image).save(buffer, "PNG", compress_level=1)
    return Upload(f"{sample.name}.png", buffer.getvalue(), "image/png")
