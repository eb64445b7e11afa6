"""Parts without a click: kept where the network agrees, dropped where only colours speak for them."""

from __future__ import annotations

import numpy as np

from model.refinement.islands import drop_islands
from model.refinement.seeds import FREE


def scene() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Object 1 in two parts, the left one clicked; object 2 in one: labels, scores of the network, seeds."""
    labels = np.zeros((10, 20), dtype=np.int32)
    labels[2:5, 2:5] = labels[2:5, 12:15] = 1
    labels[7:9, 7:9] = 2
    marks = np.full(labels.shape, FREE, dtype=np.int32)
    marks[3, 3] = 1
    network = np.zeros((10, 20, 3), dtype=np.float32)
    return labels, network, marks


def test_a_part_that_the_network_does_not_see_is_dropped() -> None:
    labels, network, marks = scene()
    network[..., 1] = -2.0
    drop_islands(labels, network, marks, -1.0)
    assert (labels[2:5, 2:5] == 1).all() and not labels[2:5, 12:15].any()
    assert (labels[7:9, 7:9] == 2).all()  # a single part is never dropped, clicked or not


def test_a_part_that_the_network_sees_stays() -> None:
    labels, network, marks = scene()
    before = labels.copy()
    network[2:5, 12:15, 1] = 1.0
    drop_islands(labels, network, marks, 0.5)
    np.testing.assert_array_equal(labels, before)


def test_parts_that_touch_at_a_corner_are_one() -> None:
    labels, network, marks = scene()
    labels[5, 5] = 1
    network[..., 1] = -2.0
    drop_islands(labels, network, marks, 0.0)
    assert labels[5, 5] == 1
