"""What is kept of an image for the refinement."""

from __future__ import annotations

import numpy as np
import pytest

from model.refinement.config import RefinementConfig
from model.refinement.picture import BINS, LINK_SCALE, picture_of


def test_a_model_without_refinement_keeps_no_picture() -> None:
    assert picture_of(np.zeros((4, 4, 3), dtype=np.uint8), None) is None


@pytest.mark.parametrize("size_hw", [(600, 800), (1, 1), (5, 3000), (100, 60)])
def test_pictures_are_at_most_as_large_as_asked_and_small(size_hw: tuple[int, int]) -> None:
    image = np.random.default_rng(0).integers(0, 256, (*size_hw, 3), dtype=np.uint8)
    picture = picture_of(image, RefinementConfig(longer_side=200, coarse_side=100))
    assert picture is not None
    assert max(picture.fine.bins.shape) == min(200, max(size_hw))
    assert max(picture.coarse.bins.shape) <= 100
    assert max(picture.first.bins.shape) <= 64
    assert picture.nbytes == 6 * sum(grid.bins.size for grid in (picture.first, picture.coarse, picture.fine))
    assert int(picture.fine.bins.max()) < np.prod(BINS)


def test_neighbours_of_one_colour_are_linked_and_those_across_an_edge_hardly() -> None:
    image = np.zeros((20, 20, 3), dtype=np.uint8)
    image[:, 10:] = 255
    picture = picture_of(image, RefinementConfig(longer_side=20))
    assert picture is not None
    right = picture.fine.links[..., 0]
    assert (right[:, 3] == LINK_SCALE).all() and (right[:, 9] < 0.2 * LINK_SCALE).all() and not right[:, 19].any()


def test_equal_images_give_equal_pictures() -> None:
    image = np.random.default_rng(1).integers(0, 256, (50, 40, 3), dtype=np.uint8)
    first, second = picture_of(image, RefinementConfig()), picture_of(image.copy(), RefinementConfig())
    assert first is not None and second is not None
    np.testing.assert_array_equal(first.fine.links, second.fine.links)
    np.testing.assert_array_equal(first.coarse.bins, second.coarse.bins)
