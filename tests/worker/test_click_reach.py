from __future__ import annotations

import numpy as np
import pytest

from worker.click_reach import BEYOND_PX, BORDER_PX, distance_to, farthest_reach, most_depth, reached

HW = (120, 160)


def mask(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    """Boxes of x, y, width, height."""
    result = np.zeros(HW, dtype=bool)
    for x, y, width, height in boxes:
        result[y : y + height, x : x + width] = True
    return result


def at(x: int, y: int) -> np.ndarray:
    return mask((x, y, 1, 1))


def region(side: np.ndarray, wanted: np.ndarray, touched: np.ndarray, to_border: float = 60.0) -> np.ndarray:
    return reached(side, wanted, touched, most_depth(side, touched, to_border))


EVERYTHING = np.ones(HW, dtype=bool)


def test_a_gap_that_was_bitten_out_is_filled_and_what_is_far_from_it_stays() -> None:
    side = mask((20, 20, 100, 80)) & ~mask((60, 20, 24, 20))
    wanted = mask((20, 20, 100, 80)) | mask((130, 20, 20, 80))
    changed = region(side, wanted, at(72, 30))
    assert (changed == mask((60, 20, 24, 20))).all()


def test_only_what_hangs_together_with_the_click_changes() -> None:
    side = mask((20, 40, 40, 40))
    wanted = side | mask((60, 50, 12, 12)) | mask((60, 66, 4, 4))
    changed = region(side, wanted, at(66, 56))
    assert changed[56, 66] and not changed[68, 62]


@pytest.mark.parametrize("depth", [3, 8, 20, 40])
def test_a_model_that_wants_everything_gets_no_more_than_the_reach(depth: int) -> None:
    side = mask((0, 0, 60, 120))
    changed = region(side, EVERYTHING, at(59 + depth, 60))
    rows, columns = np.nonzero(changed)
    away = np.hypot(rows - 60, columns - 59 - depth)
    along = columns < 60 + depth // 2 + 1
    assert away[~along].max() <= depth + BEYOND_PX
    assert away.max() <= farthest_reach(depth)
    assert not (changed & side).any()


def test_a_reach_is_tied_to_the_depth_of_what_the_model_would_change() -> None:
    """The mask is far from the click, but what is missing there is small."""
    side = mask((0, 0, 20, 120))
    wanted = side | mask((95, 55, 11, 11)) | mask((100, 60, 60, 2))
    changed = region(side, wanted, at(100, 60))
    assert changed[56:65, 96:105].all()
    assert not changed[:, 120:].any()


def test_an_edge_that_is_off_all_around_moves_near_the_click_only() -> None:
    whole, bite = mask((20, 20, 120, 80)), mask((60, 20, 40, 30))
    side = mask((23, 23, 114, 74)) & ~bite
    changed = region(side, whole, at(80, 36))
    assert (changed >= mask((64, 24, 32, 24))).all()
    rows, columns = np.nonzero(changed)
    assert np.hypot(np.maximum(60 - columns, columns - 99).clip(0), (rows - 49).clip(0)).max() < BEYOND_PX
    assert np.hypot(rows - 36, columns - 80).max() < 40


def test_a_model_that_denies_the_click_gives_its_pixel() -> None:
    side = mask((20, 20, 40, 40))
    assert region(side, side, at(70, 40)).sum() == 1


def test_where_nothing_is_on_the_side_yet_the_model_alone_tells() -> None:
    blob = mask((50, 50, 11, 11))
    assert (region(mask(), blob, at(55, 55)) == blob).all()


def test_distance_to_nothing_is_infinite() -> None:
    assert np.isinf(distance_to(mask())).all()


def test_an_error_is_no_deeper_than_the_image_border_is_near() -> None:
    side = mask((100, 0, 60, 120))
    changed = region(side, EVERYTHING, at(20, 60), to_border=21.0)
    rows, columns = np.nonzero(changed)
    assert np.hypot(rows - 60, columns - 20).max() <= farthest_reach(21.0) < 60


def test_a_click_at_the_very_border_reaches_a_few_pixels() -> None:
    changed = region(mask((0, 40, 160, 80)), EVERYTHING, at(80, 0), to_border=1.0)
    assert BORDER_PX < changed[:, 80].sum() <= BORDER_PX + BEYOND_PX + 1
