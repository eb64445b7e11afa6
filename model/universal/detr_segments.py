"""From what DETR found to a panoptic map: every pixel goes to one of the queries that are sure enough.

As published, stuff that several queries claim is "merged" by emptying all but the first; the emptied ones are then
dropped as too small, and the map is drawn anew without them and without merging: their pixels go to whichever query
comes next, of any class. ``StuffMerge`` "union" gives them to the first query of their class instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from model.bilinear import resize
from model.universal.detr_config import LAST_THING

StuffMerge = Literal["faithful", "union"]

THRESHOLD = 0.85
SMALLEST_PX = 5
"""Segments with fewer pixels of the image are dropped."""


@dataclass(frozen=True)
class DetrSegment:
    """One segment: its ``id`` in the map, class index, how many pixels it has, and the query with its probability."""

    id: int
    label: int
    is_thing: bool
    area_px: int
    query: int
    score: float


@dataclass(frozen=True)
class DetrPanopticMap:
    """``ids`` int32 (H, W), ids of ``segments`` counted from 0. Without segments all ids are 0 and mean nothing."""

    ids: np.ndarray
    segments: tuple[DetrSegment, ...]


def kept_queries(logits: Tensor, threshold: float = THRESHOLD) -> Tensor:
    """Indices of the queries of one image, logits (Q, K + 1), that are more probably something than ``threshold``."""
    scores, labels = logits.softmax(dim=-1).max(dim=-1)
    return ((labels != logits.shape[-1] - 1) & (scores > threshold)).nonzero()[:, 0]


def panoptic_map(
    logits: Tensor,
    mask_logits: Tensor,
    queries: Tensor,
    processed_hw: tuple[int, int],
    image_hw: tuple[int, int],
    stuff_merge: StuffMerge = "faithful",
    last_thing: int = LAST_THING,
) -> DetrPanopticMap:
    """The map of one image at ``image_hw``.

    logits: (Q, K + 1). mask_logits: (n, h, w) of ``queries``, which are ``kept_queries`` in their order.
    processed_hw: what the mask logits are resized to, all of them, padding included, as published: in a batch of
    images of several sizes the maps of the smaller ones are squeezed.
    last_thing: class indices up to this one are things.
    """
    if stuff_merge not in ("faithful", "union"):
        raise ValueError(f"stuff_merge={stuff_merge!r} does not exist; choose faithful or union")
    scores, labels = (values[queries].cpu().numpy() for values in logits.softmax(dim=-1).max(dim=-1))
    empty = DetrPanopticMap(np.zeros(image_hw, dtype=np.int32), ())
    if not len(queries):
        return empty
    maps = resize(mask_logits[None], processed_hw)[0]
    rows = np.arange(len(queries))
    is_first = True
    while True:
        drawn = _drawn(maps[torch.from_numpy(rows).to(maps.device)])
        merged = stuff_merge == "union" or is_first
        owner = _first_of_class(labels[rows], last_thing) if merged else np.arange(len(rows))
        ids = _nearest(owner[drawn], image_hw)
        areas = np.bincount(ids.ravel(), minlength=len(rows))
        # A merged query has no pixels of its own; with "union" it lives as long as the first of its class does.
        is_small = (areas[owner] if stuff_merge == "union" else areas) < SMALLEST_PX
        if not is_small.any():
            break
        rows, is_first = rows[~is_small], False
        if not len(rows):
            return empty
    owners = np.unique(owner)
    segments = tuple(
        DetrSegment(
            id=index,
            label=int(labels[rows[place]]),
            is_thing=bool(labels[rows[place]] <= last_thing),
            area_px=int(areas[place]),
            query=int(queries[rows[place]]),
            score=float(scores[rows[place]]),
        )
        for index, place in enumerate(owners)
    )
    return DetrPanopticMap(np.searchsorted(owners, ids).astype(np.int32), segments)


def _drawn(maps: Tensor) -> np.ndarray:
    """The winning row of each pixel. Softmax first, as published: it rounds, and so decides ties."""
    return maps.softmax(dim=0).argmax(dim=0).cpu().numpy()


def _first_of_class(labels: np.ndarray, last_thing: int) -> np.ndarray:
    """For each row itself, or, of stuff, the first row of its class."""
    owner = np.arange(len(labels))
    for label in np.unique(labels[labels > last_thing]):
        same = np.flatnonzero(labels == label)
        owner[same] = same[0]
    return owner


def _nearest(ids: np.ndarray, size_hw: Sequence[int]) -> np.ndarray:
    """Pillow's nearest neighbour, which reads at the centres of pixels; torch's reads at their corners."""
    picture = Image.fromarray(ids.astype(np.int32))
    return np.asarray(picture.resize((size_hw[1], size_hw[0]), Image.Resampling.NEAREST))
