"""The instance answer (Mask2Former): the best pairs of query and class, each with the query's mask."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class InstanceTensors:
    """n instances, best first: scores (n,), labels int64 (n,), masks bool (n, H, W), the query of each (n,)."""

    scores: Tensor
    labels: Tensor
    masks: Tensor
    queries: Tensor


def instances(
    class_logits: Tensor, mask_logits: Tensor, limit: int, things: frozenset[int] | None = None
) -> InstanceTensors:
    """class_logits (Q, K + 1), no-object last, and mask_logits (Q, H, W) -> at most ``limit`` instances.

    A query may come several times, with several classes. A score is that of the class times the mean probability
    inside the mask; an empty mask scores 0. With ``things`` only those classes stay, of the ``limit`` best of all.
    """
    classes = class_logits.softmax(dim=-1)[:, :-1]
    scores, places = classes.flatten().topk(min(limit, classes.numel()))
    queries, labels = places // classes.shape[1], places % classes.shape[1]
    if things is not None:
        kept = torch.isin(labels, torch.tensor(sorted(things), device=labels.device))
        scores, queries, labels = scores[kept], queries[kept], labels[kept]
    used, positions = queries.unique(return_inverse=True)
    maps = mask_logits[used]  # each mask once, however many classes it has
    inside = maps > 0
    certainty = (maps.sigmoid() * inside).sum(dim=(1, 2)) / (inside.sum(dim=(1, 2)) + 1e-6)
    scores = scores * certainty[positions]
    order = scores.argsort(descending=True, stable=True)
    return InstanceTensors(scores[order], labels[order], inside[positions[order]], queries[order])
