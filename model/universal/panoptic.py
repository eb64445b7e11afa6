"""The panoptic answer (Mask2Former, MaskFormer): each pixel goes to one query, the queries' masks become segments."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from model.universal.image_frame import BAND_NUMBERS, ImageFrame


@dataclass(frozen=True)
class PanopticRule:
    """``things`` are never merged. Only queries with a score above ``score`` compete; ``overlap`` as of a segment.

    ``inside_mask``: a segment is what lies in the query's own mask (Mask2Former), else all that it won (MaskFormer).
    """

    things: frozenset[int]
    score: float
    overlap: float
    inside_mask: bool = True


@dataclass(frozen=True)
class PanopticSegment:
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
    segments: tuple[PanopticSegment, ...]


@dataclass(frozen=True)
class Contest:
    """Who won which pixel: ``winner`` int16 (H, W), an index into the queries that compete, and ``inside`` bool (H, W),
    whether the pixel is in the winner's own mask; ``own_px``, the size of each one's mask (n,)."""

    winner: Tensor
    inside: Tensor
    own_px: Tensor


def competing(class_logits: Tensor, score: float) -> tuple[Tensor, Tensor, Tensor]:
    """Queries, their scores and classes, of those whose best class is one and has more than ``score``."""
    scores, labels = class_logits.softmax(dim=-1).max(dim=-1)
    kept = ((labels != class_logits.shape[-1] - 1) & (scores > score)).nonzero()[:, 0]
    return kept, scores[kept], labels[kept]


def panoptic_map(
    class_logits: Tensor, maps: Tensor, frame: ImageFrame, rule: PanopticRule, limit: int = BAND_NUMBERS
) -> PanopticMap:
    """class_logits (Q, K + 1), no-object last, and mask logits (Q, H, W) on the padded input -> the image's map.

    A pixel goes to the query of the highest score x probability. In the order of the queries, each becomes a segment if
    it won at least ``rule.overlap`` of its own mask (probability from 0.5). Stuff of one class shares a segment.
    """
    queries, scores, labels = competing(class_logits, rule.score)
    if not len(queries):
        return PanopticMap(torch.zeros(frame.image_hw, dtype=torch.int32, device=maps.device), ())
    contest = _contest(maps[queries], scores, frame, limit)
    number = len(queries)
    won_px = torch.bincount(contest.winner.flatten().long(), minlength=number).tolist()
    kept_px = torch.bincount(contest.winner[contest.inside].long(), minlength=number).tolist()
    ids = [0] * number
    segments: list[PanopticSegment] = []
    stuff: dict[int, int] = {}
    for place, (query, label, own_px) in enumerate(
        zip(queries.tolist(), labels.tolist(), contest.own_px.tolist(), strict=True)
    ):
        if not won_px[place] or not own_px or (rule.inside_mask and not kept_px[place]):
            continue
        if won_px[place] / own_px < rule.overlap:
            continue
        if label in stuff:
            ids[place] = stuff[label]
            continue
        is_thing = label in rule.things
        ids[place] = len(segments) + 1
        segments.append(PanopticSegment(ids[place], label, is_thing, query, float(scores[place])))
        if not is_thing:
            stuff[label] = ids[place]
    drawn = torch.tensor(ids, dtype=torch.int32, device=maps.device)[contest.winner.long()]
    return PanopticMap(drawn * contest.inside if rule.inside_mask else drawn, tuple(segments))


def _contest(maps: Tensor, scores: Tensor, frame: ImageFrame, limit: int) -> Contest:
    winners, insides = [], []
    own_px = torch.zeros(len(maps), dtype=torch.int64, device=maps.device)
    for band in frame.bands(maps, limit):
        probabilities = band.sigmoid()
        inside = probabilities >= 0.5
        winner = (scores[:, None, None] * probabilities).argmax(dim=0)
        own_px += inside.sum(dim=(1, 2))
        winners.append(winner.to(torch.int16))
        insides.append(inside.gather(0, winner[None])[0])
    return Contest(torch.cat(winners), torch.cat(insides), own_px)
