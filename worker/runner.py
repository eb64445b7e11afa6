"""Answers one decode request: features, model, composition, run lengths, stored, shown (hops 6 to 10).

Keeps nothing that cannot be computed again: features in the cache, and the log in the database.
"""

from __future__ import annotations

import logging
import time
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet

from backend.annotation.answers import Answer, Stored, is_superseded, store_answer
from backend.annotation.models import Object
from backend.annotation.statements import Lookup
from kernels.rle import Rle, area, bbox_xywh
from model.fusion import masks_from_logits
from model.types import Click, Clicks, Features, InteractiveModel
from worker.composition import Active, compose, without_frozen
from worker.feature_cache import FeatureCache

log = logging.getLogger(__name__)

Request = dict[str, Any]


class Runner:
    """``model_name`` and ``engine`` go into the log beside the model's digest."""

    def __init__(self, model: InteractiveModel, cache: FeatureCache, model_name: str, engine: str) -> None:
        self._model = model
        self._cache = cache
        self._model_name = model_name
        self._engine = engine

    def answer(self, request: Request) -> Stored | None:
        """Decode and store; None when a newer request makes this one a waste, or it was answered already."""
        started = time.time()
        if is_superseded(request):
            return None
        features, was_there = self._cache.get(request["image"])
        encoded = time.time()
        masks, quality = self._masks(request, features)
        objects = self._changed(request, masks, quality)
        timing = {
            "queue_ms": _ms(started - request.get("sent", started)),
            "encode_ms": 0.0 if was_there else _ms(encoded - started),
            "decode_ms": _ms(time.time() - encoded),
            "total_ms": _ms(time.time() - request.get("sent", started)),
        }
        answer = Answer(objects, self._model_name, self._model.digest, self._engine)
        return store_answer(request, answer, timing)

    def _masks(self, request: Request, features: Features) -> tuple[list[Rle], np.ndarray]:
        bases: dict[UUID, Rle] = {}
        if any(item["has_base"] for item in request["objects"]):
            ids = [item["id"] for item in request["objects"] if item["has_base"]]
            rows = Object.objects.filter(pk__in=ids, base__isnull=False).values_list("pk", "base")
            bases = {key: base for key, base in rows if base is not None}
        active = [
            Active(_clicks(item["clicks"]), bases.get(UUID(item["id"])), item["base_clicks"])
            for item in request["objects"]
        ]
        return compose(lambda clicks: self._segment(features, clicks), active, _clicks(request["background"]))

    def _segment(self, features: Features, clicks: Clicks) -> tuple[np.ndarray, np.ndarray]:
        logits = self._model.decode(features, clicks)
        return masks_from_logits(logits), logits.quality

    def _changed(self, request: Request, masks: list[Rle], quality: np.ndarray) -> list[dict[str, Any]]:
        """What differs from the stored masks, frozen objects taken out. One query."""
        ids = [UUID(item["id"]) for item in request["objects"]]
        stored = _stored_masks(request["annotation"], ids, masks)
        frozen = [rle for key, rle in stored.items() if key not in ids and rle is not None]
        result = []
        for key, mask, value in zip(ids, without_frozen(masks, frozen), quality, strict=True):
            before = stored.get(key)
            if before is None or before["counts"] != mask["counts"]:
                size = {"bbox": list(bbox_xywh(mask)), "area": area(mask)}
                result.append({"id": str(key), "rle": mask, **size, "quality": round(float(value), 4)})
        return result


def _stored_masks(annotation_id: int, ids: list[UUID], masks: list[Rle]) -> dict[UUID, Rle | None]:
    """The masks of the objects ``ids`` and of all whose box meets the box around ``masks``. One query."""
    boxes = [box for box in map(bbox_xywh, masks) if box[2]] or [(0, 0, 0, 0)]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    rows = _masks_lookup(len(ids)).rows(annotation_id, right, left, bottom, top, *ids)
    return {row[0]: row[1] for row in rows}


@cache
def _masks_lookup(count: int) -> Lookup:
    def build(annotation_id: int, right: int, left: int, bottom: int, top: int, *ids: UUID) -> QuerySet[Object, Any]:
        around = Q(left__lt=right, right__gt=left, top__lt=bottom, bottom__gt=top)
        return Object.objects.filter(Q(pk__in=ids) | around, annotation_id=annotation_id).values_list("pk", "rle")

    return Lookup(build, *[int] * 5, *[UUID] * count)


def _clicks(rows: list[list[float]]) -> tuple[Click, ...]:
    return tuple(Click(x, y, int(t)) for x, y, t in rows)


def _ms(seconds: float) -> float:
    return round(max(seconds, 0.0) * 1000, 2)
