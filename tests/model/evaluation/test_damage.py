from __future__ import annotations

import cv2
import numpy as np
import pytest

from model.evaluation.damage import damaged

HW = (160, 200)


def ellipse() -> np.ndarray:
    canvas = np.zeros(HW, dtype=np.uint8)
    cv2.ellipse(canvas, (100, 80), (60, 40), 20, 0, 360, 1, cv2.FILLED)
    return canvas > 0


@pytest.mark.parametrize("is_missing", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_a_bite_is_a_tenth_of_the_area_in_one_piece_and_the_click_lies_in_it(is_missing: bool, seed: int) -> None:
    truth = ellipse()
    damage = damaged(truth, is_missing, np.random.default_rng(seed))
    assert damage.bite.sum() == round(0.1 * truth.sum())
    assert cv2.connectedComponents(damage.bite.astype(np.uint8), connectivity=4)[0] == 2
    assert damage.bite[damage.pixel]
    assert truth[damage.pixel] == is_missing != damage.mask[damage.pixel]
    assert (damage.mask & damage.bite).any() != is_missing


@pytest.mark.parametrize("seed", range(6))
def test_the_edge_moves_by_one_to_five_pixels(seed: int) -> None:
    truth = ellipse()
    damage = damaged(truth, True, np.random.default_rng(seed))
    changed = (damage.mask != truth) & ~damage.bite
    sides = [cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, 5) for side in (truth, ~truth)]
    assert changed.any()
    assert np.maximum(*sides)[changed].max() < 6.5


def test_the_same_seed_gives_the_same_damage() -> None:
    one, two, other = (damaged(ellipse(), True, np.random.default_rng(seed)) for seed in (4, 4, 5))
    assert (one.mask == two.mask).all() and one.pixel == two.pixel
    assert (one.mask != other.mask).any()


def test_a_mask_that_fills_the_image_has_no_room_for_a_bump() -> None:
    with pytest.raises(ValueError, match="no bite of 3200 pixels can be added to this mask of 32000 pixels"):
        damaged(np.ones(HW, dtype=bool), False, np.random.default_rng(0))
