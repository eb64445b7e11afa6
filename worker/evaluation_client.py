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
from dataclasses import replace
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
from model.clickers import PlacedClick
from model.datasets import Sample, open_dataset
from model.evaluation.log import Recorded
from model.evaluation.recorder import Subject
from model.evaluation.settings import Settings
from model.evaluation.single_object import run_single
from model.evaluation.summary import figures, summarise

MESSAGE_S = 10.0
ANSWER_S = 60.0


class ProductSession:
    """A running product as ``model.evaluation.segmenter.Session``: one editor of one image, one object.

    Positive clicks go to the object, negative ones to the background. ``segment`` sends the last click and answers
    with the mask that came back. ``encode_s`` and ``decode_s`` are what the product says its model took.
    """

    def __init__(self, account: Account, image: str, label: int, size_hw: tuple[int, int]) -> None:
        self._size_hw = size_hw
        self._editor = Editor(account, image)
        self._object = str(uuid.uuid4())
        self._label = label
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self.encode_s = 0.0
        self.decode_s = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        self._wait(self._editor.__aenter__())
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._wait(self._editor.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        self._wait(self._click(clicks[-1]))
        view = self._editor.document.objects.get(self._object)
        if view is None or not view.get("rle"):
            return np.zeros(self._size_hw, dtype=np.int32)
        return rle.decode(view["rle"]).astype(np.int32)

    async def _click(self, click: PlacedClick) -> None:
        target = self._object if click.is_positive else None
        sent = await self._editor.click(target, *click.xy, label=self._label)
        try:
            answer = await self._editor.answer(sent.revision, MESSAGE_S)
        except TimeoutError:  # a message was missed: heartbeats tell the editor, and it fetches the document
            await self._settled(sent.revision)
            return
        timing = answer.message["timing"]
        self.encode_s += timing["encode_ms"] / 1000
        self.decode_s += timing["decode_ms"] / 1000
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
    opened = open_dataset(dataset, root)
    samples = [opened[index] for index in range(len(opened))[:limit]]
    uploads = [_upload(sample) for sample in samples]
    project = make_project(account, f"{dataset} {uuid.uuid4().hex[:8]}", uploads, wait_s=600)
    try:
        recorded = [
            _session(account, index, sample, image, project.label_ids[0], max_clicks)
            for index, (sample, image) in enumerate(zip(samples, project.image_ids, strict=True))
        ]
    finally:
        account.delete(f"/api/v1/projects/{project.id}/")
    settings = Settings("single", None, dataset, str(root), model="product", max_clicks=max_clicks, limit=limit)
    return figures(summarise(recorded, settings.to_dict() | {"model": {"name": settings.model}}))


def _session(account: Account, index: int, sample: Sample, image: str, label: int, max_clicks: int) -> Recorded:
    began = time.perf_counter()
    subject = Subject(sample.name, index, sample.labels, sample.objects)
    with ProductSession(account, image, label, sample.labels.shape) as session:
        recorded = run_single(subject, session, max_clicks)
    return replace(recorded, end=replace(recorded.end, total_s=time.perf_counter() - began))


def _upload(sample: Sample) -> Upload:
    buffer = io.BytesIO()
    Image.fromarray(sample.image).save(buffer, "PNG", compress_level=1)
    return Upload(f"{sample.name}.png", buffer.getvalue(), "image/png")
