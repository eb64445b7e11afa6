"""Deformable 3x3 convolution without modulation (Dai et al., arXiv 1703.06211), from plain bilinear reads."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

KERNEL = 3
TAPS = KERNEL * KERNEL


class DeformableConvolution(nn.Module):
    """Each tap of the kernel reads where a second convolution moves it to; all channels move together."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv_offsets = nn.Conv2d(channels, 2 * TAPS, KERNEL, padding=KERNEL // 2)
        self.conv_deform = nn.Conv2d(channels, channels, KERNEL, padding=KERNEL // 2)
        # A plain convolution at first: taps start where they belong.
        nn.init.zeros_(self.conv_offsets.weight)
        nn.init.zeros_(self.conv_offsets.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) -> (B, C, h, w)."""
        return deformable_convolution(x, self.conv_offsets(x), self.conv_deform.weight, self.conv_deform.bias)


def deformable_convolution(x: Tensor, offsets: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """Convolve x (B, C, h, w) with weight (D, C, 3, 3) at moved places, zeros outside -> (B, D, h, w).

    ``offsets`` (B, 18, h, w): channel 2t is the move of tap t in rows, 2t + 1 in columns, taps row by row.
    """
    height, width = x.shape[-2:]
    grid = _moved(offsets.float().unflatten(1, (TAPS, 2)), height, width)  # (B, taps·h, w, 2)
    read = F.grid_sample(x.float(), grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    columns = read.unflatten(2, (TAPS, height)).flatten(3).flatten(1, 2)  # (B, C·taps, h·w)
    out = weight.flatten(1) @ columns.to(x.dtype)
    if bias is not None:
        out = out + bias.unsqueeze(-1)
    return out.unflatten(2, (height, width))


def _moved(offsets: Tensor, height: int, width: int) -> Tensor:
    """Places of all taps, (B, taps·h, w, 2) of (x, y) in -1..1 of the map, for offsets (B, taps, 2, h, w) in cells."""
    tap = torch.arange(TAPS, device=offsets.device)
    reach = KERNEL // 2
    rows = torch.arange(height, device=offsets.device)[None, :, None] + (tap // KERNEL - reach)[:, None, None]
    columns = torch.arange(width, device=offsets.device)[None, None, :] + (tap % KERNEL - reach)[:, None, None]
    y, x = rows + offsets[:, :, 0], columns + offsets[:, :, 1]  # (B, taps, h, w)
    return torch.stack(((2 * x + 1) / width - 1, (2 * y + 1) / height - 1), dim=-1).flatten(1, 2)
