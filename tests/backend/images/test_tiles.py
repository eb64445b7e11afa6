"""The pyramid: every pixel of the image lies in exactly one tile of each level."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from backend.images import storage, tiles
from tests.backend.images.pictures import four_corners


@pytest.mark.parametrize(
    ("size", "count"), [((1, 1), 1), ((256, 256), 1), ((257, 10), 2), ((640, 480), 3), ((10_000, 100), 7)]
)
def test_the_last_level_is_full_size_and_the_first_fits_one_tile(size: tuple[int, int], count: int) -> None:
    assert tiles.levels(*size) == count
    assert tiles.level_size(*size, count - 1) == size
    assert max(tiles.level_size(*size, 0)) <= tiles.TILE


def test_the_tiles_of_a_level_make_up_the_image(media_root: Path) -> None:
    sha256, width, height = "ab" * 32, 700, 300
    tiles.write_pyramid(sha256, four_corners(width, height))
    for z in range(tiles.levels(width, height)):
        found = {(x, y) for x in range(9) for y in range(9) if tiles.has_tile(width, height, z, x, y)}
        assert {(x, y) for x in range(9) for y in range(9) if storage.tile(sha256, z, x, y).exists()} == found
        size = tiles.level_size(width, height, z)
        assert sum(area(sha256, z, x, y) for x, y in found) == size[0] * size[1]


def area(sha256: str, z: int, x: int, y: int) -> int:
    with Pillow.open(storage.tile(sha256, z, x, y)) as picture:
        return picture.width * picture.height
