"""Batches for the tests of the losses: odd sizes, an absent object, an object of which nothing is seen, padding."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from model.interactive_transformer import Prediction
from model.losses import Targets

CELL = 4


@dataclass
class Scene:
    """Two images of up to three objects; maps (B, Q, h, w) of three layers, which take gradients."""

    layers: list[Tensor]
    query_owner: Tensor
    clicks: Tensor
    owner: Tensor
    targets: Targets

    @property
    def prediction(self) -> Prediction:
        return Prediction(self.layers, self.query_owner, None)


def scene(height: int = 9, width: int = 7, fine: int = 1, layers: int = 3, seed: int = 0) -> Scene:
    """Soft random targets; ``fine`` times finer than the maps."""
    rng = torch.Generator().manual_seed(seed)
    owner = torch.tensor([[0, 0, 1, -1, -2], [2, 1, 0, 0, -1]])
    query_owner = torch.cat((owner, torch.full((2, 2), -1)), dim=1)
    valid = torch.tensor([[True, True, False, True], [True, True, True, True]])
    masks = (3 * torch.randn(2, 4, height * fine, width * fine, generator=rng)).masked_fill(
        ~valid[..., None, None], -1e9
    )
    masks = masks.softmax(1)
    masks[1, 3] += masks[1, 1]
    masks[1, 1] = 0  # an object of which nothing is seen
    weight = torch.ones(2, height * fine, width * fine)
    weight[0, :, -2 * fine :] = 0
    clicks = torch.rand(2, 5, 3, generator=rng) * torch.tensor((height * CELL, width * CELL, 1.0))
    maps = [(2 * torch.randn(2, 7, height, width, generator=rng)).requires_grad_() for _ in range(layers)]
    return Scene(maps, query_owner, clicks, owner, Targets(masks, valid, weight))
