"""Swin as a dense encoder: attention in shifted windows (Liu et al., arXiv 2103.14030), a layer norm per output.

Parameter names as in the published segmentation files. Maps are zero-padded to whole windows after the first norm and
before the shift; windows shift in every odd block of every stage.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.config import SwinConfig
from model.drop_path import DropPath, drop_path_rates

PATCH = 4
MLP_RATIO = 4
FOREIGN = -100.0
"""Added to the attention between tokens that are neighbours only because of the roll; finite, as published."""


class Swin(nn.Module):
    """(B, 3, H, W) normalised RGB -> four maps (B, embed·2^i, H / 4·2^i, W / 4·2^i)."""

    def __init__(self, config: SwinConfig) -> None:
        super().__init__()
        self.patch_embed = PatchEmbed(config.embed)
        rates = drop_path_rates(config.drop_path, config.depths)
        last = len(config.depths) - 1
        self.layers = nn.ModuleList(
            Stage(config.channels[i], config.heads[i], config.window, rates[i], has_merging=i < last)
            for i in range(last + 1)
        )
        for index, channels in enumerate(config.channels):
            self.add_module(f"norm{index}", nn.LayerNorm(channels))

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.patch_embed(image)
        outputs = []
        for index, stage in enumerate(self.layers):
            tokens, x = stage(x)
            outputs.append(self.get_submodule(f"norm{index}")(tokens).permute(0, 3, 1, 2))
        return outputs


class PatchEmbed(nn.Module):
    """4x4 patches to tokens: (B, 3, H, W) -> (B, ⌈H/4⌉, ⌈W/4⌉, C)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.proj = nn.Conv2d(3, channels, PATCH, PATCH)
        self.norm = nn.LayerNorm(channels)

    def forward(self, image: Tensor) -> Tensor:
        height, width = image.shape[-2:]
        padded = F.pad(image, (0, -width % PATCH, 0, -height % PATCH))
        return self.norm(self.proj(padded).permute(0, 2, 3, 1))


