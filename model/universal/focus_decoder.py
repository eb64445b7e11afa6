"""FASeg's decoder (arXiv 2204.01244): queries are placed where they last looked, and look closely where it pays.

Dynamic focus-aware positional queries: a query's position is the mean position of what it attended to. High-resolution
cross attention: every fourth layer reads stride 4, but only the windows that the queries looked at most.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from model.attention import CrossAttentionLayer
from model.bilinear import resize
from model.masked_attention import mask_bias
from model.universal.config import UniversalConfig
from model.universal.focus_pixels import MAPS
from model.universal.masked_decoder import MaskedDecoder, with_earlier
from model.universal.prediction import Prediction

THRESHOLD = math.log(0.15 / 0.85)
"""As a logit: queries may look where their mask is at least 0.15 probable."""
HIGH = MAPS - 1
WINDOW = 8
"""Sides of a window of stride 4: what a cell of stride 32 covers."""
OMEGA = 32
"""One window in so many is read."""


class FocusDecoder(MaskedDecoder):
    """Four levels, their position maps and mask features in, a class and a map per query out."""

    def __init__(self, config: UniversalConfig) -> None:
        super().__init__(config, MAPS)
        wide = config.hidden
        self.adapt_pos2d = nn.Sequential(nn.Linear(wide, wide), nn.ReLU(), nn.Linear(wide, wide))

    def forward(  # type: ignore[override]
        self, levels: list[Tensor], places: list[Tensor], mask_features: Tensor
    ) -> Prediction:
        """levels and places [F32, F16, F8, F4], each (B, C, h, w); F4 has 8 times the sides of F32."""
        memories = self.memories(levels)
        tokens = [place.flatten(2).transpose(1, 2) for place in places]  # (B, N, C)
        grid_hw = (levels[0].shape[-2], levels[0].shape[-1])
        x, static = self.start(len(mask_features))
        predictions = [self.predict(x, mask_features)]
        dynamic = self.adapt_pos2d(off_mask(predictions[0].mask_logits, places[0]) + static)
        windows = torch.zeros(0)
        for index, cross in enumerate(self.transformer_cross_attention_layers):
            assert isinstance(cross, CrossAttentionLayer)
            level = index % MAPS
            if level == HIGH:
                memory, place = (chosen(part, windows, grid_hw) for part in (memories[HIGH], tokens[HIGH]))
                x = self.settle(index, cross(x, static, memory, place, None), dynamic)
            else:
                bias = mask_bias(predictions[-1].mask_logits, levels[level].shape[-2:], THRESHOLD)
                x, looked = cross.attend(x, dynamic, memories[level], tokens[level], bias)
                x = self.settle(index, x, dynamic)  # before the position moves, as published
                dynamic = self.adapt_pos2d(looked @ tokens[level] + static)
                if level == 0:
                    windows = most_looked_at(looked)
            predictions.append(self.predict(x, mask_features))
        return with_earlier(predictions)


def off_mask(maps: Tensor, place: Tensor) -> Tensor:
    """The mean position (B, Q, C) of the cells that each query's map (B, Q, h, w) does *not* hold.

    As published: the reference averages over its "masked out" cells.
    """
    outside = (resize(maps, place.shape[-2:]) < 0).flatten(2).to(place.dtype)  # (B, Q, N)
    total = outside @ place.flatten(2).transpose(1, 2)
    return total / (outside.sum(dim=-1, keepdim=True) + 1e-6)


def most_looked_at(looked: Tensor) -> Tensor:
    """Of attention (B, Q, N) at stride 32 the cells int (B, k) that all queries together look at most, best first."""
    count = max(1, looked.shape[-1] // OMEGA)
    return looked.sum(dim=1).topk(count, dim=-1).indices


def chosen(tokens: Tensor, windows: Tensor, grid_hw: tuple[int, int]) -> Tensor:
    """Of tokens (B, 64·N, C) of stride 4 those of ``windows`` (B, k), which are cells of stride 32: (B, k·64, C)."""
    rows, columns = grid_hw
    split = tokens.unflatten(1, (rows, WINDOW, columns, WINDOW)).transpose(2, 3)  # (B, rows, columns, 8, 8, C)
    split = split.flatten(3, 4).flatten(1, 2)  # (B, N, 64, C)
    index = windows[:, :, None, None].expand(-1, -1, split.shape[2], split.shape[3])
    return split.gather(1, index).flatten(1, 2)
