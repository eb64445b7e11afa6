"""The search for constants: it goes where clicks are saved, and stops when told to."""

from __future__ import annotations

import numpy as np

from model.refinement.config import RefinementConfig
from model.refinement.tune import STEPS, Example, Result, clicked, search
from model.types import Clicks, Features, Logits


def result_of(config: RefinementConfig) -> Result:
    """A made-up landscape whose lowest point has a heavy network and few colours."""
    off = abs(np.log(config.network / 0.8)) + abs(np.log(config.colour / 0.3))
    return Result(3 + off, 5 + off, (0.5, 0.6, 0.7))


def test_the_search_goes_downhill() -> None:
    start = RefinementConfig(network=0.4, colour=0.6)
    best, reached = search(result_of, start, lambda: False)
    assert reached.cost < result_of(start).cost
    assert 0.65 < best.network < 0.95 and 0.25 < best.colour < 0.37


def test_a_search_that_is_over_keeps_where_it_began() -> None:
    start = RefinementConfig(network=0.4)
    assert search(result_of, start, lambda: True)[0] == start


def test_every_constant_that_is_tried_exists() -> None:
    assert all(hasattr(RefinementConfig(), name) for name in STEPS)


class Half:
    """Finds the left half, whatever is clicked."""

    digest = "half"

    def encode(self, image: np.ndarray) -> Features:
        size_hw = (image.shape[0], image.shape[1])
        return Features({}, size_hw, size_hw, size_hw, self.digest)

    def decode(self, features: Features, clicks: Clicks) -> Logits:
        columns = np.tile(np.where(np.arange(8) < 4, 5.0, -5.0), (8, 1)).astype(np.float32)
        quality = np.full(1, np.nan, dtype=np.float32)
        return Logits(
            np.stack([columns, -columns]), np.array([0, -1], np.int32), features.image_hw, (8.0, 8.0), quality
        )


def test_an_example_that_is_found_at_once_takes_one_click_with_and_without_refinement() -> None:
    image = np.zeros((32, 32, 3), dtype=np.uint8)
    image[:, :16] = (200, 40, 40)
    labels = np.tile((np.arange(32) < 16).astype(np.int32), (32, 1))
    model = Half()
    example = Example(image, labels, model.encode(image))
    for config in (None, RefinementConfig()):
        assert clicked(model, config, [example], 5) == Result(1.0, 1.0, (1.0, 1.0, 1.0))
