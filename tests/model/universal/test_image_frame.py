"""From the padded input to the image: padding is cut off, and bands are rows of the whole."""

from __future__ import annotations

import pytest
import torch

from model.universal.image_frame import ImageFrame


def test_what_lies_in_the_padding_does_not_come_to_the_image() -> None:
    maps = torch.zeros(1, 8, 8)
    maps[:, 5:], maps[:, :, 6:] = 9.0, 9.0
    frame = ImageFrame((10, 12), (5, 6), (8, 8))
    (whole,) = frame.bands(maps)
    assert whole.shape == (1, 10, 12) and not whole.any()


@pytest.mark.parametrize("image_hw", [(37, 53), (5, 7), (13, 200), (1, 1)])
@pytest.mark.parametrize("limit", [1, 3 * 53 * 4, 10_000])
def test_bands_are_the_rows_of_the_whole(image_hw: tuple[int, int], limit: int) -> None:
    torch.manual_seed(0)
    maps, frame = torch.randn(3, 16, 24), ImageFrame(image_hw, (13, 21), (16, 24))
    (whole,) = frame.bands(maps)
    bands = list(frame.bands(maps, limit))
    torch.testing.assert_close(torch.cat(bands, dim=1), whole, atol=2e-5, rtol=1e-4)
    assert all(band.numel() <= limit or band.shape[1] == 1 for band in bands)
