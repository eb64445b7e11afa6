"""Objects between small and large, by the root of their share of the picture."""

from __future__ import annotations

import numpy as np
import pytest

from model.refinement.config import RefinementConfig
from model.refinement.sizes import largeness

CONFIG = RefinementConfig(small=0.1, large=0.3)


def test_a_label_is_as_large_as_the_root_of_its_share_and_the_background_as_the_others_are_on_average() -> None:
    labels = np.zeros((100, 100), dtype=np.int32)
    labels[:20, :20] = 1  # a fifth of the side
    labels[50:, :50] = 2  # half of it
    assert largeness(labels, 4, CONFIG) == pytest.approx([0.5, 0.5, 1.0, 0.0])


def test_sizes_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="must be below"):
        RefinementConfig(small=0.4, large=0.3)
