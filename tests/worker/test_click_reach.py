from __future__ import annotations

import numpy as np
import pytest

from worker.click_reach import BEYOND_PX, distance_to, farthest_reach, reached

HW = (120, 160)


def mask(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    """Boxes of x, y, width, height."""
    result = np.zeros(HW, dtype=bool)
    for x, y, width, height in boxes:
        result[y : y + height, x : x + width] = True
    return result


def at(x: int, y: int) -> np.ndarray:
    return mask((x, y, 1, 1))


EVERYTHING = np.ones(HW, dtype=bool)


def test_a_gap_that_was_bitten_out_is_filled_and_what_is_far_from_it_stays() -> None:
    side = mask((20, 20, 100, 80)) & ~mask((60, 20, 24, 20))
    wanted = mask((20, 20, 100, 80)) | mask((130, 20, 20, 80))
    region = reached(side, wanted, at(72, 30))
    assert (region == mask((60, 20, 24, 20))).all()


def test_only_what_hangs_together_with_the_click_changes() -> None:
    side = mask((20, 40, 40, 40))
    wanted = side | mask((60, 50, 12, 12)) | mask((60, 66, 4, 4))
    region = reached(side, wanted, at(66, 56))
    assert region[56, 66] and not region[68, 62]


@pytest.mark.parametrize("depth", [3, 8, 20, 40])
def test_a_model_that_wants_everything_gets_no_more_than_the_reach(depth: int) -> None:
    side = mask((0, 0, 60, 120))
    region = reached(side, EVERYTHING, at(59 + depth, 60))
    rows, columns = np.nonzero(region)
    away = np.hypot(rows - 60, columns - 59 - depth)
    along = columns < 60 + depth // 2 + 1
    assert away[~along].max() <= depth + BEYOND_PX
    assert away.max() <= farthest_reach(depth)
    assert not (region & side).any()


def test_a_reach_is_tied_to_the_depth_of_what_the_model_would_change() -> None:
    """The mask is far from the click, but what is missing there is small."""
    side = mask((0, 0, 20, 120))
    wanted = side | mask((95, 55, 11, 11)) | mask((100, 60, 60, 2))
    region = reached(side, wanted, at(100, 60))
    assert region[56:65, 96:105].all()
    assert not region[:, 120:].any()


def test_an_edge_that_is_off_all_around_moves_near_the_click_only() -> None:
    whole, bite = mask((20, 20, 120, 80)), mask((60, 20, 40, 30))
    side = mask((23, 23, 114, 74)) & ~bite
    region = reached(side, whole, at(80, 36))
    assert (region >= mask((64, 24, 32, 24))).all()
    rows, columns = np.nonzero(region)
    assert np.hypot(np.maximum(60 - columns, columns - 99).clip(0), (rows - 49).clip(0)).max() < BEYOND_PX
    assert np.hypot(rows - 36, columns - 80).max() < 40


def test_a_model_that_denies_the_click_gives_its_pixel() -> None:
    side = mask((20, 20, 40, 40))
    assert reached(side, side, at(70, 40)).sum() == 1


def test_where_nothing_is_on_the_side_yet_the_model_alone_tells() -> None:
    blob = mask((50, 50, 11, 11))
    assert (reached(mask(), blob, at(55, 55)) == blob).all()


def test_distance_to_nothing_is_infinite() -> None:
    assert np.isinf(distance_to(mask())).all()
