"""A part of an image as the model gets it: its own pixels, from tiles where the image is large, and never all of it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from backend.images import crop_reading, storage, tiles
from backend.images.crop import Crop
from backend.images.crop_reading import open_crop
from backend.images.models import Image
from backend.images.processing import write_versions
from backend.images.reading import Picture

SHA256 = "cd" * 32


def pattern(width: int, height: int) -> np.ndarray:
    """uint8 (height, width, 3): smooth, and different everywhere."""
    rows, columns = np.mgrid[:height, :width]
    channels = [columns * 255 // width, rows * 255 // height, (rows + columns) * 255 // (width + height)]
    return np.stack(channels, axis=2).astype(np.uint8)


@pytest.fixture
def stored(media_root: Path) -> Callable[[int, int], tuple[Image, np.ndarray]]:
    def make(width: int, height: int) -> tuple[Image, np.ndarray]:
        rgb = pattern(width, height)
        write_versions(SHA256, Picture(rgb, is_plain=False))
        return Image(sha256=SHA256, width=width, height=height), rgb

    return make


def difference(a: np.ndarray, b: np.ndarray) -> float:
    assert a.shape == b.shape
    return float(np.abs(a.astype(int) - b.astype(int)).mean())


def test_of_a_small_image_the_display_version_is_cut(stored: Callable[..., tuple[Image, np.ndarray]]) -> None:
    image, rgb = stored(300, 200)
    assert difference(open_crop(image, Crop(30, 40, 150, 110)), rgb[40:110, 30:150]) < 3


@pytest.mark.parametrize("crop", [Crop(500, 200, 900, 510), Crop(0, 0, 64, 64), Crop(2300, 500, 2500, 700)])
def test_of_a_large_image_the_tiles_are_put_together(
    stored: Callable[..., tuple[Image, np.ndarray]], crop: Crop
) -> None:
    image, rgb = stored(2500, 700)
    found = open_crop(image, crop)
    assert difference(found, rgb[crop.y0 : crop.y1, crop.x0 : crop.x1]) < 3


def test_a_large_crop_comes_from_a_smaller_level(
    stored: Callable[..., tuple[Image, np.ndarray]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crop_reading, "ENOUGH_SIDE", 300)
    image, rgb = stored(2500, 700)
    found = open_crop(image, Crop(200, 0, 1400, 700))
    assert found.shape == (175, 300, 3)
    assert difference(found, rgb[:700, 200:1400].reshape(175, 4, 300, 4, 3).mean(axis=(1, 3)).astype(np.uint8)) < 3


def test_reading_a_crop_holds_no_more_than_the_crop(media_root: Path) -> None:
    width, height = 6000, 4000
    tiles.write_pyramid(SHA256, np.zeros((height, width, 3), dtype=np.uint8))
    image = Image(sha256=SHA256, width=width, height=height)
    assert not storage.original(SHA256).exists()  # the file itself is not needed
    tracemalloc.start()
    try:
        found = open_crop(image, Crop(1024, 1024, 2048, 1792))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.shape == (768, 1024, 3)
    assert peak < 4 * found.nbytes