class Stage(nn.Module):
    """Blocks at one resolution; returns their tokens (B, H, W, C) and what the next stage starts from."""

    def __init__(self, channels: int, heads: int, window: int, drop_paths: list[float], has_merging: bool) -> None:
        super().__init__()
        self.window = window
        self.blocks = nn.ModuleList(
            Block(channels, heads, window, shift=window // 2 if index % 2 else 0, drop_path=rate)
            for index, rate in enumerate(drop_paths)
        )
        self.downsample = PatchMerging(channels) if has_merging else None

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mask = shift_mask(_whole_windows(x, self.window), self.window, self.window // 2, x)
        for block in self.blocks:
            x = block(x, mask)
        return x, x if self.downsample is None else self.downsample(x)


class Block(nn.Module):
    """x + windowed attention(LN(x)), then x + mlp(LN(x)), on (B, H, W, C)."""

    def __init__(self, channels: int, heads: int, window: int, shift: int, drop_path: float) -> None:
        super().__init__()
        self.window, self.shift = window, shift
        self.norm1 = nn.LayerNorm(channels)
        self.attn = WindowAttention(channels, heads, window)
        self.norm2 = nn.LayerNorm(channels)
        self.mlp = FeedForward(channels)
        self.drop_path = DropPath(drop_path)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x + self.drop_path(self._windowed(self.norm1(x), mask))
        return x + self.drop_path(self.mlp(self.norm2(x)))

    def _windowed(self, x: Tensor, mask: Tensor) -> Tensor:
        height, width = x.shape[1], x.shape[2]
        rows, columns = _whole_windows(x, self.window)
        x = F.pad(x, (0, 0, 0, columns * self.window - width, 0, rows * self.window - height))
        if self.shift:
            x = x.roll((-self.shift, -self.shift), dims=(1, 2))
        windows = self.attn(_partition(x, rows, columns, self.window), mask if self.shift else None)
        x = _joined(windows, rows, columns, self.window)
        if self.shift:
            x = x.roll((self.shift, self.shift), dims=(1, 2))
        return x[:, :height, :width]


class WindowAttention(nn.Module):
    """Multi-head attention among the M·M tokens of a window, with a learned bias per relative position."""

    relative_position_index: Tensor

    def __init__(self, channels: int, heads: int, window: int) -> None:
        super().__init__()
        self.heads = heads
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        self.window = window
        self.register_buffer("relative_position_index", relative_positions(window))
        self.qkv = nn.Linear(channels, 3 * channels)
        self.proj = nn.Linear(channels, channels)
        nn.init.trunc_normal_(self.relative_position_bias_table, std=0.02)

    def fill_index(self) -> None:
        """Make the index buffer anew, of a network that was built without memory."""
        self.relative_position_index = relative_positions(self.window)

    def forward(self, windows: Tensor, mask: Tensor | None) -> Tensor:
        """windows (B·n, M², C), mask (n, M², M²) or None -> (B·n, M², C)."""
        tokens = windows.shape[1]
        qkv = self.qkv(windows).unflatten(-1, (3, self.heads, windows.shape[-1] // self.heads))
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)  # each (B·n, heads, M², C / heads)
        bias = self.relative_position_bias_table[self.relative_position_index.flatten()]
        bias = bias.unflatten(0, (tokens, tokens)).permute(2, 0, 1).unsqueeze(0)  # (1, heads, M², M²)
        if mask is not None:
            # (n, heads, M², M²), once more for each image of the batch
            bias = (bias + mask.unsqueeze(1)).repeat(windows.shape[0] // mask.shape[0], 1, 1, 1)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        return self.proj(mixed.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    """W2 gelu(W1 x)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(channels, MLP_RATIO * channels)
        self.fc2 = nn.Linear(MLP_RATIO * channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


class PatchMerging(nn.Module):
    """Each 2x2 tokens become one of twice the width: (B, H, W, C) -> (B, ⌈H/2⌉, ⌈W/2⌉, 2C)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(4 * channels)
        self.reduction = nn.Linear(4 * channels, 2 * channels, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        x = F.pad(x, (0, 0, 0, x.shape[2] % 2, 0, x.shape[1] % 2))
        quarters = (x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2])
        return self.reduction(self.norm(torch.cat(quarters, dim=-1)))


def relative_positions(window: int) -> Tensor:
    """int64 (M², M²): row of the bias table for each pair of a window's tokens."""
    rows, columns = torch.meshgrid(torch.arange(window), torch.arange(window), indexing="ij")
    y, x = rows.flatten(), columns.flatten()
    dy, dx = y[:, None] - y[None, :], x[:, None] - x[None, :]
    return (dy + window - 1) * (2 * window - 1) + (dx + window - 1)


def shift_mask(windows: tuple[int, int], window: int, shift: int, like: Tensor) -> Tensor:
    """(n, M², M²): 0 between tokens of one region, ``FOREIGN`` between those that only the roll brought together."""
    regions = []
    for count in windows:
        place = torch.arange(count * window, device=like.device)
        regions.append((place >= (count - 1) * window).long() + (place >= count * window - shift).long())
    region = regions[0][:, None] * 3 + regions[1][None, :]
    region = _partition(region[None, :, :, None], windows[0], windows[1], window).squeeze(-1)  # (n, M²)
    return (region.unsqueeze(1) != region.unsqueeze(2)).to(like.dtype) * FOREIGN


def _whole_windows(x: Tensor, window: int) -> tuple[int, int]:
    """How many windows cover the rows and the columns of (B, H, W, C)."""
    return (x.shape[1] + window - 1) // window, (x.shape[2] + window - 1) // window


def _partition(x: Tensor, rows: int, columns: int, window: int) -> Tensor:
    """(B, rows·M, columns·M, C) -> (B·rows·columns, M², C)."""
    x = x.reshape(x.shape[0], rows, window, columns, window, x.shape[3])
    return x.transpose(2, 3).reshape(-1, window * window, x.shape[5])


def _joined(windows: Tensor, rows: int, columns: int, window: int) -> Tensor:
    """The inverse of ``_partition``."""
    x = windows.reshape(-1, rows, columns, window, window, windows.shape[2])
    return x.transpose(2, 3).reshape(-1, rows * window, columns * window, windows.shape[2])
