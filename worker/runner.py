"""Answers one decode request: features, model, composition, run lengths, stored, shown (hops 6 to 10).

Keeps nothing that cannot be computed again: features in the cache, refined bases, and the log in the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet

from backend.annotation.answers import Answer, Stored, is_superseded, store_answer
from backend.annotation.live_workers import features_of
from backend.annotation.models import Object
from backend.annotation.statements import Lookup
from backend.images.crop import crop_of
from kernels.rle import Rle, area, bbox_xywh, intersect, union, union_all, without
from model.boxes import Box, Evidence, box_in_effect, marks_of
from model.types import Click, Features, Mark, Stroke
from worker.base_refinement import BaseRefiner, Pointed, Refined
from worker.composition import Active, compose, inside_of
from worker.decoder import Decoder, Judged
from worker.feature_cache import FeatureCache
from worker.model_pool import LoadedModel, ModelPool
from worker.zoomed import compose_in

Request = dict[str, Any]


class Runner:
    def __init__(
        self,
        pool: ModelPool,
        cache: FeatureCache,
        make_room: Callable[[str], object],
        has_decoded: Callable[[], object] = lambda: None,
    ) -> None:
        """``make_room`` lets everything go but what the features with the given key and their model need.
        ``has_decoded`` is told after every decode, of which an answer may take several."""
        self._pool = pool
        self._cache = cache
        self._make_room = make_room
        self._has_decoded = has_decoded
        self._refiner = BaseRefiner()

    def answer(self, request: Request) -> Stored | None:
        """Decode and store; None when a newer request makes this one a waste, or it was answered already.

        Raises ModelUnavailable and OutOfMemory.
        """
        started = time.time()
        if is_superseded(request):
            return None
        key = features_of(request["image"], request["model"]["digest"], request["crop"])
        features, was_there = self._cache.get(key)
        encoded = time.time()
        masks, judged, engine = self._decoded(request, features, key)
        objects = _changed(request, masks, judged)
        timing = {
            "queue_ms": _ms(started - request.get("sent", started)),
            "encode_ms": 0.0 if was_there else _ms(encoded - started),
            "decode_ms": _ms(time.time() - encoded),
            "total_ms": _ms(time.time() - request.get("sent", started)),
        }
        return store_answer(request, Answer(objects, engine), timing)

    def _decoded(self, request: Request, features: Features, key: str) -> tuple[list[Rle], list[Judged], str]:
        """The masks, what the model thinks of them, and what made them. Loads the model again if it was let go."""

        def decode(loaded: LoadedModel) -> tuple[list[Rle], list[Judged], str]:
            return (*self._masks(request, Decoder(loaded.model, features, self._has_decoded), key), loaded.label)

        return self._pool.run(request["model"]["digest"], decode, lambda: self._make_room(key))

    def _masks(self, request: Request, decoder: Decoder, key: str) -> tuple[list[Rle], list[Judged]]:
        """Of the objects that are asked for. Those that are looked at elsewhere only take part in the decode."""
        bases: dict[UUID, Rle] = {}
        if any(item["has_base"] for item in request["objects"]):
            ids = [item["id"] for item in request["objects"] if item["has_base"]]
            rows = Object.objects.filter(pk__in=ids, base__isnull=False).values_list("pk", "base")
            bases = {key: base for key, base in rows if base is not None}
        active = [
            Active(_evidence(item["clicks"]), bases.get(UUID(item["id"])), item["base_clicks"], item["base_background"])
            for item in request["objects"]
        ]
        others = [Active(marks) for clicks in request["others"] if (marks := marks_of(_evidence(clicks)))]
        background = [_mark(row) for row in request["background"]]

        def refine(base: Rle, pointed: Sequence[Pointed]) -> Refined:
            return self._refiner.refine(key, base, pointed, decoder)

        crop, keeps_apart = crop_of(request["crop"]), request.get("writes") is None
        evidence = [*active, *others]
        if crop is None:
            masks, judged = compose(decoder, refine, evidence, background, keeps_apart=keeps_apart)
        else:
            image_hw = request["image_hw"]
            masks, judged = compose_in(crop, image_hw, decoder, refine, evidence, background, keeps_apart=keeps_apart)
        return masks[: len(active)], judged[: len(active)]


def _changed(request: Request, masks: list[Rle], judged: list[Judged]) -> list[dict[str, Any]]:
    """What differs from the stored masks; frozen objects taken out, unless masks may overlap. One query."""
    ids = [UUID(item["id"]) for item in request["objects"]]
    yielding = [UUID(item["id"]) for item in request["yielding"]]
    stored = _stored_masks(request["annotation"], [*ids, *yielding], masks)
    if request.get("writes") is None:
        frozen = [row.rle for key, row in stored.items() if key not in (*ids, *yielding) and row.rle is not None]
        own = without(masks, frozen)
    else:
        own = _with_shared(request, masks, stored)
    made = dict(zip(ids, zip(own, map(_told, judged), strict=True), strict=True))
    for key in yielding:
        row = stored.get(key)
        if row is not None and row.rle is not None:
            made[key] = without([row.rle], masks)[0], {"quality": row.quality, "unsure": row.unsure}
    return [
        {"id": str(key), "rle": mask, "bbox": list(bbox_xywh(mask)), "area": area(mask), **told}
        for key, (mask, told) in made.items()
        if key not in stored or (before := stored[key].rle) is None or before["counts"] != mask["counts"]
    ]


def _with_shared(request: Request, masks: Sequence[Rle], stored: Mapping[UUID, StoredMask]) -> list[Rle]:
    """``masks`` where they may overlap: an object keeps what it had, inside its box if it has one, though the joint
    decode gives that to another object now. Bases, which are refined by themselves, neither keep nor give."""
    rivals = [(index, masks[index]) for index, item in enumerate(request["objects"]) if not item["has_base"]]
    own, image_hw = list(masks), request["image_hw"]
    for index, _ in rivals:
        item = request["objects"][index]
        row = stored.get(UUID(item["id"]))
        others = [mask for other, mask in rivals if other != index]
        if item["id"] not in request["writes"] or row is None or row.rle is None or not others:
            continue
        shared = intersect(row.rle, union_all(others))
        if (box := box_in_effect(_evidence(item["clicks"]))) is not None:
            shared = intersect(shared, inside_of(box, (image_hw[0], image_hw[1])))
        own[index] = union(masks[index], shared)
    return own


class StoredMask(NamedTuple):
    rle: Rle | None
    quality: float | None
    unsure: dict[str, float] | None


def _stored_masks(annotation_id: int, ids: list[UUID], masks: list[Rle]) -> dict[UUID, StoredMask]:
    """Those of the objects ``ids``, and of all others whose box meets that of one of ``masks``. One query."""
    boxes = np.array([box for box in map(bbox_xywh, masks) if box[2]] or [(0, 0, 0, 0)])
    boxes[:, 2:] += boxes[:, :2]
    (left, top), (right, bottom) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
    rows = _masks_lookup(len(ids)).rows(annotation_id, right, left, bottom, top, *ids)
    return {
        key: StoredMask(rle, quality, unsure)
        for key, rle, quality, unsure, *(x0, y0, x1, y1) in rows
        if key in ids or ((boxes[:, :2] < (x1, y1)) & (boxes[:, 2:] > (x0, y0))).all(axis=1).any()
    }


@cache
def _masks_lookup(count: int) -> Lookup:
    def build(annotation_id: int, right: int, left: int, bottom: int, top: int, *ids: UUID) -> QuerySet[Object, Any]:
        around = Q(left__lt=right, right__gt=left, top__lt=bottom, bottom__gt=top)
        return Object.objects.filter(Q(pk__in=ids) | around, annotation_id=annotation_id).values_list(
            "pk", "rle", "quality", "unsure", "left", "top", "right", "bottom"
        )

    return Lookup(build, *[int] * 5, *[UUID] * count)


def _evidence(rows: list[list[Any]]) -> tuple[Evidence, ...]:
    """Clicks from rows [x, y, t], strokes from [[[x, y], ...], t], boxes from [x0, y0, x1, y1, t]
    (backend/annotation/dispatch.py)."""
    return tuple(Box(*row) if len(row) == 5 else _mark(row) for row in rows)


def _mark(row: list[Any]) -> Mark:
    return Stroke(tuple((x, y) for x, y in row[0]), row[1]) if len(row) == 2 else Click(*row)


def _ms(seconds: float) -> float:
    return round(max(seconds, 0.0) * 1000, 2)


def _told(judged: Judged) -> dict[str, Any]:
    """The predicted IoU, rounded, and the place where the model is least sure; None where there is none."""
    return {
        "quality": None if np.isnan(judged.quality) else round(judged.quality, 4),
        "unsure": None if judged.unsure is None else asdict(judged.unsure),
    }
