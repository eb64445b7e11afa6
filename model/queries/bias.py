"""How far a pixel lies from a click, as a bias on attention: option ``attention_bias``; and which clicks go together.

All forms depend on Δ = (pixel - click) / longer side of the input, in -1..1 on both axes. ``alibi2d`` takes off its
length, with a slope for each head (ALiBi, arXiv 2108.12409, on two axes); ``cpb`` is a small network of it (Swin V2,
arXiv 2111.09883, equation 4); ``table`` looks it up. Clicks in padding have no place and no bias.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.queries.scene import PADDING, Scene

ALIBI_STEEPNESS = 16.0
HIDDEN = 64
BUCKETS = 15


class PlaceBias(nn.Module):
    """Bias (B, heads, L, h·w) on the logits of L clicks that read a grid."""

    def forward(self, scene: Scene, grid_hw: tuple[int, int], stride: int, shift: float) -> Tensor:
        """``grid_hw`` cells of ``stride`` pixels; ``shift`` makes the clicks' places continuous coordinates."""
        places = scene.clicks[..., :2] + shift
        dy, dx = (
            ((torch.arange(cells, device=places.device) + 0.5) * stride - places[..., axis, None]) / scene.longer_px
            for axis, cells in enumerate(grid_hw)
        )
        bias = self.bias(dy, dx).flatten(3)  # (B, heads, L, h, w) -> (B, heads, L, h·w)
        return bias * (scene.owner != PADDING)[:, None, :, None]

    def bias(self, dy: Tensor, dx: Tensor) -> Tensor:
        """(B, heads, L, h, w) of Δ on both axes, (B, L, h) and (B, L, w)."""
        raise NotImplementedError


class Alibi(PlaceBias):
    """-16 · s · |Δ| with slopes s = 1/2, 1/4, ... by head; ``learned`` multiplies each by a weight that starts at 0."""

    slopes: Tensor

    def __init__(self, heads: int, learned: bool) -> None:
        super().__init__()
        slopes = 0.5 ** torch.arange(1, heads + 1)
        self.register_buffer("slopes", slopes, persistent=False)
        if learned:
            self.scale = nn.Parameter(torch.zeros(heads))

    def bias(self, dy: Tensor, dx: Tensor) -> Tensor:
        distance = (dy.square().unsqueeze(-1) + dx.square().unsqueeze(-2)).sqrt().unsqueeze(1)  # (B, 1, L, h, w)
        slopes = self.slopes * self.scale if hasattr(self, "scale") else self.slopes
        return -ALIBI_STEEPNESS * slopes[:, None, None, None] * distance


class ContinuousBias(PlaceBias):
    """A network of both log-spaced coordinates of Δ, 2 to 64 to heads; its last layer is zero at first."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(2, HIDDEN), nn.Linear(HIDDEN, heads)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def bias(self, dy: Tensor, dx: Tensor) -> Tensor:
        y, x = log_spaced(dy).unsqueeze(-1), log_spaced(dx).unsqueeze(-2)  # (B, L, h, 1), (B, L, 1, w)
        # The first layer of both axes apart: their sum is taken per cell, not their product with the weights.
        weight, offset = self.first.weight, self.first.bias
        inner = y.unsqueeze(-1) * weight[:, 0] + (x.unsqueeze(-1) * weight[:, 1] + offset)  # (B, L, h, w, 64)
        bias: Tensor = self.last(inner.relu())
        return bias.permute(0, 4, 1, 2, 3)


class TableBias(PlaceBias):
    """A learned value for each head and pair of 15 log-spaced buckets of Δ, all zero at first."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.zeros(BUCKETS**2, heads))

    def bias(self, dy: Tensor, dx: Tensor) -> Tensor:
        reach = BUCKETS // 2
        y, x = ((log_spaced(d) * reach).round().long().clamp(-reach, reach) + reach for d in (dy, dx))
        index = y.unsqueeze(-1) * BUCKETS + x.unsqueeze(-2)  # (B, L, h, w)
        return F.embedding(index, self.table).permute(0, 4, 1, 2, 3)


class ClickBias(nn.Module):
    """Option ``click_bias``: a value for each head by whether two clicks share an object, and which are background.

    Zero at first. Only among clicks: static queries and padding get none.
    """

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.zeros(8, heads))

    def forward(self, owner: Tensor, clicks: int) -> Tensor:
        """Bias (B, heads, Q, Q) on self attention, of ``owner`` (B, Q), whose first ``clicks`` are clicks."""
        is_click = (owner != PADDING) & (torch.arange(owner.shape[1], device=owner.device) < clicks)
        is_object = (owner >= 0).long()
        same = (owner.unsqueeze(2) == owner.unsqueeze(1)).long()
        index = same * 4 + is_object.unsqueeze(2) * 2 + is_object.unsqueeze(1)  # (B, Q, Q)
        bias = F.embedding(index, self.table).permute(0, 3, 1, 2)
        return bias * (is_click.unsqueeze(2) & is_click.unsqueeze(1)).unsqueeze(1)


PLACE_BIASES: dict[str, Callable[[int, bool], PlaceBias | None]] = {
    "none": lambda heads, alibi_learned: None,
    "alibi2d": Alibi,
    "cpb": lambda heads, alibi_learned: ContinuousBias(heads),
    "table": lambda heads, alibi_learned: TableBias(heads),
    "rope2d": lambda heads, alibi_learned: None,
}
"""By ``attention_bias``; ``rope2d`` turns queries and keys instead (:mod:`model.queries.rotation`)."""


def log_spaced(delta: Tensor) -> Tensor:
    """sgn(Δ) · log(1 + 8|Δ|) / log 9: -1..1 to -1..1, finer near the click."""
    return delta.sign() * (1 + 8 * delta.abs()).log() / math.log(9)
