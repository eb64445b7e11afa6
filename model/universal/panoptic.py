"""The panoptic answer (Mask2Former, MaskFormer): each pixel goes to one query, the queries' masks become segments."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class SegmentInfo:
    """One segment: its ``id`` in the map, from 1; ``query`` and ``score`` are those of the first query in it."""

    id: int
    label: int
    is_thing: bool
    query: int
    score: float


@dataclass(frozen=True)
class PanopticMap:
    """``ids`` int32 (H, W), 0 where there is no segment."""

    ids: Tensor
    segments: tuple[SegmentInfo, ...]


def panoptic(
    class_logits: Tensor,
    mask_logits: Tensor,
    things: frozenset[int],
    score_above: float,
    overlap_from: float,
    inside_mask: bool = True,
) -> PanopticMap:
    """class_logits (Q, K + 1), no-object last, and mask_logits (Q, H, W) -> the map.

    Queries whose best class is one and whose score is above ``score_above`` compete; a pixel goes to the highest
    score x probability. In the order of the queries, each becomes a segment if at least ``overlap_from`` of its own
    mask (probability from 0.5) was left to it. Stuff of one class shares a segment. With ``inside_mask`` a segment is
    what lies in the query's own mask (Mask2Former), else all that it won (MaskFormer).
    """
    scores, labels = class_logits.softmax(dim=-1).max(dim=-1)
    kept = ((labels != class_logits.shape[-1] - 1) & (scores > score_above)).nonzero()[:, 0]
    ids = torch.zeros(mask_logits.shape[-2:], dtype=torch.int32, device=mask_logits.device)
    segments: list[SegmentInfo] = []
    if not len(kept):
        return PanopticMap(ids, ())
    owner, inside = _competed(mask_logits[kept], scores[kept])
    stuff: dict[int, int] = {}
    for place, query in enumerate(kept.tolist()):
        label = int(labels[query])
        won = owner == place
        mask = won & inside[place]
        won_px, own_px, mask_px = int(won.sum()), int(inside[place].sum()), int(mask.sum())
        if not won_px or not own_px or (inside_mask and not mask_px) or won_px / own_px < overlap_from:
            continue
        segment = stuff.get(label, len(segments) + 1)
        ids[mask if inside_mask else won] = segment
        if segment > len(segments):
            segments.append(SegmentInfo(segment, label, label in things, query, float(scores[query])))
            if label not in things:
                stuff[label] = segment
    return PanopticMap(ids, tuple(segments))


def _competed(mask_logits: Tensor, scores: Tensor) -> tuple[Tensor, Tensor]:
    """Whose each pixel is (H, W), an index into the queries, and where each query's own mask is, bool (n, H, W)."""
    probabilities = mask_logits.sigmoid()
    return (scores[:, None, None] * probabilities).argmax(dim=0), probabilities >= 0.5
