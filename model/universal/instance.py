"""The instance answer (Mask2Former): the best pairs of query and class, each with the query's mask."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from kernels.rle import Rle, area, bbox_xywh, encode
from model.universal.image_frame import BAND_NUMBERS, ImageFrame


@dataclass(frozen=True)
class Instance:
    """``score`` in 0..1, class ``label``, and the mask of ``query`` as run lengths; boxes are the mask's own."""

    score: float
    label: int
    query: int
    rle: Rle

    @property
    def area_px(self) -> int:
        return area(self.rle)

    @property
    def box_xywh(self) -> tuple[int, int, int, int]:
        """Left, top, width, height in pixels of the image; all zero of an empty mask."""
        x, y, width, height = bbox_xywh(self.rle)
        return x, y, width, height


def best_pairs(class_logits: Tensor, limit: int, things: frozenset[int] | None) -> tuple[Tensor, Tensor, Tensor]:
    """Scores, classes and queries of the ``limit`` best pairs of class_logits (Q, K + 1), no-object last.

    A query may come several times, with several classes. With ``things`` only pairs of those classes stay.
    """
    classes = class_logits.softmax(dim=-1)[:, :-1]
    scores, places = classes.flatten().topk(min(limit, classes.numel()))
    queries, labels = places // classes.shape[1], places % classes.shape[1]
    if things is None:
        return scores, labels, queries
    kept = torch.isin(labels, torch.tensor(sorted(things), device=labels.device))
    return scores[kept], labels[kept], queries[kept]


def instances(
    class_logits: Tensor,
    maps: Tensor,
    frame: ImageFrame,
    limit: int,
    things: frozenset[int] | None = None,
    numbers: int = BAND_NUMBERS,
) -> tuple[Instance, ...]:
    """At most ``limit`` instances, best first; mask logits (Q, H, W) are on the padded input.

    A mask is where logits are positive; a score is that of the class times the mean probability inside the mask, so an
    instance without a pixel scores 0. Masks are made one after the other: ``numbers`` bounds what is in memory.
    """
    scores, labels, queries = best_pairs(class_logits, limit, things)
    masks = {query: _mask(maps[query : query + 1], frame, numbers) for query in sorted(set(queries.tolist()))}
    found = [
        Instance(score * masks[query][1], label, query, masks[query][0])
        for score, label, query in zip(scores.tolist(), labels.tolist(), queries.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda instance: -instance.score))


def _mask(logits: Tensor, frame: ImageFrame, numbers: int) -> tuple[Rle, float]:
    """The mask of one query, logits (1, H, W) on the padded input, and the mean probability inside."""
    parts, total, count = [], 0.0, 0
    for band in frame.bands(logits, numbers):
        inside = band[0] > 0
        total += float((band[0].sigmoid() * inside).sum())
        count += int(inside.sum())
        parts.append(inside.cpu())
    return encode(torch.cat(parts).numpy()), total / (count + 1e-6)
