"""The background as nine regions: a grid of 3x3 cells over the image, less the objects (arXiv 2112.09131)."""

from __future__ import annotations

import torch
from torch import Tensor

SIDE = 3
REGIONS = SIDE * SIDE


def background_masks(objects: Tensor) -> Tensor:
    """Soft masks (B, I, h, w) of the objects -> (B, 9, h, w): grid cell by grid cell, what no object takes."""
    free = (1 - objects.sum(1, keepdim=True)).clamp(min=0)  # (B, 1, h, w)
    return grid_cells(objects.shape[-2], objects.shape[-1], objects) * free


def grid_cells(height: int, width: int, like: Tensor) -> Tensor:
    """(9, height, width) of 0 and 1, row by row; the last row and column take what does not divide by three."""
    number = torch.arange(SIDE, device=like.device).unsqueeze(1)
    rows = number == _cell_of(height, like).unsqueeze(0)  # (3, height)
    columns = number == _cell_of(width, like).unsqueeze(0)  # (3, width)
    cells = rows[:, None, :, None] & columns[None, :, None, :]
    return cells.flatten(0, 1).to(like.dtype)


def _cell_of(length: int, like: Tensor) -> Tensor:
    place = torch.arange(length, device=like.device)
    return (place // max(length // SIDE, 1)).clamp(max=SIDE - 1)
