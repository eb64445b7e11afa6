"""Fixed assignment of queries to masks: object = max over its clicks' maps, background = max over the rest."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

EMPTY = -30.0
PADDING = -2
KNOWN = 0.99


@dataclass(frozen=True)
class Targets:
    """masks (B, K+1, h, w) in 0..1, the last one the background; valid (B, K+1), false where an image has fewer."""

    masks: Tensor
    valid: Tensor
    weight: Tensor  # (B, h, w), 0 where nothing is known (padding of a crop)

    def pooled(self, factor: int) -> Targets:
        """For maps whose cells are ``factor`` times as large; a cell is known where all of it is."""
        if factor == 1:
            return self
        weight = F.avg_pool2d(self.weight.unsqueeze(1), factor).squeeze(1)
        return Targets(F.avg_pool2d(self.masks, factor), self.valid, (weight > KNOWN).float())


@dataclass(frozen=True)
class Totals:
    """What the terms are divided by, each a scalar: maps M = Σ(K+1), objects, known cells and clicks of a batch."""

    maps: Tensor
    objects: Tensor
    cells: Tensor
    clicks: Tensor

    @classmethod
    def from_vector(cls, counts: Tensor) -> Totals:
        """From counts (4,), never below 1."""
        if counts.shape != (4,):
            raise ValueError(f"totals are the 4 numbers of batch_totals(), not a tensor {tuple(counts.shape)}")
        return cls(*counts.clamp(min=1).unbind())


def batch_totals(targets: Targets, owner: Tensor) -> Tensor:
    """Counts (4,) of maps, objects, known cells and clicks, float; ``owner`` (B, L) of the clicks.

    Averaged over the ranks and given to ``total_loss``, they make several ranks equal one with the whole batch.
    """
    counts = (targets.valid.sum(), targets.valid[:, :-1].sum(), targets.weight.sum(), (owner != PADDING).sum())
    return torch.stack([count.float() for count in counts])


def merged(maps: Tensor, owner: Tensor, objects: int) -> Tensor:
    """Maximum per object and over all background queries: (B, Q, h, w) -> (B, objects + 1, h, w)."""
    groups = []
    for index in range(objects):
        groups.append(maps.masked_fill((owner != index)[..., None, None], EMPTY).amax(1))
    groups.append(maps.masked_fill((owner >= 0)[..., None, None] | (owner == PADDING)[..., None, None], EMPTY).amax(1))
    return torch.stack(groups, dim=1)


def without_absent(logits: Tensor, targets: Targets) -> Tensor:
    """Merged logits whose groups of absent objects cannot win."""
    return logits.masked_fill(~targets.valid[..., None, None], EMPTY)
