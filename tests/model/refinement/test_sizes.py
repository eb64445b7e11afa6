"""Objects between small and large, by the root of their share of the picture."""

from __future__ import annotations

import numpy as np
import pytest

from model.refinement.config import RefinementConfig
from model.refinement.sizes import largeness

CONFIG = RefinementConfig(small=0.1, large=0.3)


@pytest.mark.parametrize(("side", "large"), [(5, 0.0), (10, 0.0), (20, 0.5), (30, 1.0), (45, 1.0)])
def test_the_smallest_object_counts_by_its_side(side: int, large: float) -> None:
    labels = np.zeros((100, 100), dtype=np.int32)
    labels[:side, :side] = 1
    labels[50:, 50:] = 2
    assert largeness(labels, 3, CONFIG) == pytest.approx(large)


def test_an_object_without_a_pixel_is_small() -> None:
    assert largeness(np.ones((10, 10), dtype=np.int32), 3, CONFIG) == 0


def test_sizes_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="must be below"):
        RefinementConfig(small=0.4, large=0.3)
