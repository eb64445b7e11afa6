"""From maps at stride 4 to the pixels of the image: up to the padded input, cut to the image, and on to its size.

As published in two steps. The last one can be made in bands of rows, so that memory grows with the network's input and
not with a photo of 50 megapixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from model.bilinear import resize

BAND_NUMBERS = 1 << 25
"""Float32 numbers of a band, at most (128 MiB), if a row is not larger."""


@dataclass(frozen=True)
class ImageFrame:
    """Sizes (height, width) in pixels: of the image, of the image at the network's input, and of that with padding."""

    image_hw: tuple[int, int]
    resized_hw: tuple[int, int]
    padded_hw: tuple[int, int]

    def on_input(self, maps: Tensor) -> Tensor:
        """(n, h, w) at any stride -> (n, H, W) on the padded input."""
        return resize(maps[None], self.padded_hw)[0]

    def bands(self, maps: Tensor, limit: int = BAND_NUMBERS) -> Iterator[Tensor]:
        """(n, H, W) on the padded input -> (n, rows, W') on the image, from the top; at most ``limit`` numbers each."""
        inside = maps[:, : self.resized_hw[0], : self.resized_hw[1]]
        height, width = self.image_hw
        rows = max(1, limit // max(1, len(maps) * width))
        if rows >= height:
            yield resize(inside[None], self.image_hw)[0]
            return
        for top in range(0, height, rows):
            yield _rows(inside, self.image_hw, top, min(top + rows, height))


def _rows(maps: Tensor, image_hw: tuple[int, int], top: int, bottom: int) -> Tensor:
    """Rows ``top`` to ``bottom`` of ``maps`` resized to ``image_hw``, bilinear with half-pixel centres."""
    upper, lower, share = _between(maps.shape[1], image_hw[0], maps)
    upper, lower, share = upper[top:bottom], lower[top:bottom], share[top:bottom, None]
    band = maps[:, upper] * (1 - share) + maps[:, lower] * share  # (n, rows, W)
    left, right, share = _between(maps.shape[2], image_hw[1], maps)
    return band[:, :, left] * (1 - share) + band[:, :, right] * share


def _between(inputs: int, outputs: int, like: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Of each of ``outputs`` cells the two cells of ``inputs`` that it lies between, and the second one's share."""
    place = (torch.arange(outputs, device=like.device, dtype=torch.float64) + 0.5) * (inputs / outputs) - 0.5
    place = place.clamp(min=0)
    first = place.floor().long().clamp(max=inputs - 1)
    return first, (first + 1).clamp(max=inputs - 1), (place - first).to(like.dtype)
