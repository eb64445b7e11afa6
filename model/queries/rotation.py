"""``attention_bias="rope2d"``: queries and keys are turned by their place (rotary encoding, arXiv 2104.09864, 2 axes).

In the encoder's cross attention it takes the place of what is added elsewhere. The product of a turned query and a
turned key depends on the way between their places alone. Half of each head's pairs of channels turn by y, half by x.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

HIGHEST = 32.0
"""Turns across the longer side, of the fastest pair; the slowest makes one."""


def click_angles(clicks: Tensor, longer_px: Tensor, pairs: int, shift: float) -> Tensor:
    """Angles (B, L, pairs) of clicks (B, L, 3) of (y, x, t); padding (t < 0) is not turned."""
    places = (clicks[..., :2] + shift) / longer_px
    return angles(places, pairs) * (clicks[..., 2:] >= 0)


def grid_angles(height: int, width: int, stride: int, longer_px: Tensor, pairs: int, like: Tensor) -> Tensor:
    """Angles (1, height·width, pairs) of the cells of a grid, rows first."""
    y = ((torch.arange(height, device=like.device) + 0.5) * stride / longer_px)[:, None].expand(height, width)
    x = ((torch.arange(width, device=like.device) + 0.5) * stride / longer_px)[None, :].expand(height, width)
    return angles(torch.stack((y, x), dim=-1).reshape(1, height * width, 2), pairs)


def angles(places_yx: Tensor, pairs: int) -> Tensor:
    """2π · place · θ with log-spaced θ in 1..32: (..., 2) -> (..., pairs), y's first."""
    exponents = torch.linspace(0, math.log(HIGHEST), pairs // 2, device=places_yx.device)
    turned = 2 * math.pi * places_yx.unsqueeze(-1) * exponents.exp()  # (..., 2, pairs / 2)
    return turned.flatten(-2)


def rotate(x: Tensor, by: Tensor) -> Tensor:
    """Turn each pair of channels of ``x`` (B, heads, N, 2·pairs) by its angle of ``by`` (B or 1, N, pairs)."""
    cosine, sine = by.cos().unsqueeze(1), by.sin().unsqueeze(1)  # (B, 1, N, pairs)
    first, second = x[..., 0::2], x[..., 1::2]
    return torch.stack((first * cosine - second * sine, first * sine + second * cosine), dim=-1).flatten(-2)
