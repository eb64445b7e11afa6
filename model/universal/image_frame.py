"""From maps at stride 4 to the pixels of the image: up to the padded input, cut to the image, and on to its size."""

from __future__ import annotations

from torch import Tensor

from model.bilinear import resize


def on_input(maps: Tensor, padded_hw: tuple[int, int]) -> Tensor:
    """(Q, h, w) -> (Q, H, W) at the size of the padded input."""
    return resize(maps[None], padded_hw)[0]


def on_image(maps: Tensor, resized_hw: tuple[int, int], image_hw: tuple[int, int]) -> Tensor:
    """(Q, H, W) on the padded input -> (Q, H', W') on the image, whose part of the input is ``resized_hw``."""
    return resize(maps[None, :, : resized_hw[0], : resized_hw[1]], image_hw)[0]
