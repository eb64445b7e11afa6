"""Sine encodings of pixels and clicks, and the radial basis around a click.

DynaMITe (arXiv 2304.06668) encodes a click's row, column and time; its pixels and clicks are offset by up to a cell.
``align`` puts both on the same half-pixel grid.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

TEMPERATURE = 10000.0
TIME_HORIZON = 500.0
RADII_PX = (6.0, 16.0, 40.0, 96.0, 240.0)


def sine(values: Tensor, width: int) -> Tensor:
    """Encode ``values`` (...,) in 0..1 as (..., width): channel 2j is sin(2πv / T^(2j/width)), 2j+1 its cosine.

    A negative value means "unused" and gives (0, ~0).
    """
    pairs = torch.arange(width // 2, device=values.device, dtype=torch.float32)
    divisors = TEMPERATURE ** (2 * pairs / width)
    angles = values.float().unsqueeze(-1) * (2 * math.pi) / divisors
    used = (values >= 0).unsqueeze(-1)
    sines = torch.where(used, angles.sin(), torch.zeros_like(angles))
    cosines = torch.where(used, angles.cos(), torch.full_like(angles, -4.371139e-08))
    return torch.stack((sines, cosines), dim=-1).flatten(-2)  # (..., width/2, 2) -> (..., width)


def pixel_encoding(height: int, width: int, channels: int, align: bool, like: Tensor) -> Tensor:
    """Position of every cell of a (height, width) grid: (1, height·width, channels), rows first, then columns."""
    rows = torch.arange(height, device=like.device, dtype=torch.float32)
    columns = torch.arange(width, device=like.device, dtype=torch.float32)
    if align:
        y, x = (rows + 0.5) / height, (columns + 0.5) / width
    else:
        y, x = (rows + 1) / (height + 1e-6), (columns + 1) / (width + 1e-6)
    half = channels // 2
    y_code = sine(y, half)[:, None, :].expand(height, width, half)
    x_code = sine(x, half)[None, :, :].expand(height, width, half)
    return torch.cat((y_code, x_code), dim=-1).reshape(1, height * width, channels)


def padded_pixel_encoding(padding: Tensor, channels: int) -> Tensor:
    """Position of every cell in the unpadded part of its image: (B, h·w, channels), rows first, then columns.

    ``padding`` bool (B, h, w) is True where there is no image. Cells count from 1, and what is padded goes on with the
    last count (DETR, arXiv 2005.12872); without padding this is ``pixel_encoding`` with ``align`` off.
    """
    valid = (~padding).float()
    rows, columns = valid.cumsum(1), valid.cumsum(2)
    y = rows / (rows[:, -1:] + 1e-6)
    x = columns / (columns[:, :, -1:] + 1e-6)
    half = channels // 2
    return torch.cat((sine(y, half), sine(x, half)), dim=-1).flatten(1, 2)  # (B, h, w, C) -> (B, h·w, C)


def click_encoding(clicks: Tensor, padded_hw: tuple[int, int], mode: str, channels: int) -> Tensor:
    """Encode clicks (B, L, 3) of (y, x, t) in padded pixels; t is already divided by its horizon. -1 means padding.

    Width: 3·channels/2 for ``spatio_temporal`` and ``st_round``, ``channels`` for the others.
    """
    height, width = padded_hw
    y, x, t = clicks[..., 0] / height, clicks[..., 1] / width, clicks[..., 2]
    half = channels // 2
    if mode in ("spatio_temporal", "st_round"):
        return torch.cat((sine(y, half), sine(x, half), sine(t, half)), dim=-1)
    if mode == "st_add":
        time = sine(t, half)
        return torch.cat((sine(y, half) + time, sine(x, half) + time), dim=-1)
    if mode in ("spatial", "sine_only", "sine_proj_only"):
        return torch.cat((sine(y, half), sine(x, half)), dim=-1)
    if mode == "temporal":
        return sine(t, channels)
    raise ValueError(f"position mode {mode!r} has no click encoding")


def scaled_time(clicks: Tensor) -> Tensor:
    """Divide t of clicks (B, L, 3) by max(largest t of the image, 500); padding stays negative."""
    horizon = F.pad(clicks[..., 2], (0, 1), value=TIME_HORIZON).amax(dim=1, keepdim=True)  # defined without clicks, too
    return torch.cat((clicks[..., :2], (clicks[..., 2] / horizon).unsqueeze(-1)), dim=-1)


def radial_basis(clicks: Tensor, height: int, width: int, stride: int) -> Tensor:
    """exp(-d²/2r²) of the distance between clicks (B, L, 3) and the cells of a grid: (B, L, height·width, radii).

    Distances are input pixels; a cell's position is its centre. Padding clicks give 0.
    """
    y = (torch.arange(height, device=clicks.device, dtype=torch.float32) + 0.5) * stride
    x = (torch.arange(width, device=clicks.device, dtype=torch.float32) + 0.5) * stride
    dy = (clicks[..., 0].unsqueeze(-1) - y).square()  # (B, L, height)
    dx = (clicks[..., 1].unsqueeze(-1) - x).square()  # (B, L, width)
    scale = -0.5 / torch.tensor(RADII_PX, device=clicks.device).square()
    # exp(-(dy² + dx²)/2r²) is the product of two thin factors: no exponential per cell.
    rows, columns = (dy.unsqueeze(-1) * scale).exp(), (dx.unsqueeze(-1) * scale).exp()
    basis = rows.unsqueeze(3) * columns.unsqueeze(2)  # (B, L, height, width, R)
    used = (clicks[..., 2] >= 0)[..., None, None, None]
    return (basis * used).flatten(2, 3)
