"""A query's position, option ``position``: what is added to queries and keys, never to values (DynaMITe, section 3.2).

Sine codes of a click's row, column and time, projected and added to one learned vector e. The table in
docs/models.md has each mode's formula. Unused slots (-1) have codes of zero.
"""

from __future__ import annotations

import torch
from torch import Tensor

from model.positional_encoding import click_encoding, pixel_encoding, scaled_time
from model.queries.scene import interaction_round

ROUND_HORIZON = 20.0
"""``st_round`` divides an object's count of interactions by it, whatever happens to other objects."""

WITHOUT_VECTOR = ("zero", "sine_only", "sine_proj_only")
WITHOUT_CODE = ("zero", "none", "learned")


def has_vector(mode: str) -> bool:
    """Whether the learned vector e is part of a click's position."""
    return mode not in WITHOUT_VECTOR


def projected_width(mode: str, channels: int) -> int:
    """Width of the code that is projected to ``channels``; 0 where nothing is projected."""
    if mode in WITHOUT_CODE or mode == "sine_only":
        return 0
    return channels * 3 // 2 if mode in ("spatio_temporal", "st_round") else channels


def click_code(clicks: Tensor, owner: Tensor, padded_hw: tuple[int, int], mode: str, channels: int) -> Tensor:
    """Sine code (B, L, width) of clicks (B, L, 3) for a ``mode`` that has one."""
    if mode != "st_round":
        return click_encoding(scaled_time(clicks), padded_hw, mode, channels)
    rounds = interaction_round(clicks, owner) / ROUND_HORIZON
    time = torch.where(clicks[..., 2] < 0, clicks[..., 2], rounds)
    return click_encoding(torch.cat((clicks[..., :2], time.unsqueeze(-1)), dim=-1), padded_hw, mode, channels)


def static_grid(count: int, channels: int) -> Tensor:
    """Fixed codes (count, channels) of the cells of a square grid over the image, rows first."""
    side = int(count**0.5)
    return pixel_encoding(side, side, channels, align=True, like=torch.zeros(())).squeeze(0)
