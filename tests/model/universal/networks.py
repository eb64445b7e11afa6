"""Small DETRs with weights from names, and state dicts with the published keys, for tests."""

from __future__ import annotations

import ast
import re
from math import prod
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from model.universal.detr_config import COCO_PANOPTIC, DetrConfig

KEYS = Path(__file__).parents[1] / "keys"
SMALL = DetrConfig("small", depths=(1, 1, 1, 1), classes=5, queries=7, hidden=128, heads=8, layers=2, ffn=64)
SMALL_PANOPTIC = DetrConfig(
    "small-panoptic",
    depths=(1, 1, 1, 1),
    has_masks=True,
    classes=5,
    queries=7,
    hidden=128,
    heads=8,
    layers=2,
    ffn=64,
)
THIN = {
    "detr_r50": DetrConfig("thin", depths=(1, 1, 1, 1), layers=1),
    "detr_r50_panoptic": DetrConfig(
        "thin-panoptic", depths=(1, 1, 1, 1), layers=1, has_masks=True, classes=COCO_PANOPTIC
    ),
}
"""The published networks with one block of each kind."""
LATER_BLOCKS = re.compile(r"coder\.layers\.[1-9]|body\.layer\d\.[1-9]")


def published_shapes(name: str) -> dict[str, tuple[int, ...]]:
    """The keys of a published file, ``detr_r50`` or ``detr_r50_panoptic``."""
    rows = [line.split("\t") for line in (KEYS / f"{name}.tsv").read_text().splitlines()]
    return {key: ast.literal_eval(shape) for key, shape, _ in rows}


def thin_state(name: str) -> dict[str, Tensor]:
    """A published state dict without the blocks that ``THIN`` lacks; no two tensors are alike, nor two rows of one."""
    return {
        key: torch.linspace(index, index + 1, prod(shape)).reshape(shape)
        for index, (key, shape) in enumerate(published_shapes(name).items())
        if not LATER_BLOCKS.search(key)
    }


def photo(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
